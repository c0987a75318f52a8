// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Guesses how many different values a column has from a few blocks of rows, by capture and recapture: blocks drawn
/// from few values overlap, and from how much follows how many there are. Blocks that don't overlap at all (keys,
/// sorted columns) are scaled by the rows left out. A block that is alone is cut into parts for that, unless equal
/// values stand together in it: then its parts say nothing of what comes later.
public final class DistinctEstimator {
    private static final int PARTS = 4;
    private static final double ROUNDING = 1e-9;

    private final Set<Long> seen = new HashSet<>();
    private final List<Integer> blockDistinct = new ArrayList<>();
    private List<Integer> partDistinct = List.of();
    private long rowCount;
    private long nullCount;
    private double stringBytes;

    /// Adds a block.
    public void add(FlatVector vector, int count) {
        Set<Long> block = new HashSet<>();
        List<Integer> parts = new ArrayList<>();
        int partRows = Math.max(1, (count + PARTS - 1) / PARTS);
        long previous = 0;
        int runs = 0;
        for (int from = 0; from < count; from += partRows) {
            Set<Long> part = new HashSet<>();
            for (int row = from; row < Math.min(count, from + partRows); row++) {
                if (vector.isNull(row)) {
                    nullCount++;
                    continue;
                }
                long hash = hash(vector, row);
                runs += part.isEmpty() || hash != previous ? 1 : 0;
                previous = hash;
                part.add(hash);
            }
            block.addAll(part);
            parts.add(part.size());
        }
        rowCount += count;
        seen.addAll(block);
        blockDistinct.add(block.size());
        partDistinct = runs > 2 * block.size() ? parts : List.of();
    }

    /// The estimate for a table of so many rows.
    public double distinctCount(double tableRows) {
        long values = rowCount - nullCount;
        if (values == 0) {
            return 0;
        }
        double tableValues = tableRows * values / rowCount;
        double least = seen.size();
        double most = Math.max(least, tableValues * seen.size() / values);
        if (expectedUnion(most) <= least * (1 + ROUNDING)) {
            return most;
        }
        double low = least;
        double high = most;
        for (int step = 0; step < 60; step++) {
            double middle = (low + high) / 2;
            if (expectedUnion(middle) < least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    /// How many different values the blocks would have together if each drew its own from so many.
    private double expectedUnion(double population) {
        List<Integer> draws = blockDistinct.size() == 1 && !partDistinct.isEmpty() ? partDistinct : blockDistinct;
        double missed = 1;
        for (int distinct : draws) {
            missed *= 1 - Math.min(1, distinct / population);
        }
        return population * (1 - missed);
    }

    public double nullFraction() {
        return rowCount == 0 ? 0 : (double) nullCount / rowCount;
    }

    /// The mean size of the strings seen.
    public double averageStringBytes() {
        return rowCount == nullCount ? 0 : stringBytes / (rowCount - nullCount);
    }

    private long hash(FlatVector vector, int row) {
        return switch (vector) {
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DoubleVector doubles -> Double.doubleToLongBits(doubles.values()[row] + 0.0);
            case DecimalVector decimals -> decimals.values()[row] ^ decimals.highWord(row) * 0x9E3779B97F4A7C15L;
            case BooleanVector booleans -> booleans.value(row) ? 1 : 0;
            case StringVector strings -> {
                stringBytes += strings.length(row);
                yield hash(strings.views()[2 * row], strings.views()[2 * row + 1], strings.heaps());
            }
        };
    }

    private static long hash(long first, long second, MemorySegment[] heaps) {
        long hash = first * 0x9E3779B97F4A7C15L;
        int length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            return (hash ^ second) * 0xBF58476D1CE4E5B9L;
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        int offset = StringViews.offset(second);
        for (int i = 4; i < length; i += 8) {
            hash = (hash ^ StringViews.bytes(heap, offset + i, Math.min(8, length - i))) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        return hash;
    }
}
