// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.tpcds;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// The 99 queries of the TPC-DS specification with its qualification parameters, for tables of the standard names in
/// the current schema. Four of them (14, 23, 24, 39) are two statements. Where the specification leaves the place of
/// nulls in an order open, the texts name it; they run unchanged on PostgreSQL and DuckDB.
///
/// Stateless and safe for any thread.
public final class TpcdsQueries {
    public static final int COUNT = 99;

    private TpcdsQueries() {}

    /// Returns the statements of a query, without final semicolons.
    ///
    /// @param number 1 to 99
    /// @throws IllegalArgumentException for any other number
    public static List<String> statements(int number) {
        if (number < 1 || number > COUNT) {
            throw new IllegalArgumentException("TPC-DS has queries 1 to " + COUNT + ", not " + number);
        }
        return Stream.of(text("q%02d.sql".formatted(number)).split(";\n")).map(String::strip).toList();
    }

    private static String text(String name) {
        try (InputStream in = TpcdsQueries.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }
}
