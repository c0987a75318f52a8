// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.logical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Building and questioning of logical trees.
public final class LogicalNodes {
    private LogicalNodes() {}

    /// The expressions of a node itself.
    public static List<Expression> expressions(LogicalNode node) {
        return switch (node) {
            case Filter filter -> List.of(filter.condition());
            case Project project -> project.expressions();
            case Join join -> List.of(join.condition());
            case Apply apply -> List.of(apply.condition());
            case Values values -> values.rows().stream().flatMap(List::stream).toList();
            default -> List.of();
        };
    }

    /// A reference to a column of a schema.
    public static ColumnReference column(Schema schema, int index) {
        return new ColumnReference(index, schema.type(index), schema.field(index).nullable());
    }

    public static List<Expression> columns(Schema schema) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(column(schema, i));
        }
        return columns;
    }

    /// The input itself when no condition is left.
    public static LogicalNode filter(LogicalNode input, List<Expression> conditions) {
        Expression condition = Expressions.and(conditions);
        return Literal.TRUE.equals(condition) ? input : new Filter(input, condition);
    }

    /// A projection whose columns are named so and have the types of their expressions.
    public static Project project(LogicalNode input, List<Expression> expressions, List<String> names) {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < expressions.size(); i++) {
            Expression expression = expressions.get(i);
            fields.add(new Field(names.get(i), expression.type(), expression.nullable()));
        }
        return new Project(input, List.copyOf(expressions), new Schema(fields));
    }

    /// The given columns of the input, in that order.
    public static LogicalNode select(LogicalNode input, List<Integer> columns) {
        Schema schema = input.schema();
        if (columns.equals(IntStream.range(0, schema.size()).boxed().toList())) {
            return input;
        }
        List<Expression> expressions = new ArrayList<>();
        columns.forEach(column -> expressions.add(column(schema, column)));
        return new Project(input, expressions, schema.select(columns));
    }

    /// The input's columns followed by more.
    public static Project append(LogicalNode input, List<Expression> more, List<String> names) {
        List<Expression> expressions = columns(input.schema());
        List<String> allNames = new ArrayList<>();
        input.schema().fields().forEach(field -> allNames.add(field.name()));
        expressions.addAll(more);
        allNames.addAll(names);
        return project(input, expressions, allNames);
    }

    /// Whether the node gives exactly one row whatever its input.
    public static boolean givesOneRow(LogicalNode node) {
        return switch (node) {
            case Aggregate aggregate -> aggregate.keys().isEmpty();
            case Project project -> givesOneRow(project.input());
            case Values values -> values.rows().size() == 1;
            case SingleRow _ -> true;
            case Sort sort -> !sort.limited() && givesOneRow(sort.input());
            default -> false;
        };
    }

    /// Whether all values of a column are text constants of the statement itself.
    public static boolean isTextConstant(LogicalNode node, int column) {
        return switch (node) {
            case Values values -> !values.rows().isEmpty()
                    && values.rows().stream().allMatch(row -> isText(row.get(column)));
            case Project project -> project.expressions().get(column) instanceof ColumnReference reference
                    && !OuterColumns.isOuter(reference)
                            ? isTextConstant(project.input(), reference.index())
                            : isText(project.expressions().get(column));
            default -> false;
        };
    }

    private static boolean isText(Expression expression) {
        return expression instanceof Literal literal
                && (literal.isNull() || literal.type() instanceof CharacterType);
    }

    /// Rewrites a tree from the leaves up.
    public static LogicalNode rewrite(LogicalNode node, java.util.function.UnaryOperator<LogicalNode> rule) {
        List<LogicalNode> inputs = new ArrayList<>();
        boolean changed = false;
        for (LogicalNode input : node.inputs()) {
            LogicalNode rewritten = rewrite(input, rule);
            changed |= rewritten != input;
            inputs.add(rewritten);
        }
        return rule.apply(changed ? node.withInputs(inputs) : node);
    }
}
