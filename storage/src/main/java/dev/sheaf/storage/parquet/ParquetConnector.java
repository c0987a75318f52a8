// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PartFiles;
import dev.sheaf.storage.file.PinnedFile;
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
    private final Map<Map.Entry<List<PinnedFile>, Schema>, TableStatistics> statistics = new LinkedHashMap<>();
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

    /// What the footers of a set of files say of their table, put together when it is first asked for: as long as the
    /// files are the same, binding them again costs nothing per row group.
    TableStatistics statistics(List<PinnedFile> files, Schema schema) {
        Map.Entry<List<PinnedFile>, Schema> key = Map.entry(List.copyOf(files), schema);
        synchronized (statistics) {
            TableStatistics known = statistics.get(key);
            if (known != null) {
                return known;
            }
        }
        TableStatistics read = new ParquetStatistics(this, files, schema).get();
        synchronized (statistics) {
            if (statistics.size() >= SAMPLES_MAX) {
                statistics.remove(statistics.keySet().iterator().next());
            }
            statistics.put(key, read);
        }
        return read;
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
        ParquetFile footer = footer(pinned);
        return new ParquetChunkSource(pinned, footer, pinned.open(disk), split, scan, context);
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
