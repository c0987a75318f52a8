// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import java.util.ArrayList;
import java.util.List;

/// Ascending, disjoint ranges of rows in a row group: those that a scan has to look at.
record RowRanges(List<Range> ranges) {
    /// Rows `[start, end)`.
    record Range(long start, long end) {}

    RowRanges {
        ranges = List.copyOf(ranges);
    }

    static RowRanges all(long rowCount) {
        return new RowRanges(rowCount == 0 ? List.of() : List.of(new Range(0, rowCount)));
    }

    boolean isEmpty() {
        return ranges.isEmpty();
    }

    long rowCount() {
        long rows = 0;
        for (Range range : ranges) {
            rows += range.end - range.start;
        }
        return rows;
    }

    /// The rows that are in both.
    RowRanges intersect(RowRanges other) {
        List<Range> both = new ArrayList<>();
        int left = 0;
        int right = 0;
        while (left < ranges.size() && right < other.ranges.size()) {
            Range a = ranges.get(left);
            Range b = other.ranges.get(right);
            long start = Math.max(a.start, b.start);
            long end = Math.min(a.end, b.end);
            if (start < end) {
                both.add(new Range(start, end));
            }
            if (a.end < b.end) {
                left++;
            } else {
                right++;
            }
        }
        return new RowRanges(both);
    }

    /// Collects ranges in ascending order and joins neighbours.
    static final class Builder {
        private final List<Range> ranges = new ArrayList<>();

        void add(long start, long end) {
            if (start >= end) {
                return;
            }
            if (!ranges.isEmpty() && ranges.getLast().end == start) {
                ranges.set(ranges.size() - 1, new Range(ranges.getLast().start, end));
            } else {
                ranges.add(new Range(start, end));
            }
        }

        RowRanges build() {
            return new RowRanges(ranges);
        }
    }
}
