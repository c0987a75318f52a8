// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

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
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PartFiles;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.file.PropertyReader;
import dev.sheaf.storage.scan.DistinctEstimator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Scans Parquet files: a split is a row group, or a run of rows of a large one.
public final class ParquetConnector implements Connector {
    static final String NAME = "parquet";
    private static final int SAMPLES_MAX = 64;

    private final Disk disk;
    private final FooterCache footers = new FooterCache();
    private final ParquetSampler sampler;
    private final Map<List<PinnedFile>, Map<String, Optional<DistinctEstimator>>> samples = new LinkedHashMap<>();

    /// @param memory is charged while statistics are sampled
    public ParquetConnector(Disk disk, MemoryContext memory) {
        this.disk = disk;
        this.sampler = new ParquetSampler(disk, footers, memory);
    }

    @Override
    public String name() {
        return NAME;
    }

    /// `read_parquet`.
    public TableFunction tableFunction() {
        return new ParquetTable(this);
    }

    /// The table that the files matching a path or glob make.
    public Relation.Table table(String pattern) {
        return new ParquetTable(this).table(new FilePatterns(List.of(pattern)), false);
    }

    Disk disk() {
        return disk;
    }

    ParquetFile footer(PinnedFile file) {
        return footers.get(file, disk);
    }

    /// The sample of a column of a set of files, read when it is first asked for; empty where the column can't be read
    /// in all files.
    Optional<DistinctEstimator> sample(List<PinnedFile> files, String column) {
        synchronized (samples) {
            Optional<DistinctEstimator> known = samples.getOrDefault(files, Map.of()).get(column);
            if (known != null) {
                return known;
            }
        }
        Optional<DistinctEstimator> sampled = sampler.sample(files, column);
        synchronized (samples) {
            if (samples.size() >= SAMPLES_MAX && !samples.containsKey(files)) {
                samples.remove(samples.keySet().iterator().next());
            }
            samples.computeIfAbsent(files, _ -> new HashMap<>()).put(column, sampled);
        }
        return sampled;
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        List<PinnedFile> files = FilePatterns.from(scan.table().properties()).resolve(disk);
        return new ParquetSplits(this, scan, parallelism).of(files);
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        PinnedFile pinned = PinnedFile.from(split.properties());
        int group = (int) PropertyReader.number(split.properties(), ParquetSplits.GROUP);
        long from = PropertyReader.number(split.properties(), ParquetSplits.FROM);
        long to = PropertyReader.number(split.properties(), ParquetSplits.TO);
        ParquetFile footer = footer(pinned);
        ReadableFile input = pinned.open(disk);
        return new ParquetChunkSource(footer, input, group, from, to, scan, context);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        ParquetWriteOptions options = ParquetWriteOptions.of(target.properties());
        return new ParquetChunkWriter(
                target.schema(), options, new PartFiles(disk, target.name(), statement), writer, context);
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        new PartFiles(disk, target.name(), statement).commit(commits, ParquetJoiner::join);
    }

    @Override
    public void abort(WriteTarget target, long statement) {
        new PartFiles(disk, target.name(), statement).abort();
    }
}
