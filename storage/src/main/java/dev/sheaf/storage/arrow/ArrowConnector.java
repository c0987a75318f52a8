// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PartFiles;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.file.PropertyReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Scans Arrow IPC files and streams: a split is a record batch, or a run of rows of a large one.
public final class ArrowConnector implements Connector {
    static final String NAME = "arrow";
    private static final String BATCH = "batch";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final int SPLITS_PER_THREAD = 4;
    private static final long RUN_ROWS_MIN = 64 << 10;
    private static final int CACHED_FILES_MAX = 128;

    private final Disk disk;
    private final Map<PinnedFile, ArrowFile> files = new LinkedHashMap<>(16, 0.75f, true);

    public ArrowConnector(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// `read_arrow`.
    public TableFunction tableFunction() {
        return new ArrowTable(this);
    }

    /// The table that the files matching a path or glob make.
    public Relation.Table table(String pattern) {
        return new ArrowTable(this).table(new FilePatterns(List.of(pattern)));
    }

    Disk disk() {
        return disk;
    }

    /// A file's metadata, from memory when it was read lately.
    ArrowFile metadata(PinnedFile pinned) {
        synchronized (files) {
            ArrowFile known = files.get(pinned);
            if (known != null) {
                return known;
            }
        }
        ArrowFile read;
        try (ReadableFile input = pinned.open(disk)) {
            read = ArrowFile.open(input);
        }
        synchronized (files) {
            files.put(pinned, read);
            if (files.size() > CACHED_FILES_MAX) {
                files.remove(files.keySet().iterator().next());
            }
        }
        return read;
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        List<PinnedFile> pinned = FilePatterns.from(scan.table().properties()).resolve(disk);
        long rows = 0;
        for (PinnedFile file : pinned) {
            rows += metadata(file).rowCount();
        }
        long runRows = Math.max(RUN_ROWS_MIN, rows / ((long) SPLITS_PER_THREAD * Math.max(1, parallelism)));
        List<Split> splits = new ArrayList<>();
        for (PinnedFile file : pinned) {
            List<ArrowFile.BatchPlace> batches = metadata(file).batches();
            for (int batch = 0; batch < batches.size(); batch++) {
                addBatch(splits, file, batch, batches.get(batch), runRows);
            }
        }
        return splits;
    }

    private static void addBatch(
            List<Split> splits, PinnedFile file, int batch, ArrowFile.BatchPlace place, long runRows) {
        long runs = Math.max(1, place.rowCount() / runRows);
        for (long run = 0; run < runs && place.rowCount() > 0; run++) {
            long from = place.rowCount() * run / runs;
            long to = place.rowCount() * (run + 1) / runs;
            Map<String, String> properties = new TreeMap<>();
            file.addTo(properties);
            properties.put(BATCH, Integer.toString(batch));
            properties.put(FROM, Long.toString(from));
            properties.put(TO, Long.toString(to));
            splits.add(Split.of(NAME, to - from, place.bodyBytes() / runs, properties));
        }
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        PinnedFile pinned = PinnedFile.from(split.properties());
        int batch = (int) PropertyReader.number(split.properties(), BATCH);
        long from = PropertyReader.number(split.properties(), FROM);
        long to = PropertyReader.number(split.properties(), TO);
        ArrowFile file = metadata(pinned);
        if (batch < 0 || batch >= file.batches().size() || from < 0 || from > to
                || to > file.batches().get(batch).rowCount()) {
            throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a split names rows that its file does not have");
        }
        return new ArrowChunkSource(file, pinned.open(disk), batch, from, to, scan, context);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        ArrowWriteOptions options = ArrowWriteOptions.of(target.name(), target.properties());
        return new ArrowChunkWriter(
                target.schema(), options, new PartFiles(disk, target.name(), statement), writer, context);
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        ArrowWriteOptions options = ArrowWriteOptions.of(target.name(), target.properties());
        new PartFiles(disk, target.name(), statement)
                .commit(commits, (from, parts, output) -> ArrowJoiner.join(from, parts, output, options));
    }

    @Override
    public void abort(WriteTarget target, long statement) {
        new PartFiles(disk, target.name(), statement).abort();
    }
}
