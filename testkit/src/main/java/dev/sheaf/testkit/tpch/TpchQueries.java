// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.tpch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The 22 TPC-H queries with the validation parameters of the TPC-H specification 3.0.1, one statement each, without a
/// final semicolon. Tables are named without a schema (`lineitem`, `orders`, ...), columns with their prefix
/// (`l_orderkey`), so a caller chooses the data by the current schema. The text runs unchanged on PostgreSQL and
/// DuckDB.
///
/// Query 11 compares with `0.0001`, which the specification asks to divide by the scale factor: pass that to
/// [#sql(int, double)] where the scale matters. Stateless and safe for any thread.
public final class TpchQueries {
    public static final int COUNT = 22;

    private static final String Q11_FRACTION = "0.0001000000";

    private TpchQueries() {}

    /// Returns the text of a query.
    ///
    /// @param number 1 to 22
    /// @throws IllegalArgumentException for any other number
    public static String sql(int number) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException("TPC-H has queries 1 to " + COUNT + ", not " + number);
        }
        String name = "q%02d.sql".formatted(number);
        try (InputStream in = TpchQueries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /// Returns the text of a query for data of a scale factor (1 is about one gigabyte). Only query 11 depends on it.
    public static String sql(int number, double scaleFactor) {
        if (!(scaleFactor > 0)) {
            throw new IllegalArgumentException("scale factor must be positive: " + scaleFactor);
        }
        String text = sql(number);
        return number == 11 ? text.replace(Q11_FRACTION, String.format(Locale.ROOT, "%.10f", 0.0001 / scaleFactor))
                : text;
    }

    /// Returns all texts, query 1 first.
    public static List<String> all() {
        List<String> texts = new ArrayList<>(COUNT);
        for (int number = 1; number <= COUNT; number++) {
            texts.add(sql(number));
        }
        return List.copyOf(texts);
    }
}
