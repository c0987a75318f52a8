// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a statement asks for, free of syntax. Names are resolved as far as the catalog's version allows; whether
/// objects exist when a statement that changes them runs, its executor checks again.
public sealed interface PlannedStatement {
    /// A query whose rows are the result.
    record Query(QueryPlan query) implements PlannedStatement {}

    /// The plan of a statement as text.
    ///
    /// @param analyze whether the statement is run and measured
    record Explain(boolean analyze, PlannedStatement statement) implements PlannedStatement {}

    /// Rows into a table: the query gives the table's columns, all of them, with the table's types.
    ///
    /// @param position of the table's name
    record Insert(String schema, String name, QueryPlan source, SourcePosition position)
            implements PlannedStatement {}

    /// A new table.
    ///
    /// @param columns of the table
    /// @param constraints of columns by their places
    /// @param source the rows that it begins with; their types are the columns'
    record CreateTable(
            String schema,
            String name,
            Schema columns,
            boolean replace,
            boolean temporary,
            boolean ifNotExists,
            TableConstraints constraints,
            Optional<QueryPlan> source)
            implements PlannedStatement {}

    /// Other rows in the place of a table's: DELETE and UPDATE.
    ///
    /// @param changed gives the number of rows that change, in one row
    /// @param rows gives all rows that the table has afterwards, with its columns
    /// @param position of the table's name
    record Rewrite(String schema, String name, QueryPlan changed, QueryPlan rows, SourcePosition position)
            implements PlannedStatement {}

    /// A new index, on columns of a table by their places.
    ///
    /// @param position of the table's name
    record CreateIndex(
            String schema,
            String table,
            String name,
            List<Integer> columns,
            boolean unique,
            boolean ifNotExists,
            SourcePosition position)
            implements PlannedStatement {}

    /// A new view.
    ///
    /// @param sql the text of its query
    /// @param columns that the query gives now
    /// @param searchPath where the query's unqualified names are looked up
    record CreateView(
            String schema,
            String name,
            String sql,
            Schema columns,
            String searchPath,
            boolean replace,
            boolean temporary,
            boolean ifNotExists)
            implements PlannedStatement {}

    record CreateSchema(String name, boolean ifNotExists) implements PlannedStatement {}

    /// What DROP drops.
    enum DropKind {
        TABLE,
        VIEW,
        SCHEMA,
        INDEX
    }

    /// @param schema the schema of a table or view; the schema itself for SCHEMA
    /// @param name of the table or view; empty for SCHEMA
    record Drop(DropKind kind, String schema, String name, boolean ifExists, boolean cascade)
            implements PlannedStatement {}

    record Truncate(String schema, String name) implements PlannedStatement {}

    /// Rows into files.
    ///
    /// @param options as written, names in lower case, `format` among them where given
    record CopyTo(String path, Map<String, String> options, QueryPlan source) implements PlannedStatement {}

    /// The names of tables and views.
    record ShowTables(String schema) implements PlannedStatement {}

    record ShowSchemas() implements PlannedStatement {}

    record ShowSettings() implements PlannedStatement {}

    record ShowSetting(String name) implements PlannedStatement {}

    /// The columns of a table, view or query.
    record Describe(Schema columns) implements PlannedStatement {}

    /// @param value absent to go back to the default
    record Set(String name, Optional<String> value) implements PlannedStatement {}

    /// All settings back to their defaults.
    record ResetAll() implements PlannedStatement {}

    /// Whether it changes tables, names or files.
    default boolean writes() {
        return switch (this) {
            case Insert _, Rewrite _, CreateIndex _, CreateTable _, CreateView _, CreateSchema _, Drop _, Truncate _,
                    CopyTo _ ->
                    true;
            case Query _, Explain _, ShowTables _, ShowSchemas _, ShowSettings _, ShowSetting _, Describe _, Set _,
                    ResetAll _ ->
                    false;
        };
    }

    /// The kinds of parameters of a statement, in order.
    static List<dev.sheaf.core.type.DataType> parametersOf(PlannedStatement statement) {
        return switch (statement) {
            case Query query -> query.query().parameters();
            case Explain explain -> parametersOf(explain.statement());
            case Insert insert -> insert.source().parameters();
            case Rewrite rewrite -> rewrite.rows().parameters();
            case CreateTable create -> create.source().map(QueryPlan::parameters).orElse(List.of());
            case CopyTo copy -> copy.source().parameters();
            default -> List.of();
        };
    }
}
