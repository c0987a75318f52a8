// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.function;

/// The built-in scalar functions and operators of the plan language. The planner maps SQL onto these with operands
/// already cast to the types that `docs/semantics.md` gives; exec has a kernel for each. All return NULL when an
/// operand is NULL unless said otherwise. The names travel in encoded plans: they may be added to, never renamed.
///
/// AND, OR, CASE, COALESCE, casts and IN-lists are expressions of their own, since they evaluate their operands lazily.
public enum ScalarFunction {
    // Arithmetic: both operands of the result's physical family. Overflow is NUMERIC_OUT_OF_RANGE; a zero divisor of an
    // exact number is DIVISION_BY_ZERO, of a double IEEE 754's answer unless semantics.md says otherwise.
    ADD,
    SUBTRACT,
    MULTIPLY,
    /// Integers truncate toward zero; decimals round half away from zero at the result's scale.
    DIVIDE,
    /// The remainder, with the sign of the dividend.
    MODULUS,
    NEGATE,
    ABS,
    SIGN,
    CEIL,
    FLOOR,
    /// `ROUND(x)` or `ROUND(x, digits)`, half away from zero.
    ROUND,
    TRUNCATE,
    POWER,
    SQRT,
    CBRT,
    EXP,
    LN,
    LOG10,
    LOG2,
    /// `LOG(base, x)`.
    LOG,
    SIN,
    COS,
    TAN,
    COT,
    ASIN,
    ACOS,
    ATAN,
    ATAN2,
    SINH,
    COSH,
    TANH,
    DEGREES,
    RADIANS,
    PI,
    GCD,
    LCM,
    FACTORIAL,
    IS_NAN,
    IS_FINITE,
    IS_INFINITE,
    BIT_AND,
    BIT_OR,
    BIT_XOR,
    BIT_NOT,
    SHIFT_LEFT,
    SHIFT_RIGHT,
    BIT_COUNT,
    /// A DOUBLE in [0, 1) from the query's seeded source; never folded.
    RANDOM,
    /// `WIDTH_BUCKET(x, low, high, count)`.
    WIDTH_BUCKET,

    // Comparison: operands of one type; BOOLEAN result.
    EQUAL,
    NOT_EQUAL,
    LESS_THAN,
    LESS_THAN_OR_EQUAL,
    GREATER_THAN,
    GREATER_THAN_OR_EQUAL,
    /// Never null: nulls are equal to each other and differ from everything else.
    IS_DISTINCT_FROM,
    IS_NOT_DISTINCT_FROM,
    /// Null operands are passed over; null only when all are.
    GREATEST,
    LEAST,

    // Truth and nulls. The IS family is never null.
    NOT,
    IS_NULL,
    IS_NOT_NULL,
    IS_TRUE,
    IS_NOT_TRUE,
    IS_FALSE,
    IS_NOT_FALSE,

    // Text: positions and lengths count code points from 1.
    CONCAT,
    /// Nulls are passed over; never null.
    CONCAT_SKIP_NULLS,
    /// `CONCAT_WS(separator, ...)`: null values are passed over.
    CONCAT_WS,
    LENGTH,
    OCTET_LENGTH,
    BIT_LENGTH,
    LOWER,
    UPPER,
    INITCAP,
    /// `SUBSTRING(text, start)` or `SUBSTRING(text, start, length)`.
    SUBSTRING,
    /// `POSITION(needle, text)`: 0 when absent.
    POSITION,
    /// `LTRIM(text, characters)`, and so RTRIM and BTRIM.
    LTRIM,
    RTRIM,
    BTRIM,
    LPAD,
    RPAD,
    LEFT,
    RIGHT,
    REPLACE,
    REVERSE,
    REPEAT,
    TRANSLATE,
    OVERLAY,
    STARTS_WITH,
    ENDS_WITH,
    CONTAINS,
    SPLIT_PART,
    ASCII,
    CHR,
    MD5,
    SHA256,
    HEX_ENCODE,
    HEX_DECODE,
    /// `LIKE(text, pattern)` or with a third operand, the escape character.
    LIKE,
    ILIKE,
    /// Linear-time regular expressions (RE2 syntax): `REGEXP_MATCHES(text, pattern[, flags])`.
    REGEXP_MATCHES,
    REGEXP_REPLACE,
    REGEXP_EXTRACT,
    SIMILAR_TO,
    LEVENSHTEIN,
    /// `FORMAT_NUMBER`-like and date formatting: `STRFTIME(value, format)` with C-style directives.
    STRFTIME,
    /// `TO_CHAR(value, format)` with PostgreSQL's patterns.
    TO_CHAR,

    // Dates and times. EXTRACT_* take DATE, TIME, TIMESTAMP or an interval and give BIGINT (DOUBLE for EPOCH).
    EXTRACT_YEAR,
    EXTRACT_QUARTER,
    EXTRACT_MONTH,
    EXTRACT_WEEK,
    EXTRACT_DAY,
    EXTRACT_DAY_OF_WEEK,
    EXTRACT_ISO_DAY_OF_WEEK,
    EXTRACT_DAY_OF_YEAR,
    EXTRACT_ISO_YEAR,
    EXTRACT_HOUR,
    EXTRACT_MINUTE,
    /// Whole seconds for SECOND; see EXTRACT_MILLISECOND and EXTRACT_MICROSECOND for the parts with fractions.
    EXTRACT_SECOND,
    EXTRACT_MILLISECOND,
    EXTRACT_MICROSECOND,
    EXTRACT_EPOCH,
    EXTRACT_DECADE,
    EXTRACT_CENTURY,
    EXTRACT_MILLENNIUM,
    /// `DATE_TRUNC(unit, value)`: the unit is a VARCHAR, mostly a literal.
    DATE_TRUNC,
    /// DATE or TIMESTAMP plus INTERVAL YEAR TO MONTH, the day clipped to the month's last.
    ADD_MONTHS,
    /// DATE, TIME or TIMESTAMP plus INTERVAL DAY TO SECOND. A DATE gives a TIMESTAMP unless the result type is DATE.
    ADD_INTERVAL,
    /// `DATE + INTEGER` days.
    ADD_DAYS,
    /// `DATE - DATE` in days (BIGINT).
    DAYS_BETWEEN,
    /// `TIMESTAMP - TIMESTAMP` as INTERVAL DAY TO SECOND.
    TIMESTAMP_DIFFERENCE,
    /// `DATE_DIFF(unit, from, to)`: boundaries crossed (BIGINT), as DuckDB's.
    DATE_DIFF,
    /// INTERVAL times a number.
    MULTIPLY_INTERVAL,
    LAST_DAY,
    DAY_NAME,
    MONTH_NAME,
    MAKE_DATE,
    MAKE_TIMESTAMP,
    MAKE_TIME,
    /// `STRPTIME(text, format)` with C-style directives.
    STRPTIME,
    /// Seconds since 1970 to TIMESTAMP.
    TO_TIMESTAMP,
    /// `TIMESTAMP AT TIME ZONE zone`.
    AT_TIME_ZONE,
    /// `TIME_BUCKET(width, timestamp)`.
    TIME_BUCKET,

    /// The text as one of the result's length, for storing: STRING_TOO_LONG when more than spaces would be cut.
    FIT_TEXT,

    /// A 64-bit hash of any values by the plan's hash version (BIGINT).
    HASH,
    /// Raises CARDINALITY_VIOLATION or another error with the message given as first operand when evaluated for an
    /// active row.
    RAISE
}
