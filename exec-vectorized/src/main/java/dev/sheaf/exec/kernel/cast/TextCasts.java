// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.datetime.DateTimeReader;
import dev.sheaf.exec.kernel.datetime.IntervalReader;
import dev.sheaf.exec.kernel.datetime.ZoneClock;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.TextScanner;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Casts from text to everything else.
final class TextCasts {
    private final DataType type;
    private final boolean safe;
    private final TextCursor text;
    private final TextScanner scanner;

    private TextCasts(DataType type, boolean safe, KernelContext context) {
        this.type = type;
        this.safe = safe;
        this.text = new TextCursor(context);
        this.scanner = new TextScanner(text);
    }

    static @Nullable Kernel bind(DataType to, boolean safe, KernelContext context) {
        TextCasts casts = new TextCasts(to, safe, context);
        NumberReader numbers = new NumberReader(casts.scanner);
        DateTimeReader times = new DateTimeReader(casts.scanner);
        IntervalReader intervals = new IntervalReader(casts.scanner);
        return switch (to) {
            case DataType.BooleanType _ -> casts::booleans;
            case IntegerType integer -> frame -> casts.integers(frame, numbers, integer);
            case DataType.FloatingType floating -> frame -> casts.doubles(frame, numbers, floating.bits() == 32);
            case DecimalType decimal -> frame -> casts.decimals(frame, numbers, decimal);
            case DataType.DateType _ -> frame -> casts.each(frame, row -> {
                frame.putInteger(row, times.date());
                return times.failure();
            });
            case DataType.TimeType _ -> frame -> casts.each(frame, row -> {
                frame.putInteger(row, times.time());
                return times.failure();
            });
            case DataType.TimestampType timestamp -> {
                ZoneClock clock = new ZoneClock(context.evaluation().timeZone());
                yield frame -> casts.each(frame, row -> {
                    frame.putInteger(row, timestamp.localTimeZone() ? times.instant(clock) : times.timestamp());
                    return times.failure();
                });
            }
            case DataType.IntervalType interval -> {
                boolean months = interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH;
                yield frame -> casts.each(frame, row -> {
                    frame.putInteger(row, months ? intervals.months() : intervals.micros());
                    return intervals.failure();
                });
            }
            default -> null;
        };
    }

    /// Reads the text that the cursor is at as the row's value. Called once a row; reading costs far more.
    private interface RowReader {
        @Nullable ErrorCode read(int row);
    }

    private void each(CallFrame frame, RowReader reader) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            text.read(frame.operand(0), rows[i]);
            ErrorCode failure = reader.read(rows[i]);
            if (failure != null) {
                fail(frame, rows[i], failure);
            }
        }
    }

    private void fail(CallFrame frame, int row, ErrorCode failure) {
        if (!safe) {
            throw new SheafException(failure, "'" + text.text() + "' is no " + type.sqlName()
                    + (failure == ErrorCode.NUMERIC_OUT_OF_RANGE || failure == ErrorCode.DATETIME_OUT_OF_RANGE
                            ? ": out of range" : ""));
        }
        frame.setNull(row);
    }

    private void integers(CallFrame frame, NumberReader numbers, IntegerType integer) {
        each(frame, row -> {
            frame.putInteger(row, numbers.integer(integer));
            return numbers.failure();
        });
    }

    private void doubles(CallFrame frame, NumberReader numbers, boolean real) {
        double[] result = frame.resultDoubles();
        each(frame, row -> {
            result[row] = numbers.floating(real);
            return numbers.failure();
        });
    }

    private void decimals(CallFrame frame, NumberReader numbers, DecimalType decimal) {
        DecimalVector result = frame.resultDecimals();
        result.startNarrow();
        Int128 value = new Int128();
        each(frame, row -> {
            numbers.decimal(decimal, value);
            if (numbers.failure() != null) {
                value.set(0);
            }
            if (!value.fitsLong()) {
                result.widen(frame.rowCount());
            }
            result.values()[row] = value.low();
            if (result.wide()) {
                result.high()[row] = value.high();
            }
            return numbers.failure();
        });
    }

    private void booleans(CallFrame frame) {
        long[] bits = frame.clearResultBits();
        each(frame, row -> {
            String word = text.length() > 64 ? "" : scanner.start().rest().toLowerCase(Locale.ROOT);
            return switch (word) {
                case "true", "t", "yes", "y", "on", "1" -> {
                    bits[row >> 6] |= 1L << row;
                    yield null;
                }
                case "false", "f", "no", "n", "off", "0" -> null;
                default -> ErrorCode.INVALID_TEXT;
            };
        });
    }
}
