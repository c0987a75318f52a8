// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.math.BigDecimal;
import java.math.BigInteger;

/// Widens the values of a file's column to the table's type, as [TypeUnifier] found it. Keeps the vector that it
/// fills; not thread-safe.
public final class VectorCast {
    private static final long MICROS_PER_DAY = 86_400_000_000L;

    private final FlatVector target;
    private final int scaleUp;

    public VectorCast(DataType from, DataType to) {
        this.target = FlatVector.allocate(to, 0);
        this.scaleUp = scale(to) - scale(from);
    }

    private static int scale(DataType type) {
        return type instanceof DataType.DecimalType decimal ? decimal.scale() : 0;
    }

    /// The first `count` values in the table's type, valid until the next call.
    public FlatVector apply(FlatVector source, int count) {
        target.ensureCapacity(count);
        switch (target) {
            case IntVector ints -> System.arraycopy(((IntVector) source).values(), 0, ints.values(), 0, count);
            case LongVector longs -> toLongs(source, longs.values(), count);
            case DoubleVector doubles -> toDoubles(source, doubles.values(), count);
            case DecimalVector decimals -> toDecimals(source, decimals, count);
            case StringVector strings -> {
                StringVector from = (StringVector) source;
                System.arraycopy(from.views(), 0, strings.views(), 0, 2 * count);
                strings.shareHeaps(from.heaps(), from.heapCount());
            }
            default -> throw new IllegalStateException("no cast to " + target.type().sqlName());
        }
        target.clearNulls();
        target.intersectValidity(source.validity(), null, count);
        return target;
    }

    private static void toLongs(FlatVector source, long[] to, int count) {
        if (source instanceof LongVector longs) {
            System.arraycopy(longs.values(), 0, to, 0, count);
            return;
        }
        int[] from = ((IntVector) source).values();
        long unit = source.type() instanceof DataType.DateType ? MICROS_PER_DAY : 1;
        for (int i = 0; i < count; i++) {
            to[i] = from[i] * unit;
        }
    }

    private static void toDoubles(FlatVector source, double[] to, int count) {
        switch (source) {
            case IntVector ints -> {
                for (int i = 0; i < count; i++) {
                    to[i] = ints.values()[i];
                }
            }
            case LongVector longs -> {
                for (int i = 0; i < count; i++) {
                    to[i] = (double) longs.values()[i];
                }
            }
            case DecimalVector decimals -> {
                int scale = scale(source.type());
                for (int i = 0; i < count; i++) {
                    to[i] = new BigDecimal(unscaled(decimals, i), scale).doubleValue();
                }
            }
            case DoubleVector doubles -> System.arraycopy(doubles.values(), 0, to, 0, count);
            default -> throw new IllegalStateException("no cast from " + source.type().sqlName());
        }
    }

    private void toDecimals(FlatVector source, DecimalVector to, int count) {
        BigInteger factor = BigInteger.TEN.pow(scaleUp);
        long[] high = to.startWide();
        boolean wide = false;
        for (int i = 0; i < count; i++) {
            BigInteger value = switch (source) {
                case IntVector ints -> BigInteger.valueOf(ints.values()[i]);
                case LongVector longs -> BigInteger.valueOf(longs.values()[i]);
                case DecimalVector decimals -> unscaled(decimals, i);
                default -> throw new IllegalStateException("no cast from " + source.type().sqlName());
            };
            BigInteger scaled = value.multiply(factor);
            to.values()[i] = scaled.longValue();
            high[i] = scaled.shiftRight(64).longValue();
            wide |= high[i] != to.values()[i] >> 63;
        }
        if (!wide) {
            to.startNarrow();
        }
    }

    private static BigInteger unscaled(DecimalVector decimals, int row) {
        if (!decimals.wide()) {
            return BigInteger.valueOf(decimals.values()[row]);
        }
        return BigInteger.valueOf(decimals.high()[row])
                .shiftLeft(64)
                .add(new BigInteger(Long.toUnsignedString(decimals.values()[row])));
    }
}
