// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.datetime.DateTimeWriter;
import dev.sheaf.exec.kernel.datetime.ZoneClock;
import dev.sheaf.exec.kernel.text.DigestKernels;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.TextOutput;
import org.jspecify.annotations.Nullable;

/// Casts to VARCHAR without a length from everything but text.
final class ToTextCasts {
    private final TextOutput output;
    private final NumberWriter numbers;
    private final DateTimeWriter times;

    private ToTextCasts(KernelContext context) {
        output = new TextOutput(context);
        numbers = new NumberWriter(output);
        times = new DateTimeWriter(output);
    }

    static @Nullable Kernel bind(DataType from, KernelContext context) {
        ToTextCasts casts = new ToTextCasts(context);
        return switch (from) {
            case DataType.BooleanType _ -> casts::booleans;
            case DataType.IntegerType _ -> frame -> casts.each(
                    frame, (row, place) -> casts.numbers.integer(row, frame.operand(0).integer(row)));
            case DataType.FloatingType floating -> frame -> casts.each(
                    frame,
                    (row, place) -> casts.numbers.floating(row, frame.doubles(0)[place], floating.bits() == 32));
            case DecimalType decimal -> frame -> {
                DecimalVector vector = frame.operand(0).decimals();
                casts.each(frame, (row, place) -> casts.numbers.decimal(row, vector, place, decimal.scale()));
            };
            case DataType.BinaryType _ -> casts.binary(new TextCursor(context));
            case DataType.DateType _ ->
                    casts.written((frame, row) -> casts.times.date((int) frame.operand(0).integer(row)));
            case DataType.TimeType _ -> casts.written((frame, row) -> casts.times.time(frame.operand(0).integer(row)));
            case DataType.TimestampType timestamp when !timestamp.localTimeZone() ->
                    casts.written((frame, row) -> casts.times.timestamp(frame.operand(0).integer(row)));
            case DataType.TimestampType _ -> {
                ZoneClock clock = new ZoneClock(context.evaluation().timeZone());
                yield casts.written((frame, row) -> casts.times.instant(frame.operand(0).integer(row), clock));
            }
            case DataType.IntervalType interval -> interval.kind() == DataType.IntervalType.Kind.YEAR_MONTH
                    ? casts.written((frame, row) -> casts.times.months(frame.operand(0).integer(row)))
                    : casts.written((frame, row) -> casts.times.micros(frame.operand(0).integer(row)));
            default -> null;
        };
    }

    /// Writes one row. Called once a row; writing costs far more.
    private interface RowWriter {
        /// @param place the row of the operand's vector
        void write(int row, int place);
    }

    private interface TimeWriter {
        void write(CallFrame frame, int row);
    }

    private void each(CallFrame frame, RowWriter writer) {
        output.open(frame);
        int mask = frame.mask(0);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            writer.write(rows[i], rows[i] & mask);
        }
    }

    private Kernel written(TimeWriter writer) {
        return frame -> each(frame, (row, place) -> {
            output.begin(DateTimeWriter.BYTES_MAX);
            writer.write(frame, row);
            output.end(row);
        });
    }

    private void booleans(CallFrame frame) {
        byte[] yes = {'t', 'r', 'u', 'e'};
        byte[] no = {'f', 'a', 'l', 's', 'e'};
        long[] bits = frame.operand(0).bits();
        each(frame, (row, place) -> {
            byte[] word = Bits.get(bits, place) ? yes : no;
            output.put(row, word, word.length);
        });
    }

    private Kernel binary(TextCursor cursor) {
        return frame -> each(frame, (row, place) -> {
            cursor.read(frame.operand(0), row);
            output.begin(2L + 2L * cursor.length());
            output.append((byte) '\\');
            output.append((byte) 'x');
            DigestKernels.appendLowerDigits(cursor, output);
            output.end(row);
        });
    }
}
