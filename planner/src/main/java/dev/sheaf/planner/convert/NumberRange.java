// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.IntegerType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Between which numbers the values of an expression lie, by types and constants alone: what can't leave its type's
/// range can't fail. Interval arithmetic after Moore (1966).
///
/// @param min the smallest value that may come out
/// @param max the largest
record NumberRange(BigDecimal min, BigDecimal max) {
    /// The range before the result must fit its type; nothing where that isn't known.
    static Optional<NumberRange> of(Expression expression) {
        Optional<NumberRange> computed =
                switch (expression) {
                    case Literal literal -> ofLiteral(literal);
                    case Call call -> ofCall(call);
                    case Cast cast when keepsValues(cast) ->
                            of(cast.operand()).filter(range -> range.fits(cast.type()));
                    default -> Optional.empty();
                };
        return computed.or(() -> ofType(expression.type()));
    }

    /// Whether sums, differences, products and negations of whole numbers and decimals can't overflow.
    static boolean holds(Call call) {
        return ofCall(call).filter(range -> range.fits(call.type())).isPresent();
    }

    private boolean fits(DataType type) {
        return ofType(type)
                .filter(range -> range.min.compareTo(min) <= 0 && range.max.compareTo(max) >= 0)
                .isPresent();
    }

    private static Optional<NumberRange> ofType(DataType type) {
        return switch (type) {
            case IntegerType integer -> Optional.of(new NumberRange(
                    BigDecimal.valueOf(integer.minValue()), BigDecimal.valueOf(integer.maxValue())));
            case DecimalType decimal -> {
                BigDecimal max = BigDecimal.TEN.pow(decimal.precision()).subtract(BigDecimal.ONE)
                        .scaleByPowerOfTen(-decimal.scale());
                yield Optional.of(new NumberRange(max.negate(), max));
            }
            default -> Optional.empty();
        };
    }

    private static Optional<NumberRange> ofLiteral(Literal literal) {
        return switch (literal.value()) {
            case Long value when literal.type() instanceof IntegerType ->
                    Optional.of(new NumberRange(BigDecimal.valueOf(value), BigDecimal.valueOf(value)));
            case BigDecimal value -> Optional.of(new NumberRange(value, value));
            case null, default -> Optional.empty();
        };
    }

    private static Optional<NumberRange> ofCall(Call call) {
        List<Optional<NumberRange>> operands = switch (call.function()) {
            case ADD, SUBTRACT, MULTIPLY, NEGATE -> call.operands().stream().map(NumberRange::of).toList();
            default -> List.of();
        };
        if (operands.isEmpty() || operands.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        NumberRange left = operands.getFirst().get();
        NumberRange right = operands.getLast().get();
        return switch (call.function()) {
            case ADD -> Optional.of(new NumberRange(left.min.add(right.min), left.max.add(right.max)));
            case SUBTRACT -> Optional.of(new NumberRange(left.min.subtract(right.max), left.max.subtract(right.min)));
            case MULTIPLY -> Optional.of(left.product(right));
            default -> Optional.of(new NumberRange(left.max.negate(), left.min.negate()));
        };
    }

    private NumberRange product(NumberRange other) {
        List<BigDecimal> corners = Stream.of(min, max)
                .flatMap(corner -> Stream.of(corner.multiply(other.min), corner.multiply(other.max)))
                .sorted()
                .toList();
        return new NumberRange(corners.getFirst(), corners.getLast());
    }

    private static boolean keepsValues(Cast cast) {
        int from = scale(cast.operand().type());
        return from >= 0 && scale(cast.type()) >= from;
    }

    private static int scale(DataType type) {
        return switch (type) {
            case IntegerType _ -> 0;
            case DecimalType decimal -> decimal.scale();
            default -> -1;
        };
    }
}
