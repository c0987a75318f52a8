// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.storage.JavaValues;
import java.util.ArrayList;
import java.util.List;

/// Reads whole files to Java values, row by row, for comparison with what was written.
final class ParquetRows {
    private ParquetRows() {}

    static List<List<Object>> read(ReadableFile input, MemoryContext memory, int chunkRows) {
        ParquetFile file = ParquetFile.open(input);
        List<List<Object>> rows = new ArrayList<>();
        for (int group = 0; group < file.rowGroupCount(); group++) {
            int first = rows.size();
            long groupRows = file.rowGroup(group).num_rows;
            for (int row = 0; row < groupRows; row++) {
                rows.add(new ArrayList<>());
            }
            for (ParquetColumn column : file.columns()) {
                try (ColumnReader reader = file.openColumn(group, column, null, memory)) {
                    for (int row = 0; row < groupRows; row += chunkRows) {
                        int count = (int) Math.min(chunkRows, groupRows - row);
                        FlatVector vector = reader.read(count).flatten(count);
                        for (int i = 0; i < count; i++) {
                            rows.get(first + row + i).add(JavaValues.value(vector, i));
                        }
                    }
                }
            }
        }
        return rows;
    }
}
