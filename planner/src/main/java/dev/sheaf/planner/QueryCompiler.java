// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.convert.RelConverter;
import dev.sheaf.planner.convert.StatementContext;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalPlan;
import dev.sheaf.planner.rule.CommonSubtrees;
import dev.sheaf.planner.rule.ExistenceJoins;
import dev.sheaf.planner.rule.JoinKeyBounds;
import dev.sheaf.planner.rule.JoinKeyColumns;
import dev.sheaf.planner.rule.SharedSubtrees;
import dev.sheaf.planner.rule.Unnesting;
import dev.sheaf.planner.validate.BoundTables;
import dev.sheaf.planner.validate.ColumnPlaces;
import dev.sheaf.planner.validate.RelationBinder;
import dev.sheaf.planner.validate.SyntaxRewriter;
import dev.sheaf.planner.validate.Validation;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlNode;

/// Compiles one query of a statement: binds names, validates, and makes the logical tree.
final class QueryCompiler {
    /// A query before its physical plan is chosen.
    record Compiled(LogicalNode root, List<DataType> parameters) {
        QueryPlan plan() {
            return new QueryPlan(normalise(root), parameters);
        }

        /// The same query with something done to its rows.
        Compiled with(LogicalNode replaced) {
            return new Compiled(replaced, parameters);
        }
    }

    private final CatalogSnapshot catalog;
    private final PlannerSession session;
    private final StatementContext context;
    private final BoundTables tables = new BoundTables();

    QueryCompiler(CatalogSnapshot catalog, PlannerSession session) {
        this.catalog = catalog;
        this.session = session;
        this.context = new StatementContext(
                session.principal().name(), session.instantMicros(), session.zone(), session.parameterValues());
    }

    Compiled compile(SqlNode query) {
        CancellationScope.check();
        SqlNode rewritten = SyntaxRewriter.rewrite(query);
        SqlNode bound =
                resolved(new RelationBinder(catalog, session.schema(), tables, this::columnsOf).bind(rewritten));
        Validation.Validated validated = Validation.validate(bound, tables, session.parameterTypes());
        CancellationScope.check();
        LogicalNode root = RelConverter.convert(validated.root(), context);
        return new Compiled(root, validated.parameterTypes());
    }

    private SqlNode resolved(SqlNode bound) {
        return ColumnPlaces.resolve(bound,
                part -> Validation.columns(part, tables, session.parameterTypes()).fields().stream()
                        .map(Field::name)
                        .toList());
    }

    private Schema columnsOf(SqlNode query) {
        return Validation.columns(resolved(query), tables, session.parameterTypes());
    }

    /// Whether the plan depends on text, settings and what the names and files in it mean, only.
    boolean cacheable() {
        return !context.clockRead() && !context.parametersRead();
    }

    private static List<LogicalPlan> normalise(LogicalNode root) {
        CancellationScope.check();
        List<LogicalPlan> plans = new ArrayList<>();
        for (LogicalPlan shared : CommonSubtrees.share(Unnesting.unnest(root))) {
            CancellationScope.check();
            LogicalPlan pushed = SharedSubtrees.rewrite(SharedSubtrees.push(shared), JoinKeyBounds::apply);
            LogicalPlan pruned = SharedSubtrees.prune(SharedSubtrees.rewrite(pushed, JoinKeyColumns::compute));
            plans.add(ExistenceJoins.reduce(pruned));
        }
        return plans;
    }
}
