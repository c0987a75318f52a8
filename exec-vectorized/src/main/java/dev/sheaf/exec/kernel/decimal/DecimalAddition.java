// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;
import dev.sheaf.exec.kernel.arithmetic.LongArithmetic;
import dev.sheaf.exec.kernel.arithmetic.Magnitude;
import java.math.BigInteger;

/// `+` and `-` of decimals: both operands are brought to the result's scale. In 64 bits it is one multiplication each
/// and a sum, without
/// checks, when the largest operands can't overflow.
public final class DecimalAddition implements Kernel {
    private final boolean subtract;
    private final int leftDigits;
    private final int rightDigits;
    private final Int128 left = new Int128();
    private final Int128 right = new Int128();

    public DecimalAddition(DecimalType left, DecimalType right, DecimalType result, boolean subtract) {
        this.subtract = subtract;
        this.leftDigits = result.scale() - left.scale();
        this.rightDigits = result.scale() - right.scale();
    }

    @Override
    public void run(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        if (l.wide() || r.wide() || !addNarrow(frame)) {
            addWide(frame);
        }
    }

    private boolean addNarrow(CallFrame frame) {
        if (leftDigits > PowersOfTen.NARROW_MAX || rightDigits > PowersOfTen.NARROW_MAX) {
            return false;
        }
        DecimalVector result = frame.resultDecimals();
        result.startNarrow();
        int rowCount = frame.rowCount();
        long leftFactor = PowersOfTen.narrow(leftDigits);
        long rightFactor = PowersOfTen.narrow(rightDigits);
        Operand l = frame.operand(0);
        Operand r = frame.operand(1);
        long[] lv = l.decimals().values();
        long[] rv = r.decimals().values();
        long[] to = result.values();
        if (leftFactor == 1 && rightFactor == 1 && !l.constant() && !r.constant()) {
            return subtract
                    ? LongArithmetic.subtract(lv, rv, to, rowCount) >= 0
                    : LongArithmetic.add(lv, rv, to, rowCount) >= 0;
        }
        int leftBits = l.constant() ? Magnitude.bits(lv[0]) : Magnitude.bits(lv, rowCount);
        int rightBits = r.constant() ? Magnitude.bits(rv[0]) : Magnitude.bits(rv, rowCount);
        if (leftBits + Magnitude.bits(leftFactor) > 62 || rightBits + Magnitude.bits(rightFactor) > 62) {
            return false;
        }
        long signedFactor = subtract ? -rightFactor : rightFactor;
        if (l.constant()) {
            scaleAndAdd(rv, signedFactor, lv[0] * leftFactor, to, rowCount);
        } else if (r.constant()) {
            scaleAndAdd(lv, leftFactor, rv[0] * signedFactor, to, rowCount);
        } else {
            scaleAndAdd(lv, leftFactor, rv, signedFactor, to, rowCount);
        }
        return true;
    }

    private static void scaleAndAdd(long[] values, long factor, long constant, long[] result, int rowCount) {
        if (factor == 1) {
            for (int i = 0; i < rowCount; i++) {
                result[i] = constant + values[i];
            }
        } else if (factor == -1) {
            for (int i = 0; i < rowCount; i++) {
                result[i] = constant - values[i];
            }
        } else {
            for (int i = 0; i < rowCount; i++) {
                result[i] = constant + values[i] * factor;
            }
        }
    }

    private static void scaleAndAdd(
            long[] left, long leftFactor, long[] right, long rightFactor, long[] result, int rowCount) {
        for (int i = 0; i < rowCount; i++) {
            result[i] = left[i] * leftFactor + right[i] * rightFactor;
        }
    }

    private void addWide(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        DecimalResult result = new DecimalResult(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            boolean fits = left.set(l, row & leftMask).scaleUp(leftDigits);
            fits &= right.set(r, row & rightMask).scaleUp(rightDigits);
            if (subtract) {
                right.negate();
            }
            if (fits && left.add(right.high, right.low)) {
                result.put(row, left, true);
            } else {
                addExactly(l, row & leftMask, r, row & rightMask, result, row);
            }
        }
        result.finish();
    }

    /// Operands that need more than 128 bits at the result's scale may yet have a sum that doesn't.
    private void addExactly(
            DecimalVector l, int leftRow, DecimalVector r, int rightRow, DecimalResult result, int row) {
        BigInteger scaledLeft = left.set(l, leftRow).toBigInteger().multiply(PowersOfTen.big(leftDigits));
        BigInteger scaledRight = right.set(r, rightRow).toBigInteger().multiply(PowersOfTen.big(rightDigits));
        result.put(row, subtract ? scaledLeft.subtract(scaledRight) : scaledLeft.add(scaledRight), left);
    }
}
