// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.CatalogEntry;
import dev.sheaf.core.catalog.log.CatalogState;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.error.SourcePosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// All names of an engine: what the catalog log says, the provided schemas, table functions and files.
public final class EngineCatalog {
    private static final int READABLE_MAX = 256;

    private final CatalogVersions versions;
    private final List<SchemaProvider> providers;
    private final SortedMap<String, TableFunction> functions = new TreeMap<>();
    private final FileTables files;
    private final Function<TableDefinition, Relation.Table> tables;
    private final Map<Long, Loaded> readable = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Loaded> eldest) {
            return size() > READABLE_MAX;
        }
    };

    /// @param tables makes a version of an own table readable: its connector's business
    public EngineCatalog(
            CatalogVersions versions,
            List<SchemaProvider> providers,
            List<TableFunction> functions,
            FileTables files,
            Function<TableDefinition, Relation.Table> tables) {
        this.versions = versions;
        this.providers = List.copyOf(providers);
        this.files = files;
        this.tables = tables;
        functions.forEach(function -> this.functions.put(function.name(), function));
    }

    /// The versions of what isn't provided, and the way to change it.
    public CatalogVersions versions() {
        return versions;
    }

    /// The newest version of all names, for a look.
    public EngineSnapshot snapshot() {
        return new Snapshot(versions.state());
    }

    /// The newest version of all names, for a statement.
    public PinnedCatalog pin() {
        CatalogState state = versions.pin();
        return new PinnedCatalog(new Snapshot(state), () -> versions.unpin(state));
    }

    /// Whether a schema's tables are provided, so that nothing can be created there.
    public boolean provided(String schema) {
        return providers.stream().anyMatch(provider -> provider.exists(schema));
    }

    /// What was made of a version that was asked for lately: it knows its statistics by now.
    private Relation.Table readable(TableDefinition definition) {
        Loaded known;
        synchronized (readable) {
            known = readable.get(definition.id());
        }
        if (known != null && known.definition == definition) {
            return known.relation;
        }
        Relation.Table relation = tables.apply(definition);
        synchronized (readable) {
            readable.put(definition.id(), new Loaded(definition, relation));
        }
        return relation;
    }

    private record Loaded(TableDefinition definition, Relation.Table relation) {}

    private final class Snapshot implements EngineSnapshot {
        private final CatalogState state;

        Snapshot(CatalogState state) {
            this.state = state;
        }

        @Override
        public Optional<TableDefinition> table(String schema, String name) {
            return state.entry(schema, name).flatMap(entry -> entry instanceof CatalogEntry.Table table
                    ? Optional.of(table.definition())
                    : Optional.empty());
        }

        @Override
        public EngineSnapshot with(String schema, TableDefinition table) {
            return new Snapshot(state.apply(new CatalogChange.CreateTable(schema, table, true)));
        }

        @Override
        public long version() {
            return state.version();
        }

        @Override
        public List<String> schemas() {
            Set<String> schemas = new LinkedHashSet<>(state.schemas().keySet());
            providers.forEach(provider -> schemas.addAll(provider.schemas()));
            return List.copyOf(schemas);
        }

        @Override
        public List<String> relations(String schema) {
            SortedMap<String, CatalogEntry> entries = state.schemas().get(schema);
            if (entries != null) {
                return entries.values().stream().map(CatalogEntry::name).toList();
            }
            List<String> provided = new ArrayList<>();
            providers.forEach(provider -> provided.addAll(provider.tables(schema)));
            return provided;
        }

        @Override
        public boolean schemaExists(String schema) {
            return state.schemas().containsKey(schema) || provided(schema);
        }

        @Override
        public Optional<Relation> relation(String schema, String name) {
            Optional<CatalogEntry> entry = state.entry(schema, name);
            if (entry.isPresent()) {
                return Optional.of(switch (entry.get()) {
                    case CatalogEntry.Table table -> readable(table.definition());
                    case CatalogEntry.View view -> view.view();
                });
            }
            return providers.stream()
                    .flatMap(provider -> provider.table(schema, name).stream())
                    .<Relation>map(table -> table)
                    .findFirst();
        }

        @Override
        public Optional<TableFunction> tableFunction(String name) {
            return Optional.ofNullable(functions.get(name.toLowerCase(Locale.ROOT)));
        }

        @Override
        public List<String> tableFunctions() {
            return List.copyOf(functions.keySet());
        }

        @Override
        public Relation.Table file(String path, SourcePosition position) {
            return files.table(path, position);
        }
    }
}
