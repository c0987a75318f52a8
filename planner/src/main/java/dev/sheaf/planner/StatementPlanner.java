// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.sql.MatchingRows;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.SourceText;
import dev.sheaf.planner.sql.StatementOptions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import dev.sheaf.planner.sql.UpdateFrom;
import dev.sheaf.planner.sql.statement.CopyFromNode;
import dev.sheaf.planner.sql.statement.CopyToNode;
import dev.sheaf.planner.sql.statement.CreateIndexNode;
import dev.sheaf.planner.sql.statement.CreateSchemaNode;
import dev.sheaf.planner.sql.statement.CreateTableNode;
import dev.sheaf.planner.sql.statement.CreateViewNode;
import dev.sheaf.planner.sql.statement.DescribeNode;
import dev.sheaf.planner.sql.statement.DropNode;
import dev.sheaf.planner.sql.statement.ExplainNode;
import dev.sheaf.planner.sql.statement.SetNode;
import dev.sheaf.planner.sql.statement.ShowNode;
import dev.sheaf.planner.sql.statement.StatementNode;
import dev.sheaf.planner.sql.statement.TransactionNode;
import dev.sheaf.planner.sql.statement.TruncateNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.calcite.sql.SqlDelete;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlInsert;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlUpdate;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Plans one parsed statement.
final class StatementPlanner {
    private final String sql;
    private final PlannerSession session;
    private final CatalogUse catalog;
    private final QueryCompiler compiler;

    StatementPlanner(String sql, PlannerSession session, CatalogUse catalog) {
        this.sql = sql;
        this.session = session;
        this.catalog = catalog;
        this.compiler = new QueryCompiler(catalog, session);
    }

    boolean cacheable() {
        return compiler.cacheable();
    }

    PlannedStatement plan(SqlNode statement) {
        return switch (statement) {
            case StatementNode node -> utility(node);
            case SqlInsert insert -> insert(insert);
            case SqlDelete delete -> delete(delete);
            case SqlUpdate update -> update(update);
            default -> switch (statement.getKind()) {
                case MERGE -> throw UnsupportedSyntax.of(
                        statement.getKind().name(), statement.getParserPosition());
                default -> query(compiler.compile(statement).plan());
            };
        };
    }

    private static PlannedStatement query(QueryPlan plan) {
        // What can't be planned fails here and not when it runs.
        plan.plan();
        return new PlannedStatement.Query(plan);
    }

    private PlannedStatement utility(StatementNode node) {
        return switch (node) {
            case ExplainNode explain -> explain(explain);
            case CreateTableNode create -> TablePlanner.plan(create, sql, compiler, name(create.name()));
            case CreateViewNode create -> createView(create);
            case CreateIndexNode create -> createIndex(create);
            case CreateSchemaNode create -> new PlannedStatement.CreateSchema(
                    String.join(".", create.name().names), create.ifNotExists());
            case DropNode drop -> drop(drop);
            case TruncateNode truncate -> {
                Name name = name(truncate.name());
                yield new PlannedStatement.Truncate(name.schema(), name.name());
            }
            case CopyToNode copy -> new PlannedStatement.CopyTo(
                    copy.path(),
                    StatementOptions.of(copy.options()).rest(),
                    compiler.compile(copy.source()).plan());
            case CopyFromNode copy -> copyFrom(copy);
            case DescribeNode describe -> new PlannedStatement.Describe(describe(describe.subject()));
            case ShowNode show -> show(show);
            case SetNode set -> set(set);
            case TransactionNode transaction -> throw UnsupportedSyntax.of(
                    "a transaction of several statements", transaction.getParserPosition());
        };
    }

    /// A table's or view's name, found in a schema.
    record Name(String schema, String name) {}

    private Name name(SqlIdentifier identifier) {
        if (identifier.isSimple()) {
            return new Name(session.schema(), identifier.getSimple());
        }
        String schema = String.join(".", identifier.names.subList(0, identifier.names.size() - 1));
        return new Name(schema, identifier.names.getLast());
    }

    private PlannedStatement explain(ExplainNode explain) {
        if (!explain.format().equalsIgnoreCase("text")) {
            throw UnsupportedSyntax.of("EXPLAIN in format " + explain.format(), explain.getParserPosition());
        }
        return new PlannedStatement.Explain(explain.analyze(), plan(explain.statement()));
    }

    private PlannedStatement createView(CreateViewNode create) {
        QueryPlan plan = compiler.compile(create.query()).plan();
        if (!plan.parameters().isEmpty()) {
            throw UnsupportedSyntax.of("a parameter in a view", create.getParserPosition());
        }
        Schema columns = TablePlanner.renamed(plan.schema(), create.columns());
        TablePlanner.refuseDuplicates(columns, SourcePositions.of(create.getParserPosition()));
        Name name = name(create.name());
        return new PlannedStatement.CreateView(
                name.schema(),
                name.name(),
                textAfter(create.as()),
                columns,
                session.schema(),
                create.replace(),
                create.temporary(),
                create.ifNotExists());
    }

    private String textAfter(SqlParserPos position) {
        String text = SourceText.after(sql, position).strip();
        while (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).stripTrailing();
        }
        return text;
    }

    private PlannedStatement drop(DropNode drop) {
        return switch (drop.subject()) {
            case SCHEMA -> new PlannedStatement.Drop(
                    PlannedStatement.DropKind.SCHEMA,
                    String.join(".", drop.name().names),
                    "",
                    drop.ifExists(),
                    drop.cascade());
            case TABLE -> drop(drop, PlannedStatement.DropKind.TABLE);
            case VIEW -> drop(drop, PlannedStatement.DropKind.VIEW);
            case INDEX -> drop(drop, PlannedStatement.DropKind.INDEX);
        };
    }

    private PlannedStatement drop(DropNode drop, PlannedStatement.DropKind kind) {
        Name name = name(drop.name());
        return new PlannedStatement.Drop(kind, name.schema(), name.name(), drop.ifExists(), drop.cascade());
    }

    private PlannedStatement show(ShowNode show) {
        SqlIdentifier name = show.name();
        return switch (show.subject()) {
            case TABLES -> new PlannedStatement.ShowTables(
                    name == null ? session.schema() : String.join(".", name.names));
            case SCHEMAS -> new PlannedStatement.ShowSchemas();
            case SETTINGS -> new PlannedStatement.ShowSettings();
            case SETTING -> new PlannedStatement.ShowSetting(lower(name));
        };
    }

    private static PlannedStatement set(SetNode set) {
        if (set.name() == null) {
            return new PlannedStatement.ResetAll();
        }
        SqlNode value = set.value();
        boolean toDefault =
                value == null || (value instanceof SqlIdentifier word && word.toString().equalsIgnoreCase("default"));
        return new PlannedStatement.Set(
                lower(set.name()),
                value == null || toDefault ? Optional.empty() : Optional.of(StatementOptions.text(value)));
    }

    private static String lower(@Nullable SqlIdentifier name) {
        return name == null ? "" : String.join(".", name.names).toLowerCase(Locale.ROOT);
    }

    private Schema describe(SqlNode subject) {
        if (!(subject instanceof SqlIdentifier identifier)) {
            return compiler.compile(subject).root().schema();
        }
        Name name = name(identifier);
        return switch (catalog.relation(name.schema(), name.name()).orElseThrow(() -> undefined(identifier))) {
            case Relation.Table table -> table.schema();
            case Relation.View view -> view.schema();
        };
    }

    private static SheafException undefined(SqlIdentifier name) {
        return new SheafException(
                ErrorCode.UNDEFINED_TABLE,
                "table " + name + " does not exist",
                SourcePositions.of(name.getParserPosition()));
    }

    private PlannedStatement insert(SqlInsert insert) {
        if (insert.isUpsert()) {
            throw UnsupportedSyntax.of("UPSERT", insert.getParserPosition());
        }
        SqlNode target = insert.getTargetTable();
        if (!(target instanceof SqlIdentifier identifier)) {
            throw UnsupportedSyntax.of("INSERT into " + target.getKind(), insert.getParserPosition());
        }
        Target into = target(identifier, insert.getTargetColumnList());
        SqlNode source = InsertValues.typed(insert.getSource(), into.types());
        return into(into, compiler.compile(source));
    }

    /// A table that rows are written to.
    ///
    /// @param columns the places of the columns that are given
    private record Target(Name name, Relation.Table table, List<Integer> columns, SourcePosition position) {
        List<DataType> types() {
            return columns.stream().map(table.schema()::type).toList();
        }
    }

    private Target target(SqlIdentifier identifier, @Nullable SqlNodeList columns) {
        Name name = name(identifier);
        Relation relation = catalog.target(name.schema(), name.name()).orElseThrow(() -> undefined(identifier));
        SourcePosition position = SourcePositions.of(identifier.getParserPosition());
        if (!(relation instanceof Relation.Table table)) {
            throw new SheafException(ErrorCode.WRONG_OBJECT_TYPE, identifier + " is a view", position);
        }
        return new Target(name, table, places(columns, table.schema()), position);
    }

    private PlannedStatement into(Target target, QueryCompiler.Compiled source) {
        Name name = target.name();
        Map<Integer, Expression> defaults = new HashMap<>();
        target.table().defaults().forEach((place, text) -> {
            if (!target.columns().contains(place)) {
                defaults.put(place, ColumnDefaults.expression(text, compiler, SqlParserPos.ZERO));
            }
        });
        LogicalNode assigned = Assignments.assign(
                source.root(), target.table().schema(), target.columns(), defaults, target.position());
        return new PlannedStatement.Insert(
                name.schema(), name.name(), source.with(assigned).plan(), target.position());
    }

    private PlannedStatement delete(SqlDelete delete) {
        SqlIdentifier identifier = written(delete.getTargetTable());
        Target target = target(identifier, null);
        return rewrite(
                target,
                new RowChanges(target.table(), identifier, delete.getAlias(), compiler).delete(delete.getCondition()));
    }

    private PlannedStatement update(SqlUpdate update) {
        SqlIdentifier identifier = written(update.getTargetTable());
        Target target = target(identifier, update.getTargetColumnList());
        SqlNode condition = update.getCondition();
        List<SqlNode> values = update.getSourceExpressionList();
        if (update instanceof UpdateFrom joined) {
            SqlParserPos position = joined.from().getParserPosition();
            MatchedValues matched = new MatchedValues(joined, identifier, target.table().schema());
            values = values.stream().map(matched::of).toList();
            condition = MatchingRows.exists(joined.from(), condition, position);
        }
        return rewrite(
                target,
                new RowChanges(target.table(), identifier, update.getAlias(), compiler)
                        .update(condition, target.columns(), values));
    }

    private static PlannedStatement rewrite(Target target, RowChanges.Plans plans) {
        Name name = target.name();
        return new PlannedStatement.Rewrite(name.schema(), name.name(), plans.changed(), plans.rows(),
                target.position());
    }

    private static SqlIdentifier written(SqlNode target) {
        if (target instanceof SqlIdentifier identifier) {
            return identifier;
        }
        throw UnsupportedSyntax.of("a change of " + target.getKind(), target.getParserPosition());
    }

    private PlannedStatement createIndex(CreateIndexNode create) {
        Target target = target(create.table(), create.columns());
        if (!create.name().isSimple()) {
            throw UnsupportedSyntax.of("an index in another schema than its table", create.name().getParserPosition());
        }
        return new PlannedStatement.CreateIndex(
                target.name().schema(),
                target.name().name(),
                create.name().getSimple(),
                target.columns(),
                create.unique(),
                create.ifNotExists(),
                target.position());
    }

    private static List<Integer> places(@Nullable SqlNodeList columns, Schema schema) {
        return columns == null || columns.isEmpty()
                ? IntStream.range(0, schema.size()).boxed().toList()
                : TableConstraintsPlanner.places(columns, schema);
    }

    /// COPY FROM is INSERT of what the file's table function reads.
    private PlannedStatement copyFrom(CopyFromNode copy) {
        SqlNode source = CopyFromQuery.of(copy);
        return into(target(copy.table(), copy.columns()), compiler.compile(source));
    }
}
