// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.TimestampType;

/// Tells which expressions can raise an error by their types and constants: they never move below a filter or join that
/// they stood above (S48).
public final class FailureAnalysis {
    private FailureAnalysis() {}

    public static boolean mayFail(Expression expression) {
        boolean self =
                switch (expression) {
                    case Call call -> mayFail(call);
                    case Cast cast -> !cast.safe() && mayFail(cast.operand().type(), cast.type());
                    default -> false;
                };
        return self || expression.operands().stream().anyMatch(FailureAnalysis::mayFail);
    }

    private static boolean mayFail(Call call) {
        return switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, NEGATE -> !(call.type() instanceof FloatingType) && !NumberRange.holds(call);
            case ABS -> !(call.type() instanceof FloatingType || call.type() instanceof DecimalType);
            case DIVIDE,
                    MODULUS,
                    FACTORIAL,
                    GCD,
                    LCM,
                    WIDTH_BUCKET,
                    ADD_MONTHS,
                    ADD_INTERVAL,
                    ADD_DAYS,
                    MULTIPLY_INTERVAL,
                    DATE_TRUNC,
                    DATE_DIFF,
                    MAKE_DATE,
                    MAKE_TIMESTAMP,
                    MAKE_TIME,
                    STRPTIME,
                    STRFTIME,
                    TO_CHAR,
                    TO_TIMESTAMP,
                    AT_TIME_ZONE,
                    TIME_BUCKET,
                    SPLIT_PART,
                    CHR,
                    HEX_DECODE,
                    REPEAT,
                    FIT_TEXT,
                    SIMILAR_TO,
                    RAISE -> true;
            case ROUND, TRUNCATE, CEIL, FLOOR -> call.type() instanceof DecimalType;
            case SUBSTRING -> call.operands().size() > 2
                    && !(call.operands().get(2) instanceof Literal length && !length.isNull() && length.asLong() >= 0);
            case LIKE, ILIKE, REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT -> !validPattern(call);
            default -> false;
        };
    }

    /// Whether the pattern is a constant that can't be wrong.
    private static boolean validPattern(Call call) {
        boolean like = switch (call.function()) {
            case LIKE, ILIKE -> true;
            default -> false;
        };
        return like
                && call.operands().size() == 2
                && call.operands().get(1) instanceof Literal pattern
                && !pattern.isNull()
                && !pattern.asString().endsWith("\\");
    }

    private static boolean mayFail(DataType from, DataType to) {
        if (from.equals(to) || from.equals(DataType.NULL)) {
            return false;
        }
        return switch (to) {
            case CharacterType _ -> false;
            case IntegerType target -> !(from instanceof IntegerType source && source.bits() <= target.bits())
                    && !(from instanceof BooleanType);
            case FloatingType target -> !(from instanceof IntegerType
                    || from instanceof DecimalType
                    || (from instanceof FloatingType source && source.bits() <= target.bits()));
            case DecimalType target -> !holds(from, target);
            case TimestampType _ -> !(from instanceof DateType || from instanceof TimestampType);
            case DateType _ -> !(from instanceof TimestampType);
            case BooleanType _ -> !(from instanceof IntegerType);
            default -> true;
        };
    }

    private static boolean holds(DataType from, DecimalType target) {
        int whole = target.precision() - target.scale();
        return switch (from) {
            case IntegerType integer -> whole
                    >= switch (integer.bits()) {
                        case 8 -> 3;
                        case 16 -> 5;
                        case 32 -> 10;
                        default -> 19;
                    };
            case DecimalType decimal -> whole >= decimal.precision() - decimal.scale()
                    && (target.scale() >= decimal.scale() || whole > decimal.precision() - decimal.scale());
            default -> false;
        };
    }
}
