// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.util.List;

/// Functions of dates, times and intervals.
final class TimeFunctions {
    private TimeFunctions() {}

    static void addTo(FunctionList list) {
        Overload.Result second = (arguments, _) -> arguments.get(1);
        list.add("$extract_year", ScalarFunction.EXTRACT_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_quarter", ScalarFunction.EXTRACT_QUARTER, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_month", ScalarFunction.EXTRACT_MONTH, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_week", ScalarFunction.EXTRACT_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_day", ScalarFunction.EXTRACT_DAY, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_hour", ScalarFunction.EXTRACT_HOUR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_minute", ScalarFunction.EXTRACT_MINUTE, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_second", ScalarFunction.EXTRACT_SECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_millisecond", ScalarFunction.EXTRACT_MILLISECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_microsecond", ScalarFunction.EXTRACT_MICROSECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_decade", ScalarFunction.EXTRACT_DECADE, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_century", ScalarFunction.EXTRACT_CENTURY, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_millennium", ScalarFunction.EXTRACT_MILLENNIUM, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_dow", ScalarFunction.EXTRACT_DAY_OF_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_isodow", ScalarFunction.EXTRACT_ISO_DAY_OF_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_doy", ScalarFunction.EXTRACT_DAY_OF_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_isoyear", ScalarFunction.EXTRACT_ISO_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("$extract_epoch", ScalarFunction.EXTRACT_EPOCH, Parameter.TEMPORAL).gives(DataType.DOUBLE);
        list.add("year", ScalarFunction.EXTRACT_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("quarter", ScalarFunction.EXTRACT_QUARTER, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("month", ScalarFunction.EXTRACT_MONTH, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("week", ScalarFunction.EXTRACT_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("day", ScalarFunction.EXTRACT_DAY, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("hour", ScalarFunction.EXTRACT_HOUR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("minute", ScalarFunction.EXTRACT_MINUTE, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("second", ScalarFunction.EXTRACT_SECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("dayofmonth", ScalarFunction.EXTRACT_DAY, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("dayofweek", ScalarFunction.EXTRACT_DAY_OF_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("isodow", ScalarFunction.EXTRACT_ISO_DAY_OF_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("dayofyear", ScalarFunction.EXTRACT_DAY_OF_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("weekofyear", ScalarFunction.EXTRACT_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("weekday", ScalarFunction.EXTRACT_DAY_OF_WEEK, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("millisecond", ScalarFunction.EXTRACT_MILLISECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("microsecond", ScalarFunction.EXTRACT_MICROSECOND, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("decade", ScalarFunction.EXTRACT_DECADE, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("century", ScalarFunction.EXTRACT_CENTURY, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("millennium", ScalarFunction.EXTRACT_MILLENNIUM, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("isoyear", ScalarFunction.EXTRACT_ISO_YEAR, Parameter.TEMPORAL).gives(DataType.BIGINT);
        list.add("epoch", ScalarFunction.EXTRACT_EPOCH, Parameter.TEMPORAL).gives(DataType.DOUBLE);
        list.add("date_trunc", ScalarFunction.DATE_TRUNC, Parameter.TEXT, Parameter.TEMPORAL)
                .gives(second);
        list.add("datetrunc", ScalarFunction.DATE_TRUNC, Parameter.TEXT, Parameter.TEMPORAL)
                .gives(second);
        list.add("date_diff", ScalarFunction.DATE_DIFF, Parameter.TEXT, Parameter.DATETIME, Parameter.DATETIME)
                .gives(DataType.BIGINT);
        list.add("datediff", ScalarFunction.DATE_DIFF, Parameter.TEXT, Parameter.DATETIME, Parameter.DATETIME)
                .gives(DataType.BIGINT);
        list.add("last_day", ScalarFunction.LAST_DAY, Parameter.DATETIME).gives(DataType.DATE);
        list.add("dayname", ScalarFunction.DAY_NAME, Parameter.DATETIME).gives(DataType.VARCHAR);
        list.add("monthname", ScalarFunction.MONTH_NAME, Parameter.DATETIME).gives(DataType.VARCHAR);
        list.add("make_date", ScalarFunction.MAKE_DATE, Parameter.INTEGER, Parameter.INTEGER, Parameter.INTEGER)
                .gives(DataType.DATE);
        list.add("make_timestamp", ScalarFunction.MAKE_TIMESTAMP, Parameter.INTEGER, Parameter.INTEGER,
                Parameter.INTEGER, Parameter.INTEGER, Parameter.INTEGER, Parameter.DOUBLE).gives(DataType.TIMESTAMP);
        list.add("make_time", ScalarFunction.MAKE_TIME, Parameter.INTEGER, Parameter.INTEGER, Parameter.DOUBLE)
                .gives(DataType.TIME);
        list.add("strptime", ScalarFunction.STRPTIME, Parameter.TEXT, Parameter.TEXT).gives(DataType.TIMESTAMP);
        list.add("to_timestamp", ScalarFunction.TO_TIMESTAMP, Parameter.DOUBLE).gives(DataType.TIMESTAMP_LTZ);
        list.add("timezone", ScalarFunction.AT_TIME_ZONE, Parameter.TEXT, Parameter.TIMESTAMP)
                .gives(TimeFunctions::otherClock);
        list.add("$at_time_zone", ScalarFunction.AT_TIME_ZONE, Parameter.TEXT, Parameter.TIMESTAMP)
                .gives(TimeFunctions::otherClock);
        list.add("time_bucket", ScalarFunction.TIME_BUCKET, Parameter.INTERVAL, Parameter.DATETIME)
                .gives(second);
    }

    /// An instant becomes what clocks show, and the other way about (S100).
    private static DataType otherClock(List<DataType> arguments, Overload.Constants constants) {
        return arguments.get(1).equals(DataType.TIMESTAMP_LTZ) ? DataType.TIMESTAMP : DataType.TIMESTAMP_LTZ;
    }
}
