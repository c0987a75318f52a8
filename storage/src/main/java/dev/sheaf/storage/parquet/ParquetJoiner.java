// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.storage.file.DiskOutput;
import dev.sheaf.storage.file.FileJoiner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/// Joins Parquet files of one schema by moving their row groups as they are: pages are copied, and only the places
/// that footers and offset indexes speak of are changed.
final class ParquetJoiner {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetJoiner() {}

    static void join(Disk disk, List<String> parts, String output) {
        WritableFile file = disk.create(output, true);
        DiskOutput target = new DiskOutput(file);
        try {
            target.write(MAGIC);
            target.flush();
            FileMetaData joined = null;
            List<RowGroup> groups = new ArrayList<>();
            for (String path : parts) {
                try (ReadableFile part = disk.open(path)) {
                    ParquetFile whole = ParquetFile.open(part);
                    joined = joined == null ? whole.metadata() : joined;
                    groups.addAll(move(whole, file, target));
                }
            }
            if (joined != null) {
                writeFooter(joined, groups, target);
            }
            target.close();
        } catch (IOException failure) {
            throw new SheafException(ErrorCode.IO_ERROR, String.valueOf(failure.getMessage()), failure);
        } finally {
            target.discard();
        }
    }

    /// Copies a part's pages and indexes, and gives its row groups with their new places.
    private static List<RowGroup> move(ParquetFile part, WritableFile file, DiskOutput target) throws IOException {
        long shift = target.position() - MAGIC.length;
        FileJoiner.copy(part.input(), MAGIC.length, part.dataEnd(), file);
        for (RowGroup group : part.metadata().row_groups) {
            if (group.isSetFile_offset()) {
                group.file_offset += shift;
            }
            for (ColumnChunk chunk : group.columns) {
                shift(chunk, shift);
                moveIndexes(part, chunk, shift, target);
            }
        }
        target.flush();
        return part.metadata().row_groups;
    }

    private static void shift(ColumnChunk chunk, long shift) {
        chunk.file_offset += chunk.file_offset > 0 ? shift : 0;
        chunk.meta_data.data_page_offset += shift;
        if (chunk.meta_data.isSetDictionary_page_offset()) {
            chunk.meta_data.dictionary_page_offset += shift;
        }
        if (chunk.meta_data.isSetBloom_filter_offset()) {
            chunk.meta_data.bloom_filter_offset += shift;
        }
    }

    private static void moveIndexes(ParquetFile part, ColumnChunk chunk, long shift, DiskOutput target)
            throws IOException {
        if (chunk.isSetColumn_index_offset()) {
            byte[] index = part.metadataBytes(chunk.column_index_offset, chunk.column_index_length);
            chunk.setColumn_index_offset(target.position());
            target.write(index);
        }
        if (chunk.isSetOffset_index_offset()) {
            byte[] bytes = part.metadataBytes(chunk.offset_index_offset, chunk.offset_index_length);
            OffsetIndex index = new OffsetIndex();
            ThriftBytes.read(index, bytes, 0, bytes.length);
            for (PageLocation page : index.page_locations) {
                page.offset += shift;
            }
            long at = target.position();
            Util.writeOffsetIndex(index, target);
            chunk.setOffset_index_offset(at);
            chunk.setOffset_index_length((int) (target.position() - at));
        }
    }

    private static void writeFooter(FileMetaData joined, List<RowGroup> groups, DiskOutput target)
            throws IOException {
        long rows = 0;
        for (int i = 0; i < groups.size(); i++) {
            rows += groups.get(i).num_rows;
            if (groups.get(i).isSetOrdinal()) {
                groups.get(i).setOrdinal((short) i);
            }
        }
        joined.setRow_groups(groups);
        joined.setNum_rows(rows);
        long at = target.position();
        Util.writeFileMetaData(joined, target);
        int length = (int) (target.position() - at);
        target.write(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(length).array());
        target.write(MAGIC);
    }
}
