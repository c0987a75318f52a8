// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.engine.catalog.OwnTables;
import dev.sheaf.engine.catalog.PinnedCatalog;
import dev.sheaf.planner.PlannedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// The statements that write rows: their plans run and stage what they write, then one entry of the catalog log, or one
/// rename, makes all of it visible. What fails before that leaves nothing.
final class WriteStatements {
    private final EngineCatalog catalog;
    private final OwnTables tables;
    private final Map<String, Connector> connectors;
    private final LongSupplier tableIds;

    WriteStatements(
            EngineCatalog catalog, OwnTables tables, Map<String, Connector> connectors, LongSupplier tableIds) {
        this.catalog = catalog;
        this.tables = tables;
        this.connectors = Map.copyOf(connectors);
        this.tableIds = tableIds;
    }

    /// Writes staged so far: how many rows, and what the writers want committed.
    private record Staged(long rowCount, List<ByteString> commits) {}

    /// Runs a write.
    interface Run {
        /// @return the rows of the plan, to be closed
        RowStream start();
    }

    long createTableAs(PlannedStatement.CreateTable create, WriteTarget target, long statement, Run run) {
        return write(target, statement, run, staged -> {
            List<SegmentReference> segments = tables.segments(staged.commits());
            TableDefinition table = new TableDefinition(
                    tableIds.getAsLong(), create.name(), tables.connector(), create.columns(), segments);
            catalog.versions().append(new CatalogChange.CreateTable(create.schema(), table, create.replace()));
            tables.keep(target, statement, staged.commits());
        });
    }

    long insert(PlannedStatement.Insert insert, long table, WriteTarget target, long statement, Run run) {
        return write(target, statement, run, staged -> {
            List<SegmentReference> segments = tables.segments(staged.commits());
            if (!segments.isEmpty()) {
                append(insert, table, segments, statement);
            }
            tables.keep(target, statement, staged.commits());
        });
    }

    private void append(PlannedStatement.Insert insert, long table, List<SegmentReference> segments, long statement) {
        try (PinnedCatalog newest = catalog.pin()) {
            Optional<TailMerge> merge = newest.snapshot()
                    .table(insert.schema(), insert.name())
                    .filter(definition -> definition.id() == table)
                    .flatMap(definition -> tables.mergeTail(definition, segments, statement));
            catalog.versions()
                    .append(new CatalogChange.AppendSegments(insert.schema(), insert.name(), table, segments, merge));
        }
    }

    /// Adds rows to a table that promises something of all its rows.
    ///
    /// @param before the version that the rows were checked against
    /// @param check looks at the next version before it is one; not asked where the keys are surely new
    long insertChecked(
            String schema,
            TableDefinition before,
            WriteTarget target,
            long statement,
            Consumer<TableDefinition> check,
            Run run) {
        return write(target, statement, run, staged -> {
            List<SegmentReference> segments = tables.segments(staged.commits());
            if (!segments.isEmpty()) {
                appendChecked(schema, before, segments, statement, check);
            }
            tables.keep(target, statement, staged.commits());
        });
    }

    private void appendChecked(
            String schema,
            TableDefinition before,
            List<SegmentReference> segments,
            long statement,
            Consumer<TableDefinition> check) {
        Optional<Consumer<TableDefinition>> keys = tables.addedKeys(before, segments);
        if (keys.isEmpty()) {
            check.accept(before.append(segments));
        }
        Optional<TailMerge> merge = tables.mergeTail(before, segments, statement);
        TableDefinition after = merge.map(before::append).orElseGet(() -> before.append(segments));
        catalog.versions().append(new CatalogChange.ChangeTable(schema, before, after));
        keys.ifPresent(added -> added.accept(after));
        if (merge.isPresent()) {
            tables.drop(segments);
        }
    }

    /// Rows in the place of a table's.
    ///
    /// @param before the version that the rows were made from
    /// @param check looks at the next version before it is one
    long replace(
            String schema,
            TableDefinition before,
            WriteTarget target,
            long statement,
            Consumer<TableDefinition> check,
            Run run) {
        return write(target, statement, run, staged -> {
            TableDefinition after = before.withSegments(tables.segments(staged.commits()));
            if (!after.equals(before)) {
                check.accept(after);
                catalog.versions().append(new CatalogChange.ChangeTable(schema, before, after));
            }
            tables.keep(target, statement, staged.commits());
        });
    }

    long copyTo(WriteTarget target, long statement, Run run) {
        return write(
                target, statement, run, staged -> connector(target).commit(target, statement, staged.commits()));
    }

    private interface Commit {
        void commit(Staged staged);
    }

    private long write(WriteTarget target, long statement, Run run, Commit commit) {
        boolean committed = false;
        try {
            Staged staged = stage(run);
            commit.commit(staged);
            committed = true;
            return staged.rowCount();
        } finally {
            if (!committed) {
                connector(target).abort(target, statement);
            }
        }
    }

    private static Staged stage(Run run) {
        long rowCount = 0;
        List<ByteString> commits = new ArrayList<>();
        try (RowStream rows = run.start()) {
            BatchReader reader = new BatchReader(rows.schema(), Chunk.DEFAULT_ROWS);
            Batch batch;
            while ((batch = rows.next()) != null) {
                try {
                    for (int from = 0; from < batch.rowCount(); from += Chunk.DEFAULT_ROWS) {
                        Chunk chunk = reader.read(batch, from, Math.min(Chunk.DEFAULT_ROWS, batch.rowCount() - from));
                        LongVector counts = (LongVector) chunk.flat(0);
                        StringVector wanted = (StringVector) chunk.flat(1);
                        for (int row = 0; row < chunk.rowCount(); row++) {
                            rowCount += counts.values()[row];
                            commits.add(ByteString.copyOf(wanted.bytes(row)));
                        }
                    }
                } finally {
                    batch.release();
                }
            }
        }
        return new Staged(rowCount, commits);
    }

    private Connector connector(WriteTarget target) {
        return Objects.requireNonNull(connectors.get(target.connector()), target.connector());
    }
}
