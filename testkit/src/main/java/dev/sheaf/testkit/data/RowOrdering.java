// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.data;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.SortKey;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The order of rows of Java values: the slow, plain version to compare with.
public final class RowOrdering {
    private RowOrdering() {}

    /// Orders rows by some columns.
    public static Comparator<List<@Nullable Object>> by(List<SortKey> keys) {
        return (row1, row2) -> {
            for (SortKey key : keys) {
                int order = compare(row1.get(key.column()), row2.get(key.column()), key);
                if (order != 0) {
                    return order;
                }
            }
            return 0;
        };
    }

    private static int compare(@Nullable Object value1, @Nullable Object value2, SortKey key) {
        if (value1 == null || value2 == null) {
            return value1 == value2 ? 0 : (value1 == null) == key.nullsFirst() ? -1 : 1;
        }
        int order = values(value1, value2);
        return key.descending() ? -order : order;
    }

    /// Orders two values of one type: text and bytes by their unsigned bytes, NaN above all numbers.
    public static int values(Object value1, Object value2) {
        return switch (value1) {
            case Boolean truth -> truth.compareTo((Boolean) value2);
            case Long number -> number.compareTo((Long) value2);
            case Double number -> Double.compare(number + 0.0, (Double) value2 + 0.0);
            case BigDecimal number -> number.compareTo((BigDecimal) value2);
            case String text -> Arrays.compareUnsigned(
                    text.getBytes(StandardCharsets.UTF_8), ((String) value2).getBytes(StandardCharsets.UTF_8));
            case ByteString bytes ->
                    Arrays.compareUnsigned(bytes.toByteArray(), ((ByteString) value2).toByteArray());
            default -> throw new IllegalArgumentException("no order for " + value1.getClass());
        };
    }
}
