// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.sql.GroupsFrame;
import dev.sheaf.planner.validate.WindowAggregate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.apache.calcite.rel.RelFieldCollation.Direction;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;

/// Turns window calls inside of expressions into window nodes under them, one per partitioning and order.
final class WindowConverter {
    private record Specification(List<Integer> partition, List<SortKey> order) {}

    private final RexConverter converter;
    private final ComputedColumns columns;
    private final Map<Specification, Map<RexOver, WindowCall>> windows = new LinkedHashMap<>();

    private WindowConverter(LogicalNode input, RexConverter converter) {
        this.converter = converter;
        this.columns = new ComputedColumns(input);
    }

    /// Adds a column for each call to the input.
    ///
    /// @param computed takes the places of the calls
    static LogicalNode convert(
            LogicalNode input, List<RexOver> calls, RexConverter converter, Map<RexNode, Integer> computed) {
        WindowConverter windows = new WindowConverter(input, converter);
        calls.forEach(windows::add);
        return windows.build(computed);
    }

    private void add(RexOver over) {
        RexWindow window = over.getWindow();
        List<Integer> partition = columns.places(converter.convert(window.partitionKeys));
        List<SortKey> order = new ArrayList<>();
        for (RexFieldCollation key : window.orderKeys) {
            boolean descending = key.getDirection() == Direction.DESCENDING;
            boolean nullsFirst =
                    switch (key.getNullDirection()) {
                        case FIRST -> true;
                        case LAST -> false;
                        case UNSPECIFIED -> descending;
                    };
            order.add(new SortKey(columns.place(converter.convert(key.left)), descending, nullsFirst));
        }
        windows.computeIfAbsent(new Specification(partition, order), _ -> new LinkedHashMap<>())
                .put(over, call(over, order));
    }

    private LogicalNode build(Map<RexNode, Integer> computed) {
        LogicalNode node = columns.build();
        for (Map.Entry<Specification, Map<RexOver, WindowCall>> entry : windows.entrySet()) {
            List<WindowCall> calls = List.copyOf(entry.getValue().values());
            List<Field> fields = new ArrayList<>(node.schema().fields());
            for (Map.Entry<RexOver, WindowCall> call : entry.getValue().entrySet()) {
                computed.put(call.getKey(), fields.size());
                boolean nullable = call.getKey().getType().isNullable() || !neverNull(call.getValue());
                fields.add(new Field("$" + fields.size(), call.getValue().type(), nullable));
            }
            Specification window = entry.getKey();
            node = new Window(node, window.partition(), window.order(), calls, new Schema(fields));
        }
        return node;
    }

    private WindowCall call(RexOver over, List<SortKey> order) {
        SourcePosition position = RexConverter.position(over);
        List<Expression> operands = converter.convert(over.getOperands());
        WindowFunction function = function(over.getAggOperator().getKind());
        if (function == null) {
            if (over.ignoreNulls()) {
                throw RexConverter.unsupported("IGNORE NULLS of an aggregate", position);
            }
            return aggregate(over, operands, frame(over.getWindow(), order, position), position);
        }
        return new WindowCall.Ranking(
                function,
                columns.places(arguments(function, operands, position)),
                over.ignoreNulls(),
                framed(function) ? frame(over.getWindow(), order, position) : WindowFrame.WHOLE_PARTITION,
                type(function, operands));
    }

    private WindowCall aggregate(
            RexOver over, List<Expression> operands, WindowFrame frame, SourcePosition position) {
        SqlAggFunction function = over.getAggOperator();
        int argumentCount = operands.size();
        OptionalInt filter = OptionalInt.empty();
        List<SortKey> order = new ArrayList<>();
        if (function instanceof WindowAggregate windowed) {
            function = windowed.aggregate();
            argumentCount = windowed.argumentCount();
            for (int i = 0; i < windowed.directions().size(); i++) {
                WindowAggregate.Direction direction = windowed.directions().get(i);
                int place = columns.place(operands.get(argumentCount + i));
                order.add(new SortKey(place, direction.descending(), direction.nullsFirst()));
            }
            if (windowed.filtered()) {
                filter = OptionalInt.of(columns.place(operands.getLast()));
            }
        }
        return new WindowCall.Aggregate(
                AggregateCalls.convert(
                        function,
                        operands.subList(0, argumentCount),
                        over.getOperands().subList(0, argumentCount).stream()
                                .map(RexNode::getType)
                                .toList(),
                        over.isDistinct(),
                        filter,
                        order,
                        columns,
                        position),
                frame);
    }

    private static List<Expression> arguments(
            WindowFunction function, List<Expression> operands, SourcePosition position) {
        List<Expression> arguments = new ArrayList<>(operands);
        switch (function) {
            case LAG, LEAD -> {
                return shifted(arguments, position);
            }
            case NTILE -> {
                Expression groups = ExpressionFactory.cast(arguments.getFirst(), DataType.BIGINT, position);
                arguments.set(0, CheckedOperand.nullOrPositive(groups, "ntile makes at least 1 group", position));
            }
            case NTH_VALUE -> {
                Expression place = ExpressionFactory.cast(arguments.get(1), DataType.BIGINT, position);
                arguments.set(1, CheckedOperand.nullOrPositive(place, "nth_value counts from 1", position));
            }
            default -> {}
        }
        return arguments;
    }

    /// The value, how far away it is, and what stands for it where there is none, but for what goes without saying:
    /// each argument is a column of all rows that are sorted.
    private static List<Expression> shifted(List<Expression> arguments, SourcePosition position) {
        DataType type = arguments.getFirst().type();
        Expression offset = arguments.size() > 1
                ? ExpressionFactory.cast(arguments.get(1), DataType.BIGINT, position)
                : Literal.of(1L);
        Expression otherwise = arguments.size() > 2
                ? ExpressionFactory.explicitCast(arguments.get(2), type, false, position)
                : Literal.ofNull(type);
        if (!(otherwise instanceof Literal literal) || !literal.isNull()) {
            return List.of(arguments.getFirst(), offset, otherwise);
        }
        return offset.equals(Literal.of(1L))
                ? List.of(arguments.getFirst())
                : List.of(arguments.getFirst(), offset);
    }

    private static DataType type(WindowFunction function, List<Expression> operands) {
        return switch (function) {
            case ROW_NUMBER, RANK, DENSE_RANK, NTILE -> DataType.BIGINT;
            case PERCENT_RANK, CUME_DIST -> DataType.DOUBLE;
            case LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE -> operands.getFirst().type();
        };
    }

    private static @org.jspecify.annotations.Nullable WindowFunction function(SqlKind kind) {
        return switch (kind) {
            case ROW_NUMBER -> WindowFunction.ROW_NUMBER;
            case RANK -> WindowFunction.RANK;
            case DENSE_RANK -> WindowFunction.DENSE_RANK;
            case PERCENT_RANK -> WindowFunction.PERCENT_RANK;
            case CUME_DIST -> WindowFunction.CUME_DIST;
            case NTILE -> WindowFunction.NTILE;
            case LAG -> WindowFunction.LAG;
            case LEAD -> WindowFunction.LEAD;
            case FIRST_VALUE -> WindowFunction.FIRST_VALUE;
            case LAST_VALUE -> WindowFunction.LAST_VALUE;
            case NTH_VALUE -> WindowFunction.NTH_VALUE;
            default -> null;
        };
    }

    private static boolean framed(WindowFunction function) {
        return switch (function) {
            case FIRST_VALUE, LAST_VALUE, NTH_VALUE -> true;
            default -> false;
        };
    }

    private static boolean neverNull(WindowCall call) {
        return switch (call) {
            case WindowCall.Ranking ranking -> switch (ranking.function()) {
                case ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE -> true;
                default -> false;
            };
            case WindowCall.Aggregate aggregate -> AggregateConverter.counts(aggregate.call().function());
        };
    }

    private WindowFrame frame(RexWindow window, List<SortKey> order, SourcePosition position) {
        WindowFrame.Exclusion exclusion =
                switch (window.getExclude()) {
                    case EXCLUDE_NO_OTHER -> WindowFrame.Exclusion.NO_OTHERS;
                    case EXCLUDE_CURRENT_ROW -> WindowFrame.Exclusion.CURRENT_ROW;
                    case EXCLUDE_GROUP -> WindowFrame.Exclusion.GROUP;
                    case EXCLUDE_TIES -> WindowFrame.Exclusion.TIES;
                };
        boolean rows = window.isRows();
        boolean groups = countsGroups(window.getLowerBound()) || countsGroups(window.getUpperBound());
        if (order.isEmpty() && !rows) {
            // All rows of the partition are peers.
            return new WindowFrame(
                    WindowFrame.Unit.RANGE, Bound.UNBOUNDED_PRECEDING, Bound.UNBOUNDED_FOLLOWING, exclusion);
        }
        return new WindowFrame(
                groups ? WindowFrame.Unit.GROUPS : rows ? WindowFrame.Unit.ROWS : WindowFrame.Unit.RANGE,
                bound(window.getLowerBound(), rows, order, position),
                bound(window.getUpperBound(), rows, order, position),
                exclusion);
    }

    /// Whether a frame's end is one of a GROUPS frame, which Calcite takes for a ROWS frame.
    private static boolean countsGroups(RexWindowBound bound) {
        return bound.getOffset() instanceof RexCall call && call.getOperator() == GroupsFrame.OFFSET;
    }

    private Bound bound(RexWindowBound bound, boolean rows, List<SortKey> order, SourcePosition position) {
        if (bound.isCurrentRow()) {
            return Bound.CURRENT_ROW;
        }
        if (bound.isUnbounded()) {
            return bound.isPreceding() ? Bound.UNBOUNDED_PRECEDING : Bound.UNBOUNDED_FOLLOWING;
        }
        RexNode distance = Objects.requireNonNull(bound.getOffset());
        if (countsGroups(bound)) {
            distance = ((RexCall) distance).getOperands().getFirst();
        }
        Expression offset = converter.convert(distance);
        if (rows) {
            if (!(offset.type() instanceof DataType.IntegerType || offset.type() instanceof DataType.NullType)) {
                throw new SheafException(
                        ErrorCode.TYPE_MISMATCH,
                        "ROWS frames count in whole numbers, not in " + offset.type().sqlName(),
                        position);
            }
            offset = ExpressionFactory.cast(offset, DataType.BIGINT, position);
        } else if (order.size() != 1) {
            throw RexConverter.unsupported("a RANGE frame with an offset over several order keys", position);
        }
        offset = CheckedOperand.notNegative(offset, "a frame's offset must not be null or negative", position);
        return new Bound(
                bound.isPreceding() ? Bound.Kind.PRECEDING : Bound.Kind.FOLLOWING,
                OptionalInt.of(columns.place(offset)));
    }
}
