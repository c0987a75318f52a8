// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.catalog.CatalogVersions;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.catalog.FileTargets;
import dev.sheaf.engine.catalog.MemoryCatalogLog;
import dev.sheaf.engine.catalog.OwnTables;
import dev.sheaf.engine.catalog.TpchSchemas;
import dev.sheaf.storage.FileFormats;
import dev.sheaf.storage.memory.MemoryConnector;
import dev.sheaf.storage.memory.SegmentCommits;
import dev.sheaf.storage.series.SeriesConnector;
import dev.sheaf.storage.series.SeriesFunction;
import dev.sheaf.storage.tpch.TpchConnector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// The storage of an embedded engine put together: connectors, table functions, and the catalog over them.
final class EngineStorage implements AutoCloseable {
    static final String DEFAULT_SCHEMA = "main";

    private final MemoryContext memory;
    private final MemoryConnector ownTables;
    private final FileFormats files;
    private final Map<String, Connector> connectors = new LinkedHashMap<>();
    private final EngineCatalog catalog;

    /// @param memory is charged for tables; closed with this
    EngineStorage(Disk disk, MemoryContext memory) {
        this.memory = memory;
        ownTables = new MemoryConnector(memory);
        files = new FileFormats(disk, memory);
        add(ownTables);
        add(new TpchConnector());
        add(new SeriesConnector());
        files.connectors().forEach(this::add);
        List<TableFunction> functions = new ArrayList<>(SeriesFunction.all());
        functions.addAll(files.tableFunctions());
        catalog = new EngineCatalog(
                new CatalogVersions(new MemoryCatalogLog(DEFAULT_SCHEMA), ownTables::drop),
                List.of(new TpchSchemas()),
                functions,
                files::table,
                ownTables::relation);
    }

    EngineCatalog catalog() {
        return catalog;
    }

    Map<String, Connector> connectors() {
        return connectors;
    }

    OwnTables tables() {
        return new MemoryTables(ownTables);
    }

    FileTargets files() {
        return (path, options, schema) -> {
            Map<String, String> others = new HashMap<>(options);
            Optional<String> format = Optional.ofNullable(others.remove("format"));
            return files.copyTarget(path, format, schema, others);
        };
    }

    @Override
    public void close() {
        ownTables.close();
        memory.close();
    }

    private void add(Connector connector) {
        connectors.put(connector.name(), connector);
    }

    private record MemoryTables(MemoryConnector memory) implements OwnTables {
        @Override
        public String connector() {
            return memory.name();
        }

        @Override
        public WriteTarget target(String name, Schema schema) {
            return WriteTarget.of(memory.name(), name, schema, Map.of());
        }

        @Override
        public Relation.Table table(TableDefinition definition) {
            return memory.relation(definition);
        }

        @Override
        public List<SegmentReference> segments(List<ByteString> commits) {
            return SegmentCommits.decode(commits);
        }

        @Override
        public Optional<TailMerge> mergeTail(TableDefinition table, List<SegmentReference> added, long statement) {
            return memory.mergeTail(table, added, statement);
        }

        @Override
        public Optional<Consumer<TableDefinition>> addedKeys(TableDefinition before, List<SegmentReference> added) {
            return memory.addedKeys(before, added);
        }

        @Override
        public void drop(List<SegmentReference> segments) {
            memory.drop(segments);
        }

        @Override
        public void keep(WriteTarget target, long statement, List<ByteString> commits) {
            memory.commit(target, statement, commits);
        }
    }
}
