// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.util.Arrays;
import java.util.List;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;

/// Where each data page of a column chunk begins, in the file and in the row group's rows.
final class PageIndex {
    private final long[] offsets;
    private final long[] firstRows;

    private PageIndex(long[] offsets, long[] firstRows) {
        this.offsets = offsets;
        this.firstRows = firstRows;
    }

    /// Checks and keeps an offset index whose pages must lie in the chunk and whose rows must ascend.
    static PageIndex of(OffsetIndex index, ChunkLocation chunk, long rowCount) {
        List<PageLocation> pages = index.page_locations;
        if (pages == null || pages.isEmpty()) {
            throw new MalformedDataException("offset index has no pages");
        }
        long[] offsets = new long[pages.size()];
        long[] firstRows = new long[pages.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = pages.get(i).offset;
            firstRows[i] = pages.get(i).first_row_index;
            boolean inOrder = i == 0
                    ? firstRows[0] == 0
                    : firstRows[i] >= firstRows[i - 1] && offsets[i] > offsets[i - 1];
            if (!inOrder || firstRows[i] > rowCount || offsets[i] < chunk.start() || offsets[i] >= chunk.end()) {
                throw new MalformedDataException("offset index has pages out of order or outside of the chunk");
            }
        }
        return new PageIndex(offsets, firstRows);
    }

    int pageCount() {
        return offsets.length;
    }

    long offset(int page) {
        return offsets[page];
    }

    long firstRow(int page) {
        return firstRows[page];
    }

    /// The page that holds the row.
    int pageOf(long row) {
        int found = Arrays.binarySearch(firstRows, row);
        if (found < 0) {
            return -found - 2;
        }
        // Of pages that begin at the same row, the last one holds it: the others are empty.
        while (found + 1 < firstRows.length && firstRows[found + 1] == row) {
            found++;
        }
        return found;
    }
}
