// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.ExpressionFactory;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.TypeNames;
import dev.sheaf.planner.sql.statement.CreateTableNode;
import dev.sheaf.planner.sql.statement.TableKeyNode;
import dev.sheaf.planner.validate.DeclaredTypes;
import dev.sheaf.planner.validate.SheafOperators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.ddl.SqlColumnDeclaration;
import org.jspecify.annotations.Nullable;

/// Plans CREATE TABLE: with declared columns, or of a query's rows.
final class TablePlanner {
    private TablePlanner() {}

    /// @param sql the statement's text
    static PlannedStatement plan(
            CreateTableNode create, String sql, QueryCompiler compiler, StatementPlanner.Name name) {
        SourcePosition position = SourcePositions.of(create.name().getParserPosition());
        SqlNode query = create.query();
        Schema columns;
        TableConstraints constraints = TableConstraints.NONE;
        Optional<QueryPlan> source = Optional.empty();
        if (query == null) {
            columns = declared(create.columns(), position);
            refuseDuplicates(columns, position);
            constraints = TableConstraintsPlanner.plan(create.columns(), columns, sql, compiler);
        } else {
            QueryCompiler.Compiled compiled = compiler.compile(query);
            columns = columnsOf(compiled.root().schema(), create.columns());
            source = Optional.of(compiled.with(typed(compiled.root(), columns)).plan());
        }
        refuseDuplicates(columns, position);
        return new PlannedStatement.CreateTable(
                name.schema(),
                name.name(),
                columns,
                create.replace(),
                create.temporary(),
                create.ifNotExists(),
                constraints,
                source);
    }

    private static Schema declared(@Nullable SqlNodeList columns, SourcePosition position) {
        Set<String> primary = primaryColumns(columns);
        List<Field> fields = new ArrayList<>();
        for (SqlNode node : columns == null ? SqlNodeList.EMPTY : columns) {
            if (node instanceof TableKeyNode) {
                continue;
            }
            if (!(node instanceof SqlColumnDeclaration column)) {
                throw new SheafException(
                        ErrorCode.SYNTAX_ERROR,
                        "column " + node + " has no type",
                        SourcePositions.of(node.getParserPosition()));
            }
            fields.add(new Field(
                    column.name.getSimple(),
                    DeclaredTypes.of(TypeNames.resolve(column.dataType)),
                    !Boolean.FALSE.equals(column.dataType.getNullable()) && !primary.contains(lower(column.name))));
        }
        if (fields.isEmpty()) {
            throw new SheafException(ErrorCode.SYNTAX_ERROR, "a table needs a column", position);
        }
        return new Schema(fields);
    }

    /// The columns of PRIMARY KEY, which are never null.
    private static Set<String> primaryColumns(@Nullable SqlNodeList elements) {
        Set<String> names = new HashSet<>();
        for (SqlNode node : elements == null ? SqlNodeList.EMPTY : elements) {
            if (node instanceof TableKeyNode key && key.primary()) {
                key.columns().forEach(name -> names.add(lower((SqlIdentifier) name)));
            }
        }
        return names;
    }

    private static String lower(SqlIdentifier name) {
        return name.getSimple().toLowerCase(Locale.ROOT);
    }

    /// The columns of a table made of a query: all may be null, and a bare NULL is text (S155).
    private static Schema columnsOf(Schema query, @Nullable SqlNodeList names) {
        Schema renamed = renamed(query, names);
        List<Field> fields = new ArrayList<>();
        renamed.fields()
                .forEach(field -> fields.add(new Field(field.name(), SheafOperators.columnType(field.type()), true)));
        return new Schema(fields);
    }

    private static LogicalNode typed(LogicalNode root, Schema columns) {
        List<Expression> expressions = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            expressions.add(ExpressionFactory.cast(
                    LogicalNodes.column(root.schema(), i), columns.type(i), SourcePosition.UNKNOWN));
            names.add(columns.name(i));
        }
        return LogicalNodes.project(root, expressions, names);
    }

    /// A query's columns under the names of a list, where there is one.
    static Schema renamed(Schema query, @Nullable SqlNodeList names) {
        if (names == null) {
            return query;
        }
        List<Field> fields = new ArrayList<>();
        if (names.size() != query.size()) {
            throw new SheafException(
                    ErrorCode.SYNTAX_ERROR,
                    names.size() + " names for " + query.size() + " columns",
                    SourcePositions.of(names.getParserPosition()));
        }
        for (int i = 0; i < query.size(); i++) {
            if (!(names.get(i) instanceof SqlIdentifier name)) {
                throw new SheafException(
                        ErrorCode.SYNTAX_ERROR,
                        "the columns of CREATE TABLE AS take their types from the query",
                        SourcePositions.of(names.getParserPosition()));
            }
            fields.add(new Field(name.getSimple(), query.type(i), query.field(i).nullable()));
        }
        return new Schema(fields);
    }

    static void refuseDuplicates(Schema columns, SourcePosition position) {
        Set<String> seen = new HashSet<>();
        for (Field field : columns.fields()) {
            if (!seen.add(field.name().toLowerCase(Locale.ROOT))) {
                throw new SheafException(
                        ErrorCode.DUPLICATE_COLUMN, "column " + field.name() + " is named twice", position);
            }
        }
    }
}
