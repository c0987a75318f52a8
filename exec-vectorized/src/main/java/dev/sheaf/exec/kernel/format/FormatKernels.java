// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.format;

import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.DataType.TimeType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.datetime.CivilDate;
import dev.sheaf.exec.kernel.datetime.TemporalOperand;
import dev.sheaf.exec.kernel.datetime.ZoneClock;
import dev.sheaf.exec.kernel.decimal.Int128;
import dev.sheaf.exec.kernel.text.NeedleOperand;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.TextOutput;
import java.math.BigDecimal;
import java.util.function.Function;

/// STRFTIME, STRPTIME and TO_CHAR. Formats are parsed once as long as they don't change.
public final class FormatKernels {
    private FormatKernels() {}

    /// Writes the fields of one row by a format.
    private interface FieldsWriter<F> {
        void write(F format, DateTimeFields fields, StringBuilder target);
    }

    public static Kernel bind(Call call, KernelContext context) {
        DataType type = call.operands().getFirst().type();
        return switch (call.function()) {
            case STRFTIME -> dates(type, StrftimeFormat::parse, StrftimeFormat::format, context);
            case STRPTIME -> strptime(context);
            case TO_CHAR -> switch (type) {
                case IntegerType _, DecimalType _, FloatingType _ -> numbers(type, context);
                case IntervalType interval -> intervals(interval, context);
                default -> dates(type, ToCharDateFormat::parse, ToCharDateFormat::format, context);
            };
            default -> throw new IllegalArgumentException(call.function() + " has no format");
        };
    }

    private static <F> Kernel dates(
            DataType type, Function<byte[], F> parser, FieldsWriter<F> writer, KernelContext context) {
        TemporalOperand operand = new TemporalOperand(type, 0, context);
        NeedleOperand<F> formats = new NeedleOperand<>(context, parser);
        TextOutput output = new TextOutput(context);
        DateTimeFields fields = new DateTimeFields();
        StringBuilder text = new StringBuilder();
        return frame -> {
            output.open(frame);
            long[] micros = operand.micros(frame);
            int mask = operand.mask(frame);
            ZoneClock clock = operand.clock();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                long shown = micros[row & mask];
                fields.set(
                        type instanceof TimeType ? 0 : CivilDate.daysOf(shown), CivilDate.microsOfDay(shown));
                fields.offsetMinutes = clock == null ? 0
                        : (int) (clock.offsetAt(frame.operand(0).integer(row)) / (60 * CivilDate.MICROS_PER_SECOND));
                text.setLength(0);
                writer.write(formats.get(frame.operand(1), row), fields, text);
                output.put(row, text.toString());
            }
        };
    }

    private static Kernel intervals(IntervalType type, KernelContext context) {
        NeedleOperand<ToCharDateFormat> formats = new NeedleOperand<>(context, ToCharDateFormat::parse);
        TextOutput output = new TextOutput(context);
        DateTimeFields fields = new DateTimeFields();
        StringBuilder text = new StringBuilder();
        boolean months = type.kind() == IntervalType.Kind.YEAR_MONTH;
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                long value = frame.operand(0).integer(rows[i]);
                if (months) {
                    fields.setMonths(value);
                } else {
                    fields.setMicros(value);
                }
                text.setLength(0);
                formats.get(frame.operand(1), rows[i]).format(fields, text);
                output.put(rows[i], text.toString());
            }
        };
    }

    private static Kernel strptime(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        NeedleOperand<StrftimeFormat> formats = new NeedleOperand<>(context, StrftimeFormat::parse);
        StrptimeReader reader = new StrptimeReader();
        return frame -> {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                cursor.read(frame.operand(0), rows[i]);
                StrftimeFormat format = formats.get(frame.operand(1), rows[i]);
                frame.resultLongs()[rows[i]] = reader.read(cursor.text(), format);
            }
        };
    }

    private static Kernel numbers(DataType type, KernelContext context) {
        NeedleOperand<ToCharNumberFormat> formats = new NeedleOperand<>(context, ToCharNumberFormat::parse);
        TextOutput output = new TextOutput(context);
        Int128 wide = new Int128();
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                double value = type instanceof FloatingType ? frame.doubles(0)[row & frame.mask(0)] : 0;
                output.put(
                        row,
                        Double.isNaN(value) || Double.isInfinite(value)
                                ? Double.toString(value)
                                : formats.get(frame.operand(1), row).format(number(type, value, frame, row, wide)));
            }
        };
    }

    private static BigDecimal number(DataType type, double value, CallFrame frame, int row, Int128 wide) {
        return switch (type) {
            case FloatingType floating -> floating.bits() == 32
                    ? new BigDecimal(Float.toString((float) value))
                    : BigDecimal.valueOf(value);
            case DecimalType decimal -> new BigDecimal(
                    wide.set(frame.operand(0).decimals(), row & frame.mask(0)).toBigInteger(), decimal.scale());
            default -> BigDecimal.valueOf(frame.operand(0).integer(row));
        };
    }
}
