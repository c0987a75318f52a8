// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The catalog as one statement sees it while it is planned, and a record of what the plan took from it: every name
/// that was looked up, found or not. A plan holds in each later version in which those names mean the same, so that a
/// change of one table leaves the plans of all others in the cache.
///
/// Files and table functions aren't recorded: plans that use them aren't kept at all. For one thread.
final class CatalogUse implements CatalogSnapshot {
    private final CatalogSnapshot catalog;
    private final Map<Name, Optional<Relation>> relations = new HashMap<>();
    private final Map<Name, Schema> targets = new HashMap<>();
    private boolean listed;

    /// What is looked up.
    record Name(String schema, String name) {}

    /// What a plan depends on. Immutable.
    record Dependencies(Map<Name, Optional<Relation>> relations, Map<Name, Schema> targets) {
        Dependencies {
            relations = Map.copyOf(relations);
            targets = Map.copyOf(targets);
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
                case Relation.Table table -> now.get() instanceof Relation.Table other
                        && table.handle().equals(other.handle())
                        && table.schema().equals(other.schema())
                        && table.uniqueKeys().equals(other.uniqueKeys());
            };
        }
    }

    CatalogUse(CatalogSnapshot catalog) {
        this.catalog = catalog;
    }

    /// What has been looked up, or nothing when more was asked than names.
    Optional<Dependencies> dependencies() {
        return listed ? Optional.empty() : Optional.of(new Dependencies(relations, targets));
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
        return catalog.tableFunction(name);
    }

    @Override
    public List<String> tableFunctions() {
        return catalog.tableFunctions();
    }

    @Override
    public Relation.Table file(String path, SourcePosition position) {
        return catalog.file(path, position);
    }
}
