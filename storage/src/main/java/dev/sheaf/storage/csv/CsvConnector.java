// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.FileJoiner;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PartFiles;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.file.PropertyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Scans delimited text files: a split is a file, or a range of whole rows of a large one.
public final class CsvConnector implements Connector {
    static final String NAME = "csv";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String LINE = "line";
    private static final long RANGE_BYTES_MIN = 4 << 20;
    private static final long RANGE_BYTES_MAX = 32 << 20;
    private static final int SPLITS_PER_THREAD = 4;

    private final Disk disk;
    private final MemoryContext memory;
    private final long rangeBytesMin;

    /// @param memory is charged while files are sniffed
    public CsvConnector(Disk disk, MemoryContext memory) {
        this(disk, memory, RANGE_BYTES_MIN);
    }

    CsvConnector(Disk disk, MemoryContext memory, long rangeBytesMin) {
        this.disk = disk;
        this.memory = memory;
        this.rangeBytesMin = rangeBytesMin;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// `read_csv`.
    public TableFunction tableFunction() {
        return new CsvTable(disk, memory);
    }

    /// The table that the files matching a path or glob make.
    public Relation.Table table(String pattern) {
        return new CsvTable(disk, memory).table(new FilePatterns(List.of(pattern)), CsvRequest.plain());
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        Map<String, String> properties = scan.table().properties();
        CsvOptions options = CsvOptions.from(properties);
        List<PinnedFile> files = FilePatterns.from(properties).resolve(disk);
        long totalBytes = files.stream().mapToLong(PinnedFile::sizeBytes).sum();
        long rangeBytes = Math.clamp(
                totalBytes / ((long) SPLITS_PER_THREAD * Math.max(1, parallelism)), rangeBytesMin, RANGE_BYTES_MAX);
        List<Split> splits = new ArrayList<>();
        for (PinnedFile pinned : files) {
            try (ReadableFile file = pinned.open(disk)) {
                for (CsvRange range : CsvRanges.of(file, options, rangeBytes)) {
                    splits.add(split(pinned, range));
                }
            }
        }
        return splits;
    }

    private static Split split(PinnedFile pinned, CsvRange range) {
        Map<String, String> properties = new TreeMap<>();
        pinned.addTo(properties);
        properties.put(FROM, Long.toString(range.from()));
        properties.put(TO, Long.toString(range.to()));
        properties.put(LINE, Long.toString(range.line()));
        return Split.of(NAME, -1, range.to() - range.from(), properties);
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        Map<String, String> properties = split.properties();
        CsvRange range = new CsvRange(
                PropertyReader.number(properties, FROM),
                PropertyReader.number(properties, TO),
                PropertyReader.number(properties, LINE));
        ReadableFile file = PinnedFile.from(properties).open(disk);
        return new CsvChunkSource(file, range, CsvOptions.from(scan.table().properties()), scan, context);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        CsvWriteOptions options = CsvWriteOptions.of(target.name(), target.properties());
        return new CsvChunkWriter(
                target.schema(), options, new PartFiles(disk, target.name(), statement), writer, context);
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        CsvWriteOptions options = CsvWriteOptions.of(target.name(), target.properties());
        long headerBytes = CsvChunkWriter.header(target.schema(), options).length;
        new PartFiles(disk, target.name(), statement)
                .commit(commits, (from, parts, output) -> FileJoiner.join(from, parts, output, headerBytes));
    }

    @Override
    public void abort(WriteTarget target, long statement) {
        new PartFiles(disk, target.name(), statement).abort();
    }
}
