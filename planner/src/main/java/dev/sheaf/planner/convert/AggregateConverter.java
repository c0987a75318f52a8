// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.validate.SheafAggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.util.ImmutableBitSet;

/// Turns Calcite's aggregates: plain ones, and grouping sets by repeating rows.
final class AggregateConverter {
    private final org.apache.calcite.rel.core.Aggregate aggregate;
    private final List<Integer> keys;

    private AggregateConverter(org.apache.calcite.rel.core.Aggregate aggregate) {
        this.aggregate = aggregate;
        this.keys = aggregate.getGroupSet().asList();
    }

    static LogicalNode convert(org.apache.calcite.rel.core.Aggregate aggregate, LogicalNode input) {
        AggregateConverter converter = new AggregateConverter(aggregate);
        boolean simple = aggregate.getGroupType() == org.apache.calcite.rel.core.Aggregate.Group.SIMPLE;
        return simple ? converter.simple(input) : converter.sets(input);
    }

    private LogicalNode simple(LogicalNode input) {
        ComputedColumns columns = new ComputedColumns(input);
        List<AggregateCall> calls = new ArrayList<>();
        List<Expression> outputs = new ArrayList<>();
        Schema keySchema = input.schema().select(keys);
        List<Field> fields = new ArrayList<>(keySchema.fields());
        for (int i = 0; i < keys.size(); i++) {
            outputs.add(LogicalNodes.column(keySchema, i));
        }
        boolean grouping = false;
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            org.apache.calcite.rel.core.AggregateCall call = aggregate.getAggCallList().get(i);
            if (isGrouping(call)) {
                grouping = true;
                outputs.add(Literal.of(0L));
                continue;
            }
            AggregateCall converted = call(call, input.schema(), columns, 0, OptionalInt.empty());
            Field field = new Field(name(keys.size() + i), converted.type(), nullable(converted, input.schema(), call));
            outputs.add(new Expression.ColumnReference(fields.size(), field.type(), field.nullable()));
            fields.add(field);
            calls.add(converted);
        }
        LogicalNode node = new Aggregate(columns.build(), keys, calls, new Schema(fields));
        return grouping ? LogicalNodes.project(node, outputs, aggregate.getRowType().getFieldNames()) : node;
    }

    /// Over no rows the empty set still gives a row (S118): a row of nulls that no aggregate counts stands in for it.
    private LogicalNode sets(LogicalNode original) {
        List<List<Integer>> sets = new ArrayList<>();
        int emptySet = -1;
        for (ImmutableBitSet set : aggregate.getGroupSets()) {
            if (set.isEmpty()) {
                emptySet = sets.size();
            }
            sets.add(set.asList().stream().map(keys::indexOf).toList());
        }
        LogicalNode input = original;
        OptionalInt real = OptionalInt.empty();
        if (emptySet >= 0) {
            input = withStandIn(original);
            real = OptionalInt.of(original.schema().size());
        }
        int keyCount = keys.size();
        LogicalNode repeated = new GroupingSets(input, keys, sets);
        int setColumn = keyCount + input.schema().size();
        if (emptySet >= 0) {
            repeated = LogicalNodes.filter(
                    repeated,
                    List.of(realOrEmptySet(repeated.schema(), keyCount + real.getAsInt(), setColumn, emptySet)));
        }
        ComputedColumns columns = new ComputedColumns(repeated);
        List<Integer> groupKeys = new ArrayList<>(IntStream.range(0, keyCount).boxed().toList());
        groupKeys.add(setColumn);
        List<Field> fields = new ArrayList<>(repeated.schema().select(groupKeys).fields());
        List<Expression> outputs = new ArrayList<>();
        for (int i = 0; i < keyCount; i++) {
            outputs.add(LogicalNodes.column(repeated.schema(), i));
        }
        Expression set = new Expression.ColumnReference(keyCount, DataType.BIGINT, false);
        List<AggregateCall> calls = new ArrayList<>();
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            org.apache.calcite.rel.core.AggregateCall call = aggregate.getAggCallList().get(i);
            if (isGrouping(call)) {
                outputs.add(grouping(call.getArgList(), set, sets));
                continue;
            }
            AggregateCall converted = call(call, repeated.schema(), columns, keyCount, real);
            boolean counts = counts(converted.function());
            outputs.add(new Expression.ColumnReference(fields.size(), converted.type(), !counts));
            fields.add(new Field(name(keyCount + i), converted.type(), !counts));
            calls.add(converted);
        }
        LogicalNode node = new Aggregate(columns.build(), groupKeys, calls, new Schema(fields));
        return LogicalNodes.project(node, outputs, aggregate.getRowType().getFieldNames());
    }

    private static LogicalNode withStandIn(LogicalNode input) {
        LogicalNode marked = LogicalNodes.append(input, List.of(Literal.TRUE), List.of("$real"));
        List<Expression> nulls = new ArrayList<>();
        input.schema().fields().forEach(field -> nulls.add(Literal.ofNull(field.type())));
        nulls.add(Literal.FALSE);
        Schema schema = input.schema().asNullable().concat(Schema.of(new Field("$real", DataType.BOOLEAN, false)));
        return new Union(List.of(marked, new Values(schema, List.of(nulls))), schema);
    }

    private static Expression realOrEmptySet(Schema schema, int realColumn, int setColumn, int emptySet) {
        Expression isEmptySet = ExpressionFactory.compare(
                ScalarFunction.EQUAL,
                LogicalNodes.column(schema, setColumn),
                Literal.of((long) emptySet),
                SourcePosition.UNKNOWN);
        return ExpressionFactory.or(List.of(LogicalNodes.column(schema, realColumn), isEmptySet));
    }

    /// GROUPING(a, b): a bit per argument, the first one highest, set where the row's set leaves the argument out
    /// (S119).
    private Expression grouping(List<Integer> arguments, Expression set, List<List<Integer>> sets) {
        List<Expression> operands = new ArrayList<>();
        for (int i = 0; i < sets.size(); i++) {
            long bits = 0;
            for (int argument : arguments) {
                bits = (bits << 1) | (sets.get(i).contains(keys.indexOf(argument)) ? 0 : 1);
            }
            operands.add(ExpressionFactory.compare(
                    ScalarFunction.EQUAL, set, Literal.of((long) i), SourcePosition.UNKNOWN));
            operands.add(Literal.of(bits));
        }
        operands.add(Literal.of(0L));
        return new Case(operands, DataType.BIGINT, false);
    }

    private AggregateCall call(
            org.apache.calcite.rel.core.AggregateCall call,
            Schema schema,
            ComputedColumns columns,
            int shift,
            OptionalInt real) {
        SourcePosition position = SourcePositions.of(call.getParserPosition());
        if (call.ignoreNulls()) {
            throw RexConverter.unsupported("IGNORE NULLS of an aggregate", position);
        }
        List<Expression> arguments = new ArrayList<>();
        List<RelDataType> types = new ArrayList<>();
        for (int argument : call.getArgList()) {
            arguments.add(LogicalNodes.column(schema, argument + shift));
            types.add(aggregate.getInput().getRowType().getFieldList().get(argument).getType());
        }
        OptionalInt filter = filter(call, schema, columns, shift, real);
        return AggregateCalls.convert(
                call.getAggregation(),
                arguments,
                types,
                call.isDistinct(),
                filter,
                RelConverter.sortKeys(call.getCollation(), shift),
                columns,
                position);
    }

    private static OptionalInt filter(
            org.apache.calcite.rel.core.AggregateCall call,
            Schema schema,
            ComputedColumns columns,
            int shift,
            OptionalInt real) {
        OptionalInt own = call.hasFilter() ? OptionalInt.of(call.filterArg + shift) : OptionalInt.empty();
        if (real.isEmpty()) {
            return own;
        }
        Expression counted = LogicalNodes.column(schema, real.getAsInt() + shift);
        if (own.isEmpty()) {
            return OptionalInt.of(real.getAsInt() + shift);
        }
        return OptionalInt.of(columns.place(
                ExpressionFactory.and(List.of(counted, LogicalNodes.column(schema, own.getAsInt())))));
    }

    private boolean nullable(AggregateCall call, Schema schema, org.apache.calcite.rel.core.AggregateCall original) {
        if (counts(call.function())) {
            return false;
        }
        boolean empty = keys.isEmpty() || call.filter().isPresent() || original.getType().isNullable();
        return empty
                || original.getArgList().stream().anyMatch(argument -> schema.field(argument).nullable());
    }

    private String name(int field) {
        return aggregate.getRowType().getFieldNames().get(field);
    }

    static boolean counts(AggregateFunction function) {
        return switch (function) {
            case COUNT, COUNT_STAR, REGR_COUNT, APPROX_COUNT_DISTINCT -> true;
            default -> false;
        };
    }

    private static boolean isGrouping(org.apache.calcite.rel.core.AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.GROUPING;
    }

    /// The aggregate function of an operator of Sheaf's.
    static SheafAggregate sheaf(SqlAggFunction function, SourcePosition position) {
        if (function instanceof SheafAggregate aggregate) {
            return aggregate;
        }
        throw RexConverter.unsupported("aggregate " + function.getName(), position);
    }
}
