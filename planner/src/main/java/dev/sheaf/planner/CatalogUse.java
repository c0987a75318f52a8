// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The catalog as one statement sees it while it is planned, and a record of what the plan took from it: every name
/// that was looked up, found or not. A plan holds in each later version in which those names mean the same, so that a
/// change of one table leaves the plans of all others in the cache.
///
/// Files and table functions are recorded by what they were bound to. No version tells whether they mean the same: they
/// are bound again before a plan is used again, which reads metadata at most. For one thread.
final class CatalogUse implements CatalogSnapshot {
    private final CatalogSnapshot catalog;
    private final Map<Name, Optional<Relation>> relations = new HashMap<>();
    private final Map<Name, Schema> targets = new HashMap<>();
    private final List<Binding> bindings = new ArrayList<>();
    private boolean listed;

    /// What is looked up.
    record Name(String schema, String name) {}

    /// A table that stands outside the catalog.
    ///
    /// @param again binds it in a version of the catalog
    private record Binding(Relation.Table table, double rowCount, Function<CatalogSnapshot, Relation.Table> again) {
        /// Rows come and go without a word; a plan is as good as its estimates as long as they are about right.
        private static final double GROWTH_MAX = 2;

        static Binding of(Relation.Table table, Function<CatalogSnapshot, Relation.Table> again) {
            return new Binding(table, rows(table), again);
        }

        private static double rows(Relation.Table table) {
            return table.statistics().get().rowCount().orElse(0);
        }

        boolean holdsIn(CatalogSnapshot catalog) {
            Relation.Table now = again.apply(catalog);
            double rows = rows(now);
            return Dependencies.same(table, now)
                    && Math.max(rows, rowCount) <= GROWTH_MAX * Math.max(1, Math.min(rows, rowCount));
        }
    }

    /// What a plan depends on. Immutable.
    static final class Dependencies {
        private final Map<Name, Optional<Relation>> relations;
        private final Map<Name, Schema> targets;
        private final List<Binding> bindings;

        private Dependencies(
                Map<Name, Optional<Relation>> relations, Map<Name, Schema> targets, List<Binding> bindings) {
            this.relations = Map.copyOf(relations);
            this.targets = Map.copyOf(targets);
            this.bindings = List.copyOf(bindings);
        }

        /// Whether what stands outside the catalog still means the same, when the catalog is still the same.
        boolean holdOutside(CatalogSnapshot catalog) {
            try {
                return bindings.stream().allMatch(binding -> binding.holdsIn(catalog));
            } catch (SheafException _) {
                // A file is gone or broken: planning again says so.
                return false;
            }
        }

        /// Whether the plan would be the same in another version.
        boolean holdIn(CatalogSnapshot catalog) {
            return relations.entrySet().stream()
                    .allMatch(entry -> same(
                            entry.getValue(),
                            catalog.relation(entry.getKey().schema(), entry.getKey().name())))
                    && targets.entrySet().stream()
                            .allMatch(entry -> catalog.relation(entry.getKey().schema(), entry.getKey().name())
                                    .filter(relation -> relation instanceof Relation.Table table
                                            && table.schema().equals(entry.getValue())
                                            && table.defaults().isEmpty())
                                    .isPresent());
        }

        private static boolean same(Optional<Relation> before, Optional<Relation> now) {
            if (before.isEmpty() || now.isEmpty()) {
                return before.isEmpty() && now.isEmpty();
            }
            return switch (before.get()) {
                case Relation.View view -> view.equals(now.get());
                // The handle names the very rows, and with them the statistics.
                case Relation.Table table -> now.get() instanceof Relation.Table other && same(table, other);
            };
        }

        private static boolean same(Relation.Table before, Relation.Table now) {
            return before.handle().equals(now.handle())
                    && before.schema().equals(now.schema())
                    && before.uniqueKeys().equals(now.uniqueKeys());
        }
    }

    CatalogUse(CatalogSnapshot catalog) {
        this.catalog = catalog;
    }

    /// What has been looked up, or nothing when more was asked than names.
    Optional<Dependencies> dependencies() {
        return listed ? Optional.empty() : Optional.of(new Dependencies(relations, targets, bindings));
    }

    /// The table that a statement writes to. Its plan depends on the columns, not on the rows that are there; on
    /// their defaults, too, so that where there are some it holds for this version only.
    Optional<Relation> target(String schema, String name) {
        Optional<Relation> found = catalog.relation(schema, name);
        if (found.isPresent() && found.get() instanceof Relation.Table table && table.defaults().isEmpty()) {
            targets.put(new Name(schema, name), table.schema());
        } else {
            relations.put(new Name(schema, name), found);
        }
        return found;
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        return relations.computeIfAbsent(new Name(schema, name), _ -> catalog.relation(schema, name));
    }

    @Override
    public long version() {
        return catalog.version();
    }

    @Override
    public List<String> schemas() {
        listed = true;
        return catalog.schemas();
    }

    @Override
    public List<String> relations(String schema) {
        listed = true;
        return catalog.relations(schema);
    }

    @Override
    public boolean schemaExists(String schema) {
        listed = true;
        return catalog.schemaExists(schema);
    }

    @Override
    public Optional<TableFunction> tableFunction(String name) {
        return catalog.tableFunction(name).map(RecordedFunction::new);
    }

    @Override
    public List<String> tableFunctions() {
        return catalog.tableFunctions();
    }

    @Override
    public Relation.Table file(String path, SourcePosition position) {
        Relation.Table table = catalog.file(path, position);
        bindings.add(Binding.of(table, later -> later.file(path, position)));
        return table;
    }

    /// A table function whose results are dependencies.
    private final class RecordedFunction implements TableFunction {
        private final TableFunction function;

        RecordedFunction(TableFunction function) {
            this.function = function;
        }

        @Override
        public String name() {
            return function.name();
        }

        @Override
        public Relation.Table bind(
                List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
            Relation.Table table = function.bind(positional, named, position);
            // Functions are built in: no version has others.
            bindings.add(Binding.of(table, _ -> function.bind(positional, named, position)));
            return table;
        }
    }
}
