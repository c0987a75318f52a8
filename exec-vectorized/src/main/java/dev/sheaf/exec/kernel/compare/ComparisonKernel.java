// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.compare;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;

/// The six comparisons, all by way of two: equality, and "less than" with operands exchanged or the result negated.
/// Results of rows that
/// don't count are undefined.
public final class ComparisonKernel implements Kernel {
    private final boolean order;
    private final boolean exchanged;
    private final boolean negated;

    private ComparisonKernel(boolean order, boolean exchanged, boolean negated) {
        this.order = order;
        this.exchanged = exchanged;
        this.negated = negated;
    }

    /// @param comparison EQUAL, NOT_EQUAL or one of the four orders
    public static ComparisonKernel of(ScalarFunction comparison) {
        return switch (comparison) {
            case EQUAL -> new ComparisonKernel(false, false, false);
            case NOT_EQUAL -> new ComparisonKernel(false, false, true);
            case LESS_THAN -> new ComparisonKernel(true, false, false);
            case GREATER_THAN_OR_EQUAL -> new ComparisonKernel(true, false, true);
            case GREATER_THAN -> new ComparisonKernel(true, true, false);
            case LESS_THAN_OR_EQUAL -> new ComparisonKernel(true, true, true);
            default -> throw new IllegalArgumentException(comparison + " is no comparison");
        };
    }

    @Override
    public void run(CallFrame frame) {
        compare(frame, frame.resultBits());
    }

    /// Compares the frame's first two operands into a bitmap.
    void compare(CallFrame frame, long[] bits) {
        Operand left = frame.operand(exchanged ? 1 : 0);
        Operand right = frame.operand(exchanged ? 0 : 1);
        if (!order && left.constant()) {
            Operand swap = left;
            left = right;
            right = swap;
        }
        long inversion = negated ? -1L : 0L;
        switch (left.vector()) {
            case IntVector _ -> ints(left, right, frame, bits, inversion);
            case LongVector _ -> longs(left, right, frame, bits, inversion);
            case DoubleVector _ -> doubles(left, right, frame.rowCount(), bits, inversion);
            case BooleanVector _ -> booleans(left, right, frame.rowCount(), bits, inversion);
            case DecimalVector _ -> decimals(left, right, frame, bits, inversion);
            case StringVector _ -> strings(left, right, frame, bits, inversion);
        }
    }

    private void ints(Operand left, Operand right, CallFrame frame, long[] bits, long inversion) {
        int rowCount = frame.rowCount();
        byte[] flags = frame.flags();
        if (!order) {
            if (right.constant()) {
                IntComparisons.differ(left.ints(), right.ints()[0], flags, rowCount);
            } else {
                IntComparisons.differ(left.ints(), right.ints(), flags, rowCount);
            }
        } else if (left.constant()) {
            IntComparisons.less(left.ints()[0], right.ints(), flags, rowCount);
        } else if (right.constant()) {
            IntComparisons.less(left.ints(), right.ints()[0], flags, rowCount);
        } else {
            IntComparisons.less(left.ints(), right.ints(), flags, rowCount);
        }
        Flags.pack(flags, bits, rowCount, order ? inversion : ~inversion);
    }

    private void longs(Operand left, Operand right, CallFrame frame, long[] bits, long inversion) {
        byte[] flags = frame.flags();
        longs(left.longs(), left.constant(), right.longs(), right.constant(), frame.rowCount(), flags);
        Flags.pack(flags, bits, frame.rowCount(), order ? inversion : ~inversion);
    }

    private void longs(
            long[] left, boolean leftConstant, long[] right, boolean rightConstant, int rowCount, byte[] flags) {
        if (!order) {
            if (rightConstant) {
                LongComparisons.differ(left, right[0], flags, rowCount);
            } else {
                LongComparisons.differ(left, right, flags, rowCount);
            }
        } else if (leftConstant) {
            LongComparisons.less(left[0], right, flags, rowCount);
        } else if (rightConstant) {
            LongComparisons.less(left, right[0], flags, rowCount);
        } else {
            LongComparisons.less(left, right, flags, rowCount);
        }
    }

    private void doubles(Operand left, Operand right, int rowCount, long[] bits, long inversion) {
        if (!order) {
            if (right.constant()) {
                DoubleComparisons.equal(left.doubles(), right.doubles()[0], bits, rowCount, inversion);
            } else {
                DoubleComparisons.equal(left.doubles(), right.doubles(), bits, rowCount, inversion);
            }
        } else if (left.constant()) {
            DoubleComparisons.less(left.doubles()[0], right.doubles(), bits, rowCount, inversion);
        } else if (right.constant()) {
            DoubleComparisons.less(left.doubles(), right.doubles()[0], bits, rowCount, inversion);
        } else {
            DoubleComparisons.less(left.doubles(), right.doubles(), bits, rowCount, inversion);
        }
    }

    private void booleans(Operand left, Operand right, int rowCount, long[] bits, long inversion) {
        int words = Bits.words(rowCount);
        long leftWord = left.constant() ? -(left.bits()[0] & 1) : 0;
        long rightWord = right.constant() ? -(right.bits()[0] & 1) : 0;
        for (int i = 0; i < words; i++) {
            long l = left.constant() ? leftWord : left.bits()[i];
            long r = right.constant() ? rightWord : right.bits()[i];
            bits[i] = (order ? ~l & r : ~(l ^ r)) ^ inversion;
        }
    }

    private void decimals(Operand left, Operand right, CallFrame frame, long[] bits, long inversion) {
        int rowCount = frame.rowCount();
        byte[] flags = frame.flags();
        DecimalVector l = left.decimals();
        DecimalVector r = right.decimals();
        if (!l.wide() && !r.wide()) {
            longs(l.values(), left.constant(), r.values(), right.constant(), rowCount, flags);
        } else if (order) {
            DecimalComparisons.less(l, left.mask(), r, right.mask(), flags, rowCount);
        } else {
            DecimalComparisons.differ(l, left.mask(), r, right.mask(), flags, rowCount);
        }
        Flags.pack(flags, bits, rowCount, order ? inversion : ~inversion);
    }

    private void strings(Operand left, Operand right, CallFrame frame, long[] bits, long inversion) {
        StringVector l = left.strings();
        StringVector r = right.strings();
        if (!order && right.constant() && !left.constant() && StringViews.isInline(r.length(0))) {
            byte[] flags = frame.flags();
            StringComparisons.equalInline(l.views(), r.views()[0], r.views()[1], flags, frame.rowCount());
            Flags.pack(flags, bits, frame.rowCount(), inversion);
            return;
        }
        if (order) {
            StringComparisons.less(l, left.mask(), r, right.mask(), frame, bits);
        } else {
            StringComparisons.equal(l, left.mask(), r, right.mask(), frame, bits);
        }
        if (negated) {
            int words = Bits.words(frame.rowCount());
            for (int i = 0; i < words; i++) {
                bits[i] = ~bits[i];
            }
        }
    }
}
