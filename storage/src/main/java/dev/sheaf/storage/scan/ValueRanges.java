// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.storage.file.MalformedDataException;

/// Checks values whose type is narrower than how files store them: small integers and times of day. Kernels and
/// printers rely on the type's range.
public final class ValueRanges {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private ValueRanges() {}

    /// @throws MalformedDataException when one of the first `count` values is outside of its type's range
    public static void check(FlatVector vector, int count) {
        switch (vector) {
            case IntVector ints when vector.type() instanceof DataType.IntegerType type && type.bits() < 32 ->
                    checkInts(ints, type, count);
            case LongVector longs when vector.type() instanceof DataType.TimeType -> checkTimes(longs, count);
            default -> {}
        }
    }

    private static void checkInts(IntVector vector, DataType.IntegerType type, int count) {
        int[] values = vector.values();
        int bits = 32 - type.bits();
        int bad = 0;
        for (int i = 0; i < count; i++) {
            bad |= values[i] << bits >> bits ^ values[i];
        }
        for (int i = 0; bad != 0 && i < count; i++) {
            if (!vector.isNull(i) && values[i] << bits >> bits != values[i]) {
                throw new MalformedDataException(values[i] + " is not a " + type.sqlName());
            }
        }
    }

    private static void checkTimes(LongVector vector, int count) {
        long[] values = vector.values();
        long bad = 0;
        for (int i = 0; i < count; i++) {
            bad |= values[i] | MICROS_PER_DAY - 1 - values[i];
        }
        for (int i = 0; bad < 0 && i < count; i++) {
            if (!vector.isNull(i) && (values[i] < 0 || values[i] >= MICROS_PER_DAY)) {
                throw new MalformedDataException(values[i] + " microseconds are not a time of day");
            }
        }
    }
}
