// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.PropertyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Tables in memory. The catalog log says which segments make up a version of a table; this keeps the segments.
///
/// Writing: [#createWriter] for each task, then the statement's commits are decoded by [SegmentCommits] and entered in
/// the catalog log, and [#commit] keeps the segments; [#abort] drops them. Dropping a table: its segments are given to
/// [#drop] once no snapshot that names them is handed out any more; scans that run hold theirs.
public final class MemoryConnector implements Connector, AutoCloseable {
    /// The name that table definitions and handles refer to.
    public static final String NAME = "memory";

    private static final String SEGMENTS = "segments";
    private static final int SPLITS_PER_THREAD = 4;

    private final SegmentStore store = new SegmentStore();
    private final MemoryContext memory;
    private final TableKeys keys;

    /// @param memory is charged for all tables
    public MemoryConnector(MemoryContext memory) {
        this.memory = memory;
        this.keys = new TableKeys(store, memory);
    }

    @Override
    public String name() {
        return NAME;
    }

    /// Makes one version of a table readable.
    public Relation.Table relation(TableDefinition table) {
        String ids = table.segments().stream()
                .map(segment -> Long.toString(segment.id()))
                .collect(Collectors.joining(","));
        return new Relation.Table(
                TableHandle.of(NAME, table.name(), Map.of(SEGMENTS, ids)),
                table.schema(),
                table.constraints().keys().stream()
                        .filter(TableConstraints.Key::primary)
                        .map(TableConstraints.Key::columns)
                        .toList(),
                new MemoryStatistics(store, table),
                table.constraints().defaults());
    }

    /// Lets go of segments that no table has any more.
    public void drop(List<SegmentReference> segments) {
        keys.dropped(segments);
        store.drop(segments.stream().map(SegmentReference::id).toList());
    }

    /// Puts rows that a statement adds together with small segments at the end of a table, when there are many.
    ///
    /// @param table a version whose segments are there
    /// @param added what the statement has written; the merged segment is part of that, too
    public Optional<TailMerge> mergeTail(TableDefinition table, List<SegmentReference> added, long statement) {
        int count = SegmentMerger.mergedCount(table, added);
        if (count == 0) {
            return Optional.empty();
        }
        int end = table.segments().size();
        List<SegmentReference> replaced = table.segments().subList(end - count, end);
        List<SegmentReference> all = new ArrayList<>(replaced);
        all.addAll(added);
        List<TableSegment> parts = new ArrayList<>();
        try {
            for (SegmentReference reference : all) {
                parts.add(store.retain(reference.id()));
            }
            TableSegment merged = SegmentMerger.merge(store.newId(), table.schema(), parts, memory);
            store.addPending(statement, merged);
            return Optional.of(new TailMerge(
                    replaced, new SegmentReference(merged.id(), merged.rowCount(), merged.byteSize())));
        } finally {
            parts.forEach(TableSegment::release);
        }
    }

    /// Looks whether rows that are added to a version of a table surely repeat no key of it.
    ///
    /// @return empty when they may; else what must be told the next version once it is one
    public Optional<Consumer<TableDefinition>> addedKeys(TableDefinition before, List<SegmentReference> added) {
        return keys.addedKeys(before, added);
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        List<TableSegment> segments = new ArrayList<>();
        try {
            long rows = 0;
            for (long id : ids(scan)) {
                TableSegment segment = store.retain(id);
                segments.add(segment);
                rows += segment.rowCount();
            }
            long rowsEach = rows / ((long) SPLITS_PER_THREAD * Math.max(1, parallelism));
            int blocksEach = Math.clamp(rowsEach / TableSegment.BLOCK_ROWS, 1, TableSegment.BLOCKS_MAX);
            List<Split> splits = new ArrayList<>();
            for (TableSegment segment : segments) {
                addSplits(splits, scan, segment, blocksEach);
            }
            return splits;
        } finally {
            segments.forEach(TableSegment::release);
        }
    }

    private static List<Long> ids(ScanNode scan) {
        String ids = PropertyReader.text(scan.table().properties(), SEGMENTS);
        List<Long> numbers = new ArrayList<>();
        for (String id : ids.split(",", -1)) {
            if (!id.isEmpty()) {
                numbers.add(Long.parseLong(id));
            }
        }
        return numbers;
    }

    private static void addSplits(List<Split> splits, ScanNode scan, TableSegment segment, int blocksEach) {
        int blocks = segment.blockCount();
        int parts = (blocks + blocksEach - 1) / blocksEach;
        for (int part = 0; part < parts; part++) {
            int from = blocks * part / parts;
            int to = blocks * (part + 1) / parts;
            long rows = 0;
            for (int block = from; block < to; block++) {
                rows += mayMatch(segment, block, scan) ? segment.blockRows(block) : 0;
            }
            if (rows > 0) {
                long bytes = segment.byteSize() * rows / segment.rowCount();
                splits.add(new SegmentRun(segment.id(), from, to).split(rows, bytes));
            }
        }
    }

    /// Whether some row of a block may satisfy all constraints of the scan.
    static boolean mayMatch(TableSegment segment, int block, ScanNode scan) {
        for (ScanConstraint constraint : scan.constraints()) {
            SegmentColumn column = segment.column(scan.columns().get(constraint.column()));
            if (!column.block(block).bounds().mayMatch(constraint)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        return new MemoryChunkSource(store, SegmentRun.of(split), scan, context);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        return new MemoryChunkWriter(target.schema(), statement, store, memory, context);
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        store.keep(statement);
    }

    @Override
    public void abort(WriteTarget target, long statement) {
        store.abort(statement);
    }

    /// Drops all segments and what is known of them.
    @Override
    public void close() {
        keys.clear();
        store.dropAll();
    }
}
