// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.decimal;

import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.Operand;
import dev.sheaf.exec.kernel.arithmetic.LongArithmetic;
import java.math.BigInteger;

/// `*` of decimals. The product of two 64-bit numbers always fits 38 digits.
public final class DecimalMultiplication implements Kernel {
    /// By how many digits the product is too fine for the result: not 0 only where scales would exceed 38.
    private final int surplusDigits;

    private final Int128 left = new Int128();
    private final Int128 right = new Int128();

    public DecimalMultiplication(DecimalType left, DecimalType right, DecimalType result) {
        this.surplusDigits = left.scale() + right.scale() - result.scale();
    }

    @Override
    public void run(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        if (surplusDigits != 0) {
            multiplyRounded(frame);
        } else if (l.wide() || r.wide()) {
            multiplyWide(frame);
        } else if (!multiplyNarrow(frame)) {
            widenProducts(frame);
        }
    }

    private static boolean multiplyNarrow(CallFrame frame) {
        Operand l = frame.operand(0);
        Operand r = frame.operand(1);
        DecimalVector result = frame.resultDecimals();
        result.startNarrow();
        long[] lv = l.decimals().values();
        long[] rv = r.decimals().values();
        if (l.constant()) {
            return LongArithmetic.multiply(rv, lv[0], result.values(), frame.rowCount()) == 0;
        }
        return r.constant()
                ? LongArithmetic.multiply(lv, rv[0], result.values(), frame.rowCount()) == 0
                : LongArithmetic.multiply(lv, rv, result.values(), frame.rowCount()) == 0;
    }

    /// The low words are there already.
    private static void widenProducts(CallFrame frame) {
        long[] l = frame.operand(0).decimals().values();
        long[] r = frame.operand(1).decimals().values();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        DecimalVector result = frame.resultDecimals();
        long[] low = result.values();
        long[] high = result.startWide();
        int[] rows = frame.rows();
        int count = frame.count();
        long wide = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            high[row] = Math.multiplyHigh(l[row & leftMask], r[row & rightMask]);
            wide |= high[row] ^ low[row] >> 63;
        }
        if (wide == 0) {
            result.startNarrow();
        }
    }

    private void multiplyWide(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        DecimalResult result = new DecimalResult(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            right.set(r, row & rightMask);
            result.put(row, left, left.set(l, row & leftMask).multiply(right.high, right.low));
        }
        result.finish();
    }

    private void multiplyRounded(CallFrame frame) {
        DecimalVector l = frame.operand(0).decimals();
        DecimalVector r = frame.operand(1).decimals();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        DecimalResult result = new DecimalResult(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        BigInteger factor = PowersOfTen.big(Math.abs(surplusDigits));
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            BigInteger product = left.set(l, row & leftMask)
                    .toBigInteger()
                    .multiply(right.set(r, row & rightMask).toBigInteger());
            BigInteger scaled = surplusDigits < 0
                    ? product.multiply(factor)
                    : Rounding.HALF_AWAY_FROM_ZERO.divide(product, factor);
            result.put(row, scaled, left);
        }
        result.finish();
    }
}
