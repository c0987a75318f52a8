// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.PinnedFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Cuts files into splits by row group, leaving out groups whose statistics exclude every row. A group that is large
/// for the number of readers is cut once more, into runs of rows.
final class ParquetSplits {
    static final String GROUP = "group";
    static final String FROM = "from";
    static final String TO = "to";
    private static final int SPLITS_PER_THREAD = 4;
    private static final long RUN_ROWS_MIN = 128 << 10;

    private final ParquetConnector connector;
    private final ScanNode scan;
    private final int parallelism;

    ParquetSplits(ParquetConnector connector, ScanNode scan, int parallelism) {
        this.connector = connector;
        this.scan = scan;
        this.parallelism = Math.max(1, parallelism);
    }

    List<Split> of(List<PinnedFile> files) {
        long totalRows = 0;
        for (PinnedFile file : files) {
            totalRows += connector.footer(file).rowCount();
        }
        long runRows = Math.max(RUN_ROWS_MIN, totalRows / ((long) SPLITS_PER_THREAD * parallelism));
        List<Split> splits = new ArrayList<>();
        for (PinnedFile file : files) {
            addFile(splits, file, runRows);
        }
        return splits;
    }

    private void addFile(List<Split> splits, PinnedFile pinned, long runRows) {
        ParquetFile file = connector.footer(pinned);
        FileColumns columns = FileColumns.of(scan, file);
        if (!columns.mayMatch()) {
            return;
        }
        TreeMap<String, String> properties = new TreeMap<>();
        pinned.addTo(properties);
        RowGroupPruner pruner = new RowGroupPruner(file, columns.columns(), columns.constraints());
        for (int group = 0; group < file.rowGroupCount(); group++) {
            if (pruner.mayMatch(group)) {
                addGroup(splits, properties, file, group, runRows, columns);
            }
        }
    }

    /// @param properties those of the file; those of the group are put in, and splits copy all
    private static void addGroup(
            List<Split> splits, SortedMap<String, String> properties, ParquetFile file, int group, long runRows,
            FileColumns columns) {
        long rows = file.rowGroup(group).num_rows;
        long bytes = 0;
        for (ParquetColumn column : columns.columns()) {
            if (column != null && column.unsupported() == null) {
                bytes += file.chunk(group, column).meta_data.total_compressed_size;
            }
        }
        long runs = Math.max(1, rows / runRows);
        for (long run = 0; run < runs; run++) {
            long from = rows * run / runs;
            long to = rows * (run + 1) / runs;
            properties.put(GROUP, Integer.toString(group));
            properties.put(FROM, Long.toString(from));
            properties.put(TO, Long.toString(to));
            splits.add(new Split(ParquetConnector.NAME, to - from, bytes / runs, properties));
        }
    }
}
