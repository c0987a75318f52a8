// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.text.TextOutput;
import java.math.BigDecimal;

/// Writes numbers as texts.
public final class NumberWriter {
    /// More than any integer or narrow decimal takes.
    public static final int BYTES_MAX = 48;

    private final TextOutput output;
    private final byte[] buffer = new byte[BYTES_MAX];
    private final Int128 wide = new Int128();

    public NumberWriter(TextOutput output) {
        this.output = output;
    }

    public void integer(int row, long value) {
        decimal(row, value, 0);
    }

    /// All digits of the scale are written.
    void decimal(int row, DecimalVector vector, int place, int scale) {
        if (!vector.wide()) {
            decimal(row, vector.values()[place], scale);
        } else {
            output.put(row, new BigDecimal(wide.set(vector, place).toBigInteger(), scale).toPlainString());
        }
    }

    /// From the last digit to the first; negative numbers have one more, so it works with those.
    private void decimal(int row, long value, int scale) {
        long rest = value < 0 ? value : -value;
        int at = BYTES_MAX;
        int written = 0;
        do {
            if (written == scale && scale > 0) {
                buffer[--at] = '.';
            }
            buffer[--at] = (byte) ('0' - rest % 10);
            rest /= 10;
            written++;
        } while (rest != 0 || written <= scale);
        if (value < 0) {
            buffer[--at] = '-';
        }
        output.begin(BYTES_MAX);
        output.append(buffer, at, BYTES_MAX - at);
        output.end(row);
    }

    void floating(int row, double value, boolean real) {
        output.put(row, text(value, real));
    }

    private static final double REAL_EXPONENT_MIN = 1e6;

    /// The fewest digits that read back as the same number: plain when its exponent is -4 to 14 (5 for a REAL), else
    /// with an exponent of at least two digits.
    public static String text(double value, boolean real) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.toString(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        String java = real ? Float.toString((float) value) : Double.toString(value);
        boolean wide = real && Math.abs(value) >= REAL_EXPONENT_MIN;
        if (java.indexOf('E') < 0 && !wide) {
            return java.endsWith(".0") ? java.substring(0, java.length() - 2) : java;
        }
        BigDecimal shortest = new BigDecimal(java);
        BigDecimal stripped = shortest.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        if (exponent >= -4 && exponent < 15 && !wide) {
            return stripped.toPlainString();
        }
        String digits = stripped.unscaledValue().abs().toString();
        return (value < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }
}
