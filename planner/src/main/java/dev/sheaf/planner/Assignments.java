// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.validate.CommonTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings a query's rows to a table's columns (S152): numbers to any number type, anything to text, text literals to
/// what they can be read as.
final class Assignments {
    private Assignments() {}

    /// @param columns the places of the table's columns that the query's columns fill, in order
    /// @param defaults what other columns take, by their places; null where they have none
    static LogicalNode assign(
            LogicalNode query,
            Schema table,
            List<Integer> columns,
            Map<Integer, Expression> defaults,
            SourcePosition position) {
        if (query.schema().size() != columns.size()) {
            throw new SheafException(
                    ErrorCode.SYNTAX_ERROR,
                    "INSERT has " + columns.size() + " columns but " + query.schema().size() + " values",
                    position);
        }
        Values values = writtenOut(query);
        LogicalNode source = values == null ? query : readTexts(values, table, columns);
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            Field field = table.field(i);
            names.add(field.name());
            int given = columns.indexOf(i);
            Expression otherwise = defaults.get(i);
            if (given < 0 && otherwise != null) {
                boolean text = otherwise instanceof Literal literal && literal.type() instanceof CharacterType;
                expressions.add(cast(otherwise, text, field, position));
                continue;
            }
            if (given < 0 && !field.nullable()) {
                throw new SheafException(
                        ErrorCode.NULL_NOT_ALLOWED, "column " + field.name() + " is NOT NULL and has no value",
                        position);
            }
            expressions.add(given < 0 ? Literal.ofNull(field.type()) : cast(source, given, field, position));
        }
        return LogicalNodes.project(source, expressions, names);
    }

    /// The rows of a query that is no more than VALUES.
    private static @Nullable Values writtenOut(LogicalNode query) {
        if (query instanceof Values rows) {
            return rows;
        }
        if (!(query instanceof Project project)) {
            return null;
        }
        Values values = writtenOut(project.input());
        if (values == null || project.expressions().size() != values.schema().size()) {
            return null;
        }
        for (int i = 0; i < project.expressions().size(); i++) {
            if (!(project.expressions().get(i) instanceof ColumnReference column) || column.index() != i) {
                return null;
            }
        }
        return values;
    }

    /// Text literals among other values of a column were cast to the type of those; the table's type is what counts.
    private static Values readTexts(Values values, Schema table, List<Integer> columns) {
        List<List<Expression>> rows = new ArrayList<>();
        values.rows().forEach(row -> rows.add(new ArrayList<>(row)));
        List<Field> fields = new ArrayList<>(values.schema().fields());
        for (int i = 0; i < fields.size(); i++) {
            int column = i;
            DataType to = table.type(columns.get(i));
            DataType read = to instanceof CharacterType ? DataType.VARCHAR : to;
            if (read.equals(fields.get(i).type()) || rows.stream().noneMatch(row -> isCastText(row.get(column)))) {
                continue;
            }
            rows.forEach(row -> {
                Expression value = row.get(column);
                Expression given = isCastText(value) ? ((Cast) value).operand() : value;
                row.set(column, ExpressionFactory.explicitCast(given, read, false, SourcePosition.UNKNOWN));
            });
            fields.set(i, new Field(fields.get(i).name(), read, fields.get(i).nullable()));
        }
        return new Values(new Schema(fields), rows);
    }

    /// Whether the planner, not the statement, cast a text literal, in a way that can't be computed.
    private static boolean isCastText(Expression value) {
        return value instanceof Cast cast
                && !cast.safe()
                && cast.position().equals(SourcePosition.UNKNOWN)
                && cast.operand() instanceof Literal literal
                && literal.type() instanceof CharacterType;
    }

    /// Refuses a default that its column can't take.
    static void checkDefault(Expression value, Field field, SourcePosition position) {
        cast(value, value instanceof Literal literal && literal.type() instanceof CharacterType, field, position);
    }

    /// A column of a query as a value of a table's column.
    static Expression cast(LogicalNode source, int column, Field field, SourcePosition position) {
        return cast(
                LogicalNodes.column(source.schema(), column),
                LogicalNodes.isTextConstant(source, column),
                field,
                position);
    }

    private static Expression cast(Expression value, boolean textLiteral, Field field, SourcePosition position) {
        DataType from = value.type();
        DataType to = field.type();
        boolean sameFamily = from.getClass() == to.getClass() && !(to instanceof DataType.IntervalType);
        boolean allowed = from.equals(to)
                || from.equals(DataType.NULL)
                || sameFamily
                || (CommonTypes.isNumeric(from) && CommonTypes.isNumeric(to))
                || to instanceof CharacterType
                || CommonTypes.of(from, to) != null
                || textLiteral;
        if (!allowed) {
            throw new SheafException(
                    ErrorCode.TYPE_MISMATCH,
                    "column " + field.name() + " is " + to.sqlName() + " but the value is " + from.sqlName(),
                    position);
        }
        return to instanceof CharacterType text && text.length() != CharacterType.UNBOUNDED
                ? fitted(value, text, position)
                : ExpressionFactory.explicitCast(value, to, false, position);
    }

    /// A text for a column of limited length: too long a one fails, where a cast would cut it (S66).
    private static Expression fitted(Expression value, CharacterType to, SourcePosition position) {
        boolean fits = value.type() instanceof CharacterType from
                && from.length() != CharacterType.UNBOUNDED
                && from.length() <= to.length();
        if (fits || value.type().equals(DataType.NULL)) {
            return ExpressionFactory.explicitCast(value, to, false, position);
        }
        Expression text = ExpressionFactory.explicitCast(value, DataType.VARCHAR, false, position);
        DataType varying = new CharacterType(false, to.length());
        Expression fit = ExpressionFactory.call(
                ScalarFunction.FIT_TEXT, varying, text.nullable(), position, text);
        return ExpressionFactory.explicitCast(fit, to, false, position);
    }
}
