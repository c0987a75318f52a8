// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.decimal.PowersOfTen;
import dev.sheaf.exec.kernel.decimal.Rounding;
import dev.sheaf.exec.kernel.text.TextScanner;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads numbers from texts. Numbers of at most 18 digits are read without objects, others the long way. What is wrong
/// with a text is
/// told by [#failure], since TRY_CAST meets many.
final class NumberReader {
    private static final int EXPONENT_MAX = 10_000;

    private final TextScanner scanner;
    private @Nullable ErrorCode failure;
    /// The parts of the number last scanned.
    private boolean negative;
    private long digits;
    private int digitCount;
    private int scale;
    private boolean plain;

    NumberReader(TextScanner scanner) {
        this.scanner = scanner;
    }

    /// What was wrong with the last text, or null.
    @Nullable ErrorCode failure() {
        return failure;
    }

    long integer(IntegerType type) {
        scanner.start();
        failure = null;
        boolean minus = scanner.peek() == '-';
        if (minus || scanner.peek() == '+') {
            scanner.next();
        }
        long value = 0;
        boolean any = false;
        boolean overflow = false;
        while (scanner.peekDigit()) {
            // Counted downward, since there is one more negative number.
            int digit = scanner.next() - '0';
            overflow |= value < (Long.MIN_VALUE + digit) / 10;
            value = 10 * value - digit;
            any = true;
        }
        if (!any || !scanner.atEnd()) {
            failure = ErrorCode.INVALID_TEXT;
            return 0;
        }
        overflow |= !minus && value == Long.MIN_VALUE;
        long signed = minus ? value : -value;
        if (overflow || signed < type.minValue() || signed > type.maxValue()) {
            failure = ErrorCode.NUMERIC_OUT_OF_RANGE;
            return 0;
        }
        return signed;
    }

    /// Scans digits with an optional sign, point and exponent.
    ///
    /// @return whether the text has that form
    private boolean scan() {
        scanner.start();
        negative = scanner.peek() == '-';
        if (negative || scanner.peek() == '+') {
            scanner.next();
        }
        digits = 0;
        digitCount = 0;
        scale = 0;
        plain = true;
        boolean any = scanDigits(false);
        if (scanner.accept('.')) {
            any |= scanDigits(true);
        }
        if (any && (scanner.accept('e') || scanner.accept('E'))) {
            any = scanExponent();
        }
        return any && scanner.atEnd();
    }

    private boolean scanDigits(boolean fraction) {
        boolean any = false;
        while (scanner.peekDigit()) {
            int digit = scanner.next() - '0';
            any = true;
            if (digits != 0 || digit != 0) {
                digitCount++;
            }
            plain &= digitCount <= PowersOfTen.NARROW_MAX;
            digits = 10 * digits + digit;
            scale += fraction ? 1 : 0;
        }
        return any;
    }

    private boolean scanExponent() {
        boolean minus = scanner.peek() == '-';
        if (minus || scanner.peek() == '+') {
            scanner.next();
        }
        int exponent = 0;
        boolean any = false;
        while (scanner.peekDigit()) {
            exponent = Math.min(EXPONENT_MAX, 10 * exponent + scanner.next() - '0');
            any = true;
        }
        scale = minus ? scale + exponent : scale - exponent;
        return any;
    }

    /// Reads a decimal into `value`, rounded half away from zero to the type's scale.
    void decimal(DecimalType type, Int128 value) {
        failure = null;
        if (!scan()) {
            failure = ErrorCode.INVALID_TEXT;
            return;
        }
        int shift = type.scale() - scale;
        if (plain && shift >= 0 && shift <= PowersOfTen.WIDE_MAX) {
            failure = value.set(negative ? -digits : digits).scaleUp(shift) ? null : ErrorCode.NUMERIC_OUT_OF_RANGE;
        } else if (plain && shift < 0 && -shift <= PowersOfTen.NARROW_MAX) {
            value.set(Rounding.HALF_AWAY_FROM_ZERO.divide(negative ? -digits : digits, PowersOfTen.narrow(-shift)));
        } else if (plain && (digits == 0 || shift < -PowersOfTen.WIDE_MAX)) {
            value.set(0);
        } else if (shift > PowersOfTen.WIDE_MAX + 1 && digitCount > 0) {
            failure = ErrorCode.NUMERIC_OUT_OF_RANGE;
        } else {
            BigDecimal number = new BigDecimal(number()).setScale(type.scale(), RoundingMode.HALF_UP);
            failure = value.set(number.unscaledValue()) ? null : ErrorCode.NUMERIC_OUT_OF_RANGE;
        }
        if (failure == null && !value.hasDigits(type.precision())) {
            failure = ErrorCode.NUMERIC_OUT_OF_RANGE;
        }
    }

    /// Reads a DOUBLE, or a REAL that is rounded once only.
    double floating(boolean real) {
        failure = null;
        if (!scan()) {
            return special();
        }
        // Exact operands and one rounding (Clinger, 1990).
        if (!real && plain && digits < 1L << 53 && scale >= -22 && scale <= 22) {
            double magnitude = scale >= 0
                    ? digits / PowersOfTen.doubleValue(scale)
                    : digits * PowersOfTen.doubleValue(-scale);
            return negative ? -magnitude : magnitude;
        }
        double value = real ? Float.parseFloat(number()) : Double.parseDouble(number());
        if (Double.isInfinite(value)) {
            failure = ErrorCode.NUMERIC_OUT_OF_RANGE;
        }
        return value;
    }

    private String number() {
        return scanner.start().rest();
    }

    private double special() {
        String text = number().toLowerCase(Locale.ROOT);
        boolean minus = text.startsWith("-");
        String name = minus || text.startsWith("+") ? text.substring(1) : text;
        return switch (name) {
            case "nan" -> Double.NaN;
            case "inf", "infinity" -> minus ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
            default -> {
                failure = ErrorCode.INVALID_TEXT;
                yield 0;
            }
        };
    }
}
