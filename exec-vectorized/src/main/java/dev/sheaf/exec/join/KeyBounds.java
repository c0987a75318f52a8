// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import org.jspecify.annotations.Nullable;

/// The smallest and the largest value of one of a build side's columns, where its values are whole numbers (dates
/// and times are, too). Unsynchronised: each driver has its own, which are put together in the end.
final class KeyBounds {
    private boolean numeric = true;
    private long min = Long.MAX_VALUE;
    private long max = Long.MIN_VALUE;

    /// Takes in the values of chosen rows, none of them null.
    void add(FlatVector keys, int[] rows, int count) {
        switch (keys) {
            case IntVector ints -> add(ints.values(), rows, count);
            case LongVector longs -> add(longs.values(), rows, count);
            case BooleanVector _, DoubleVector _, DecimalVector _, StringVector _ -> numeric = false;
        }
    }

    /// Takes in the numbers of 64 bits of chosen rows, those under nulls, too; nothing will be known of others.
    void addValues(FlatVector values, int[] rows, int count) {
        switch (values) {
            case LongVector longs -> addAll(longs.values(), rows, count);
            case DecimalVector decimals when !decimals.wide() -> addAll(decimals.values(), rows, count);
            case BooleanVector _, IntVector _, DoubleVector _, DecimalVector _, StringVector _ -> numeric = false;
        }
    }

    private void addAll(long[] values, int[] rows, int count) {
        // Ascending numbers, the last of which is as large as there are: all rows from 0 on.
        if (count == 0 || rows[count - 1] != count - 1) {
            add(values, rows, count);
            return;
        }
        long least = min;
        long most = max;
        for (int i = 0; i < count; i++) {
            least = Math.min(least, values[i]);
            most = Math.max(most, values[i]);
        }
        min = least;
        max = most;
    }

    private void add(int[] values, int[] rows, int count) {
        long least = min;
        long most = max;
        for (int i = 0; i < count; i++) {
            long value = values[rows[i]];
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        min = least;
        max = most;
    }

    private void add(long[] values, int[] rows, int count) {
        long least = min;
        long most = max;
        for (int i = 0; i < count; i++) {
            long value = values[rows[i]];
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        min = least;
        max = most;
    }

    /// Says that nothing will be known of the values.
    void giveUp() {
        numeric = false;
    }

    void merge(KeyBounds other) {
        numeric &= other.numeric;
        min = Math.min(min, other.min);
        max = Math.max(max, other.max);
    }

    long min() {
        return min;
    }

    /// Null where nothing is known.
    @Nullable KeyRange range() {
        return numeric ? new KeyRange(min, max) : null;
    }

    /// How many numbers lie between the bounds, these included; [Long#MAX_VALUE] when there are too many to tell or
    /// nothing is known, 0 without values.
    long span() {
        if (!numeric) {
            return Long.MAX_VALUE;
        }
        long distance = max - min;
        return min > max ? 0 : distance < 0 || distance == Long.MAX_VALUE ? Long.MAX_VALUE : distance + 1;
    }
}
