// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.statement;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.type.Schema;
import java.util.Optional;

/// What a statement asks for, validated and planned: queries and writes as distributed plans, the rest as the change or
/// answer that is wanted. Names of schemas are resolved; whether a name is free or taken is decided when the change is
/// made.
public sealed interface PlannedStatement {
    /// Rows.
    record Query(DistributedPlan plan) implements PlannedStatement {}

    /// CREATE TABLE with columns.
    record CreateTable(String schema, String name, Schema columns, boolean ifNotExists, boolean orReplace)
            implements PlannedStatement {}

    /// CREATE TABLE AS. The plan ends in a [dev.sheaf.core.plan.TableWriteNode] and a gather of its rows.
    record CreateTableAs(
            String schema,
            String name,
            Schema columns,
            WriteTarget target,
            DistributedPlan plan,
            boolean ifNotExists,
            boolean orReplace)
            implements PlannedStatement {}

    /// INSERT. The plan gives all columns of the table in its order and ends as CREATE TABLE AS's does.
    record Insert(String schema, String name, Relation.Table table, WriteTarget target, DistributedPlan plan)
            implements PlannedStatement {}

    /// COPY ... TO a file. The plan ends as CREATE TABLE AS's does.
    record CopyTo(WriteTarget target, DistributedPlan plan) implements PlannedStatement {}

    record CreateView(String schema, Relation.View view, boolean orReplace, boolean ifNotExists)
            implements PlannedStatement {}

    record CreateSchema(String schema, boolean ifNotExists) implements PlannedStatement {}

    /// What a DROP drops.
    enum DropKind {
        TABLE,
        VIEW,
        SCHEMA
    }

    /// @param name the relation's name; the schema's own for DROP SCHEMA
    record Drop(DropKind kind, String schema, String name, boolean ifExists, boolean cascade)
            implements PlannedStatement {}

    /// @param value empty for RESET
    record SetOption(String option, Optional<Literal> value) implements PlannedStatement {}

    /// SHOW of one setting, or of all.
    record ShowOption(Optional<String> option) implements PlannedStatement {}

    /// SHOW TABLES.
    ///
    /// @param schema only of this one; of all but generated ones when empty
    record ShowTables(Optional<String> schema) implements PlannedStatement {}

    record ShowSchemas() implements PlannedStatement {}

    /// DESCRIBE of a table, view or query.
    record Describe(Schema columns) implements PlannedStatement {}

    /// EXPLAIN of a statement that has a plan.
    record Explain(boolean analyze, PlannedStatement statement) implements PlannedStatement {}
}
