// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

/// Between which numbers a key of a build side lies. It costs nothing to make, and where the keys lie close to each
/// other, as the days of a month do, it says as much as a [KeySet]; storage can leave out whole blocks by it.
///
/// @param min greater than `max` where the build side has no rows
public record KeyRange(long min, long max) implements KeyCheck {
    @Override
    public int select(int[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int value = values[row];
            rows[kept] = row;
            kept += value >= min && value <= max ? 1 : 0;
        }
        return kept;
    }

    @Override
    public int select(long[] values, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long value = values[row];
            rows[kept] = row;
            kept += value >= min && value <= max ? 1 : 0;
        }
        return kept;
    }
}
