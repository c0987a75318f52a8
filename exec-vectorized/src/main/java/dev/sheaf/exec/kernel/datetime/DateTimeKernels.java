// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.datetime;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.util.List;

/// Finds the kernel of a function of dates, times or intervals.
public final class DateTimeKernels {
    private DateTimeKernels() {}

    public static Kernel bind(Call call, KernelContext context) {
        List<DataType> types = call.operands().stream().map(Expression::type).toList();
        return switch (call.function()) {
            case EXTRACT_YEAR, EXTRACT_QUARTER, EXTRACT_MONTH, EXTRACT_WEEK, EXTRACT_DAY, EXTRACT_DAY_OF_WEEK,
                    EXTRACT_ISO_DAY_OF_WEEK, EXTRACT_DAY_OF_YEAR, EXTRACT_ISO_YEAR, EXTRACT_HOUR, EXTRACT_MINUTE,
                    EXTRACT_SECOND, EXTRACT_MILLISECOND, EXTRACT_MICROSECOND, EXTRACT_EPOCH, EXTRACT_DECADE,
                    EXTRACT_CENTURY, EXTRACT_MILLENNIUM ->
                    ExtractKernels.bind(call.function(), types.getFirst(), context);
            case DATE_TRUNC -> TruncateKernels.truncate(types.get(1), context);
            case TIME_BUCKET -> TruncateKernels.bucket((IntervalType) types.getFirst(), types.get(1), context);
            case ADD_MONTHS -> IntervalArithmetic.addMonths(types.getFirst(), context);
            case ADD_INTERVAL -> IntervalArithmetic.addMicros(types.getFirst(), call.type());
            case ADD_DAYS -> IntervalArithmetic::addDays;
            case DAYS_BETWEEN, TIMESTAMP_DIFFERENCE -> IntervalArithmetic::difference;
            case MULTIPLY_INTERVAL -> IntervalArithmetic.multiply(call.type());
            case DATE_DIFF -> new DateDifference(types.get(1), types.get(2), context);
            case LAST_DAY -> MakeKernels.lastDay(types.getFirst(), context);
            case DAY_NAME, MONTH_NAME -> MakeKernels.name(call.function(), types.getFirst(), context);
            case MAKE_DATE -> MakeKernels::makeDate;
            case MAKE_TIMESTAMP -> MakeKernels::makeTimestamp;
            case MAKE_TIME -> MakeKernels::makeTime;
            case TO_TIMESTAMP -> MakeKernels::toTimestamp;
            case AT_TIME_ZONE -> MakeKernels.atTimeZone(types, call.type(), context);
            default -> throw new IllegalArgumentException(call.function() + " is no function of dates or times");
        };
    }
}
