// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.validate.CommonTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.calcite.rel.core.SetOp;

/// Turns set operations. INTERSECT and EXCEPT are semi and anti joins in which nulls are equal; their ALL forms number
/// equal rows first, so that the n-th on one side meets the n-th on the other.
final class SetOpConverter {
    private SetOpConverter() {}

    static LogicalNode convert(SetOp operation, List<LogicalNode> inputs) {
        List<LogicalNode> typed = align(inputs, operation.getRowType().getFieldNames());
        return switch (operation.kind) {
            case UNION -> {
                LogicalNode all = union(typed);
                yield operation.all ? all : distinct(all);
            }
            case INTERSECT -> fold(typed, JoinKind.SEMI, operation.all);
            case EXCEPT -> fold(typed, JoinKind.ANTI, operation.all);
            default -> throw RexConverter.unsupported(operation.kind.toString(), SourcePosition.UNKNOWN);
        };
    }

    private static LogicalNode fold(List<LogicalNode> inputs, JoinKind kind, boolean all) {
        LogicalNode result = inputs.getFirst();
        for (LogicalNode other : inputs.subList(1, inputs.size())) {
            int width = result.schema().size();
            LogicalNode left = all ? numbered(result) : distinct(result);
            LogicalNode right = all ? numbered(other) : other;
            LogicalNode joined = new Join(left, right, kind, allEqual(left.schema(), right.schema()));
            result = LogicalNodes.select(joined, IntStream.range(0, width).boxed().toList());
        }
        return result;
    }

    private static Expression allEqual(Schema left, Schema right) {
        List<Expression> conditions = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            Field field = right.field(i);
            conditions.add(ExpressionFactory.compare(
                    ScalarFunction.IS_NOT_DISTINCT_FROM,
                    LogicalNodes.column(left, i),
                    new ColumnReference(left.size() + i, field.type(), field.nullable()),
                    SourcePosition.UNKNOWN));
        }
        return ExpressionFactory.and(conditions);
    }

    private static LogicalNode numbered(LogicalNode input) {
        Schema schema = input.schema().concat(Schema.of(new Field("$number", DataType.BIGINT, false)));
        WindowCall number = new WindowCall.Ranking(
                WindowFunction.ROW_NUMBER, List.of(), false, WindowFrame.WHOLE_PARTITION, DataType.BIGINT);
        List<Integer> all = IntStream.range(0, input.schema().size()).boxed().toList();
        return new Window(input, all, List.of(), List.of(number), schema);
    }

    static LogicalNode distinct(LogicalNode input) {
        List<Integer> all = IntStream.range(0, input.schema().size()).boxed().toList();
        return new Aggregate(input, all, List.of(), input.schema());
    }

    /// The inputs' rows; rows of constants are gathered in one VALUES.
    private static LogicalNode union(List<LogicalNode> inputs) {
        Schema schema = inputs.getFirst().schema();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            int column = i;
            boolean nullable =
                    inputs.stream().anyMatch(input -> input.schema().field(column).nullable());
            fields.add(new Field(schema.name(i), schema.type(i), nullable));
        }
        Schema common = new Schema(fields);
        List<LogicalNode> flat = new ArrayList<>();
        inputs.forEach(input -> {
            if (input instanceof Union union) {
                flat.addAll(union.inputs());
            } else {
                flat.add(input);
            }
        });
        List<List<Expression>> rows = new ArrayList<>();
        for (LogicalNode input : flat) {
            if (input instanceof Values values) {
                rows.addAll(values.rows());
            } else if (input instanceof Project project
                    && project.input() instanceof Values values
                    && values.rows().size() == 1
                    && project.expressions().stream()
                            .allMatch(expression -> dev.sheaf.core.expression.Expressions.columns(expression)
                                    .isEmpty())) {
                                        rows.add(project.expressions());
                                    } else {
                                        return new Union(flat, common);
                                    }
        }
        return new Values(common, rows);
    }

    /// Brings the inputs' columns to common types (S136); text constants take the others' type (S9).
    static List<LogicalNode> align(List<LogicalNode> inputs, List<String> names) {
        List<DataType> types = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            types.add(commonType(inputs, i));
        }
        List<LogicalNode> aligned = new ArrayList<>();
        for (LogicalNode input : inputs) {
            List<Expression> expressions = new ArrayList<>();
            boolean same = true;
            for (int i = 0; i < types.size(); i++) {
                Expression column = LogicalNodes.column(input.schema(), i);
                same &= column.type().equals(types.get(i)) && input.schema().name(i).equals(names.get(i));
                expressions.add(ExpressionFactory.cast(column, types.get(i), SourcePosition.UNKNOWN));
            }
            aligned.add(same ? input : mergedProject(input, expressions, names));
        }
        return aligned;
    }

    private static DataType commonType(List<LogicalNode> inputs, int column) {
        DataType common = DataType.NULL;
        boolean text = false;
        for (LogicalNode input : inputs) {
            if (LogicalNodes.isTextConstant(input, column)) {
                text = true;
                continue;
            }
            DataType merged = CommonTypes.of(common, input.schema().type(column));
            if (merged == null) {
                throw new SheafException(
                        ErrorCode.TYPE_MISMATCH,
                        "column " + (column + 1) + " of a set operation is " + common.sqlName() + " and "
                                + input.schema().type(column).sqlName());
            }
            common = merged;
        }
        return text && common.equals(DataType.NULL) ? DataType.VARCHAR : common;
    }

    private static LogicalNode mergedProject(LogicalNode input, List<Expression> expressions, List<String> names) {
        if (!(input instanceof Project project)) {
            return LogicalNodes.project(input, expressions, names);
        }
        List<Expression> merged = new ArrayList<>();
        expressions.forEach(expression -> merged.add(dev.sheaf.core.expression.Expressions.rewrite(
                expression,
                node -> node instanceof ColumnReference column
                        ? project.expressions().get(column.index())
                        : ConstantFolder.fold(node))));
        return LogicalNodes.project(project.input(), merged, names);
    }
}
