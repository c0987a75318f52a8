// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Membership in a list of constants. Numbers of all kinds are looked up as 64-bit keys: doubles by their bits, with
/// one NaN and one zero.
public final class InListKernel implements Kernel {
    private final FlatVector values;
    private final int[] members;
    private final boolean hasNull;
    private final @Nullable LongSet keys;
    private final @Nullable StringSet strings;
    private long[] scratch = {};

    /// @param values the constants, of the operand's type
    public InListKernel(FlatVector values, int count) {
        this.values = values;
        this.members = IntStream.range(0, count).filter(row -> !values.isNull(row)).toArray();
        this.hasNull = members.length < count;
        this.strings = values instanceof StringVector vector ? new StringSet(vector, members) : null;
        this.keys = strings == null ? new LongSet(memberKeys()) : null;
    }

    private long[] memberKeys() {
        return switch (values) {
            case BooleanVector booleans -> Arrays.stream(members)
                    .mapToLong(row -> booleans.value(row) ? 1 : 0)
                    .toArray();
            case IntVector ints -> Arrays.stream(members).mapToLong(row -> ints.values()[row]).toArray();
            case LongVector longs -> Arrays.stream(members).mapToLong(row -> longs.values()[row]).toArray();
            case DoubleVector doubles -> Arrays.stream(members)
                    .mapToLong(row -> key(doubles.values()[row]))
                    .toArray();
            case DecimalVector decimals -> Arrays.stream(members)
                    .filter(row -> decimals.highWord(row) == decimals.values()[row] >> 63)
                    .mapToLong(row -> decimals.values()[row])
                    .toArray();
            case StringVector _ -> new long[0];
        };
    }

    private static long key(double value) {
        return Double.doubleToLongBits(value + 0.0);
    }

    @Override
    public void run(CallFrame frame) {
        long[] bits = frame.resultBits();
        int rowCount = frame.rowCount();
        if (strings != null) {
            strings.contains(frame, frame.operand(0).strings(), bits, frame.mask(0));
        } else if (keys != null) {
            keys.contains(rowKeys(frame.operand(0).vector(), rowCount), frame.flags(), bits, rowCount);
            if (frame.operand(0).vector() instanceof DecimalVector decimals && decimals.wide()) {
                wideDecimals(decimals, bits, rowCount);
            }
        }
        if (hasNull) {
            long[] found = frame.result().validity();
            long[] validity = found == null ? frame.result().startValidity(rowCount) : found;
            for (int i = 0; i < Bits.words(rowCount); i++) {
                validity[i] &= bits[i];
            }
        }
    }

    private long[] rowKeys(FlatVector rows, int rowCount) {
        if (rows instanceof LongVector longs) {
            return longs.values();
        }
        if (rows instanceof DecimalVector decimals) {
            return decimals.values();
        }
        if (scratch.length < rowCount) {
            scratch = new long[rowCount];
        }
        switch (rows) {
            case IntVector ints -> {
                for (int i = 0; i < rowCount; i++) {
                    scratch[i] = ints.values()[i];
                }
            }
            case DoubleVector doubles -> {
                for (int i = 0; i < rowCount; i++) {
                    scratch[i] = key(doubles.values()[i]);
                }
            }
            case BooleanVector booleans -> {
                for (int i = 0; i < rowCount; i++) {
                    scratch[i] = booleans.value(i) ? 1 : 0;
                }
            }
            default -> throw new IllegalStateException("keys of " + rows.type().sqlName());
        }
        return scratch;
    }

    /// Low words of wide numbers say nothing by themselves.
    private void wideDecimals(DecimalVector rows, long[] bits, int rowCount) {
        DecimalVector constants = (DecimalVector) values;
        for (int i = 0; i < rowCount; i++) {
            boolean found = false;
            if (rows.high()[i] == rows.values()[i] >> 63) {
                found = Bits.get(bits, i);
            } else {
                for (int member : members) {
                    found |= constants.values()[member] == rows.values()[i]
                            && constants.highWord(member) == rows.high()[i];
                }
            }
            Bits.set(bits, i, found);
        }
    }
}
