// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.scan.DistinctEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the first rows of a few row groups, spread over the files, to guess how many different values columns have.
final class ParquetSampler {
    private static final int BLOCKS = 4;
    private static final int BLOCK_ROWS = 2_048;

    private final Disk disk;
    private final FooterCache footers;
    private final MemoryContext memory;

    ParquetSampler(Disk disk, FooterCache footers, MemoryContext memory) {
        this.disk = disk;
        this.footers = footers;
        this.memory = memory;
    }

    private record Block(PinnedFile file, int rowGroup) {}

    /// Reads a sample of one column; empty where the files don't all have the column in a readable form, or where it
    /// can't be read: the scan will say why.
    Optional<DistinctEstimator> sample(List<PinnedFile> files, String name) {
        DistinctEstimator estimator = new DistinctEstimator();
        for (Block block : spread(allBlocks(files))) {
            ParquetFile footer = footers.get(block.file(), disk);
            ParquetColumn column = footer.column(name);
            if (column == null || column.unsupported() != null) {
                return Optional.empty();
            }
            int rows = (int) Math.min(BLOCK_ROWS, footer.rowGroup(block.rowGroup()).num_rows);
            try (ReadableFile input = block.file().open(disk);
                    ColumnReader reader =
                            footer.withInput(input).openColumn(block.rowGroup(), column, null, memory)) {
                estimator.add(reader.read(rows).flatten(rows), rows);
            } catch (SheafException unreadable) {
                CancellationScope.check();
                return Optional.empty();
            }
        }
        return Optional.of(estimator);
    }

    private List<Block> allBlocks(List<PinnedFile> files) {
        List<Block> blocks = new ArrayList<>();
        for (PinnedFile file : files) {
            ParquetFile footer = footers.get(file, disk);
            for (int group = 0; group < footer.rowGroupCount(); group++) {
                if (footer.rowGroup(group).num_rows > 0) {
                    blocks.add(new Block(file, group));
                }
            }
        }
        return blocks;
    }

    private static List<Block> spread(List<Block> all) {
        if (all.size() <= BLOCKS) {
            return all;
        }
        List<Block> chosen = new ArrayList<>();
        for (int i = 0; i < BLOCKS; i++) {
            chosen.add(all.get((int) ((long) i * (all.size() - 1) / (BLOCKS - 1))));
        }
        return chosen;
    }
}
