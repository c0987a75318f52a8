// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.catalog.ColumnStatistics;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// Guesses a column's statistics from the first rows of a text. Bounds stay unknown: the rest may lie outside.
final class SampleStatistics {
    private final List<List<byte[]>> rows;
    private final int column;

    SampleStatistics(List<List<byte[]>> rows, int column) {
        this.rows = rows;
        this.column = column;
    }

    ColumnStatistics column(double tableRows) {
        Set<String> seen = new HashSet<>();
        Set<String> firstHalf = new HashSet<>();
        double bytes = 0;
        int nulls = 0;
        int half = rows.size() / 2;
        int repeated = 0;
        for (int i = 0; i < rows.size(); i++) {
            List<byte[]> row = rows.get(i);
            if (column >= row.size() || row.get(column).length == 0) {
                nulls++;
                continue;
            }
            String value = new String(row.get(column), StandardCharsets.ISO_8859_1);
            bytes += row.get(column).length;
            seen.add(value);
            if (i < half) {
                firstHalf.add(value);
            } else if (firstHalf.contains(value)) {
                repeated++;
            }
        }
        int values = rows.size() - nulls;
        if (values == 0) {
            return ColumnStatistics.UNKNOWN;
        }
        // When the second half hardly brings values of the first again, more rows mean more values; when it brings
        // little else, all have been seen.
        double freshShare = values < 2 ? 1 : 1 - Math.min(1, 2.0 * repeated / values);
        double unseenRows = Math.max(0, tableRows - rows.size());
        double distinct = seen.size() + unseenRows * freshShare * seen.size() / values;
        return new ColumnStatistics(
                OptionalDouble.of(distinct),
                OptionalDouble.of((double) nulls / rows.size()),
                OptionalDouble.of(bytes / values),
                Optional.empty(),
                Optional.empty());
    }
}
