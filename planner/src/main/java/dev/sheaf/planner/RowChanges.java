// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.sql.PlainSelect;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// DELETE and UPDATE as rewrites of a table: one query gives all rows with a mark for those that the condition is true
/// for, and the new values of these; the table's next version are the other rows, or all with the new values in place.
final class RowChanges {
    private static final String MARK = "$changed";

    private final Relation.Table table;
    private final SqlIdentifier name;
    private final SqlIdentifier alias;
    private final QueryCompiler compiler;

    /// @param name the table's, as it is written
    /// @param alias under which the condition and the new values know the rows
    RowChanges(Relation.Table table, SqlIdentifier name, @Nullable SqlIdentifier alias, QueryCompiler compiler) {
        this.table = table;
        this.name = name;
        this.alias = alias != null ? alias : new SqlIdentifier(name.names.getLast(), name.getParserPosition());
        this.compiler = compiler;
    }

    /// The plans of a change.
    ///
    /// @param changed gives the number of rows that change
    /// @param rows gives the rows of the table's next version
    record Plans(QueryPlan changed, QueryPlan rows) {}

    Plans delete(@Nullable SqlNode condition) {
        QueryCompiler.Compiled marked = compiler.compile(marked(condition, List.of()));
        LogicalNode root = marked.root();
        Expression kept = ExpressionFactory.not(
                LogicalNodes.column(root.schema(), table.schema().size()), SourcePosition.UNKNOWN);
        LogicalNode rest = LogicalNodes.filter(root, List.of(kept));
        return plans(marked, named(rest, columns(rest)));
    }

    /// @param columns the places of the columns that get values
    /// @param values of these columns
    Plans update(@Nullable SqlNode condition, List<Integer> columns, List<SqlNode> values) {
        List<SqlNode> typed = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            typed.add(typed(values.get(i), table.schema().type(columns.get(i))));
        }
        QueryCompiler.Compiled marked = compiler.compile(marked(condition, typed));
        LogicalNode root = onlyWhereMarked(marked.root());
        int width = table.schema().size();
        Expression mark = LogicalNodes.column(root.schema(), width);
        List<Expression> expressions = columns(root);
        for (int i = 0; i < columns.size(); i++) {
            int column = columns.get(i);
            Field field = table.schema().field(column);
            SourcePosition position = SourcePositions.of(values.get(i).getParserPosition());
            Expression value = Assignments.cast(root, width + 1 + i, field, position);
            Expression old = expressions.get(column);
            expressions.set(column, new Case(
                    List.of(mark, value, old), field.type(), value.nullable() || old.nullable()));
        }
        return plans(marked, named(root, expressions));
    }

    /// Computes new values for marked rows only: others may be ones for which they fail.
    private LogicalNode onlyWhereMarked(LogicalNode root) {
        if (!(root instanceof LogicalNode.Project project)) {
            return root;
        }
        int width = table.schema().size();
        List<Expression> expressions = new ArrayList<>(project.expressions());
        for (int i = width + 1; i < expressions.size(); i++) {
            Expression value = expressions.get(i);
            if (!value.operands().isEmpty()) {
                expressions.set(i, new Case(
                        List.of(expressions.get(width), value, Literal.ofNull(value.type())), value.type(), true));
            }
        }
        return LogicalNodes.project(
                project.input(), expressions, root.schema().fields().stream().map(Field::name).toList());
    }

    private Plans plans(QueryCompiler.Compiled marked, LogicalNode rows) {
        LogicalNode root = marked.root();
        LogicalNode changed = LogicalNodes.filter(
                root, List.of(LogicalNodes.column(root.schema(), table.schema().size())));
        AggregateCall count = new AggregateCall(
                AggregateFunction.COUNT_STAR, List.of(), false, OptionalInt.empty(), List.of(), DataType.BIGINT);
        LogicalNode counted = new LogicalNode.Aggregate(
                changed, List.of(), List.of(count), new Schema(List.of(new Field("count", DataType.BIGINT, false))));
        return new Plans(marked.with(counted).plan(), marked.with(rows).plan());
    }

    private List<Expression> columns(LogicalNode node) {
        List<Expression> columns = new ArrayList<>();
        for (int i = 0; i < table.schema().size(); i++) {
            columns.add(LogicalNodes.column(node.schema(), i));
        }
        return columns;
    }

    private LogicalNode named(LogicalNode node, List<Expression> columns) {
        return LogicalNodes.project(
                node, columns, table.schema().fields().stream().map(Field::name).toList());
    }

    /// `SELECT *, value, ... FROM (SELECT *, condition IS TRUE AS mark FROM table) AS alias`.
    private SqlNode marked(@Nullable SqlNode condition, List<SqlNode> values) {
        SqlParserPos position = name.getParserPosition();
        SqlNode holds = condition == null
                ? SqlLiteral.createBoolean(true, position)
                : SqlStdOperatorTable.IS_TRUE.createCall(condition.getParserPosition(), condition);
        SqlNode mark = SqlStdOperatorTable.AS.createCall(position, holds, new SqlIdentifier(MARK, position));
        SqlNodeList inner = new SqlNodeList(List.of(SqlIdentifier.star(position), mark), position);
        SqlNode aliased = SqlStdOperatorTable.AS.createCall(position, name, alias);
        SqlNode rows = SqlStdOperatorTable.AS.createCall(
                position, PlainSelect.of(inner, aliased, null, position), alias);
        SqlNodeList list = new SqlNodeList(List.of(SqlIdentifier.star(position)), position);
        values.forEach(list::add);
        return PlainSelect.of(list, rows, null, position);
    }

    /// A text literal is read as the column's type (S9), and so is a parameter.
    private static SqlNode typed(SqlNode value, DataType to) {
        boolean read = value instanceof SqlDynamicParam
                || (value instanceof SqlCharStringLiteral && !(to instanceof CharacterType));
        return read && !(to instanceof IntervalType) ? InsertValues.cast(value, to) : value;
    }
}
