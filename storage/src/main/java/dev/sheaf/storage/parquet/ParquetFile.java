// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.ColumnNames;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.jspecify.annotations.Nullable;

/// The checked footer of one Parquet file: its columns and row groups. Everything that later steps rely on (one chunk
/// per leaf, offsets within the file, known codecs' places) is verified here, so that they need not look again.
///
/// Immutable; shared by all readers of the file.
final class ParquetFile {
    private static final int MAGIC = magic("PAR1");
    private static final int ENCRYPTED_MAGIC = magic("PARE");
    private static final int TAIL_BYTES = 8;
    private static final int FOOTER_BYTES_MAX = 256 << 20;
    /// Some old writers left the dictionary page's header out of a chunk's size (PARQUET-816).
    private static final int CHUNK_SLACK_BYTES = 128;

    private final ReadableFile input;
    private final FileMetaData metadata;
    private final List<ParquetColumn> columns;
    private final Schema schema;
    private final long footerStart;

    private ParquetFile(ReadableFile input, FileMetaData metadata, List<ParquetColumn> columns, long footerStart) {
        this.input = input;
        this.metadata = metadata;
        this.columns = columns;
        this.footerStart = footerStart;
        this.schema = ColumnNames.distinct(new Schema(columns.stream().map(ParquetColumn::field).toList()));
    }

    /// Reads and checks the footer.
    ///
    /// @throws dev.sheaf.core.error.SheafException when the file is not Parquet, is broken, or is encrypted
    static ParquetFile open(ReadableFile input) {
        FilePlace place = new FilePlace(input.path(), "footer");
        try {
            return parse(input, place);
        } catch (MalformedDataException | IndexOutOfBoundsException broken) {
            throw place.corrupt(broken);
        }
    }

    private static ParquetFile parse(ReadableFile input, FilePlace place) {
        long size = input.sizeBytes();
        if (size < TAIL_BYTES + 4) {
            throw new FilePlace(input.path(), "").corrupt("not a Parquet file: it has only " + size + " bytes");
        }
        byte[] tail = read(input, size - TAIL_BYTES, TAIL_BYTES);
        int magic = intAt(tail, 4);
        if (magic == ENCRYPTED_MAGIC) {
            throw place.unsupported("encrypted Parquet files are not supported");
        }
        if (magic != MAGIC) {
            throw new FilePlace(input.path(), "").corrupt("not a Parquet file, or cut short: it does not end in PAR1");
        }
        int length = intAt(tail, 0);
        long start = size - TAIL_BYTES - length;
        if (length <= 0 || start < 4 || length > FOOTER_BYTES_MAX) {
            throw new MalformedDataException("footer length " + length + " does not fit the file's " + size + " bytes");
        }
        FileMetaData metadata = new FileMetaData();
        ThriftBytes.read(metadata, read(input, start, length), 0, length);
        if (metadata.encryption_algorithm != null) {
            throw place.unsupported("encrypted columns are not supported");
        }
        if (metadata.schema == null || metadata.schema.isEmpty() || metadata.row_groups == null) {
            throw new MalformedDataException("schema or row groups are missing");
        }
        ParquetFile file = new ParquetFile(input, metadata, ParquetSchemaReader.columns(metadata.schema), start);
        file.checkRowGroups(leafCount(metadata));
        return file;
    }

    private static int leafCount(FileMetaData metadata) {
        return (int) metadata.schema.stream().filter(element -> element.type != null).count();
    }

    private void checkRowGroups(int leaves) {
        for (int i = 0; i < metadata.row_groups.size(); i++) {
            RowGroup group = metadata.row_groups.get(i);
            if (group.columns == null || group.columns.size() != leaves || group.num_rows < 0) {
                throw new MalformedDataException("row group " + i + " does not have one chunk for each of " + leaves
                        + " columns, or a negative number of rows");
            }
            for (ParquetColumn column : columns) {
                if (column.unsupported() == null) {
                    checkChunk(i, group, column);
                }
            }
        }
    }

    private void checkChunk(int groupIndex, RowGroup group, ParquetColumn column) {
        ColumnChunk chunk = group.columns.get(column.leaf());
        FilePlace place = place(groupIndex, column);
        ColumnMetaData data = chunk.meta_data;
        if (chunk.file_path != null) {
            throw place.unsupported("data in another file (" + chunk.file_path + ") is not supported");
        }
        if (data == null || data.type == null || data.codec == null) {
            throw place.corrupt("column chunk has no metadata, or an unknown type or codec");
        }
        if (ParquetType.of(data.type) != column.stored()) {
            throw place.corrupt("column chunk holds " + data.type + " where the schema says " + column.stored());
        }
        if (data.num_values != group.num_rows) {
            throw place.corrupt(data.num_values + " values in " + group.num_rows + " rows");
        }
        ChunkLocation location = location(data);
        if (location.start() < 4 || data.total_compressed_size < 0 || location.start() > location.end()
                || data.total_compressed_size > footerStart - location.start()) {
            throw place.corrupt("column chunk at byte " + location.start() + " of " + data.total_compressed_size
                    + " bytes lies outside of the data");
        }
    }

    private ChunkLocation location(ColumnMetaData data) {
        long start = data.data_page_offset;
        if (data.isSetDictionary_page_offset() && data.dictionary_page_offset >= 4) {
            start = Math.min(start, data.dictionary_page_offset);
        }
        long end = Math.min(footerStart, start + data.total_compressed_size + CHUNK_SLACK_BYTES);
        return new ChunkLocation(start, end, data.codec != CompressionCodec.UNCOMPRESSED);
    }

    ReadableFile input() {
        return input;
    }

    /// The same footer over another opening of the same file.
    ParquetFile withInput(ReadableFile other) {
        return new ParquetFile(other, metadata, columns, footerStart);
    }

    long footerBytes() {
        return input.sizeBytes() - footerStart;
    }

    /// The column of that name, case ignored, or null.
    @Nullable ParquetColumn column(String name) {
        int index = schema.indexOf(name);
        return index < 0 ? null : columns.get(index);
    }

    /// The footer itself; shared, so it must not be changed by whoever has the file from a cache.
    FileMetaData metadata() {
        return metadata;
    }

    /// Where pages and bloom filters end: at the first index, or at the footer.
    long dataEnd() {
        long end = footerStart;
        for (RowGroup group : metadata.row_groups) {
            for (ColumnChunk chunk : group.columns) {
                end = chunk.isSetColumn_index_offset() ? Math.min(end, chunk.column_index_offset) : end;
                end = chunk.isSetOffset_index_offset() ? Math.min(end, chunk.offset_index_offset) : end;
            }
        }
        return end;
    }

    Schema schema() {
        return schema;
    }

    List<ParquetColumn> columns() {
        return columns;
    }

    int rowGroupCount() {
        return metadata.row_groups.size();
    }

    RowGroup rowGroup(int index) {
        return metadata.row_groups.get(index);
    }

    long rowCount() {
        long rows = 0;
        for (RowGroup group : metadata.row_groups) {
            rows += group.num_rows;
        }
        return rows;
    }

    ColumnChunk chunk(int rowGroup, ParquetColumn column) {
        return metadata.row_groups.get(rowGroup).columns.get(column.leaf());
    }

    ChunkLocation location(int rowGroup, ParquetColumn column) {
        return location(chunk(rowGroup, column).meta_data);
    }

    /// Opens a reader over one column of a row group.
    ///
    /// @param index where its pages begin, if that was read
    ColumnReader openColumn(int rowGroup, ParquetColumn column, @Nullable PageIndex index, MemoryContext memory) {
        if (column.unsupported() != null) {
            throw place(rowGroup, column).unsupported(column.unsupported());
        }
        PageCodec codec = PageCodecs.of(codec(rowGroup, column), place(rowGroup, column));
        return new ColumnReader(
                this, rowGroup, column, location(rowGroup, column), codec, rowGroup(rowGroup).num_rows, index, memory);
    }

    /// Has a reader that was opened here go on with the same column of another row group.
    void reopenColumn(ColumnReader reader, int rowGroup, ParquetColumn column, @Nullable PageIndex index) {
        PageCodec codec = codec(rowGroup, column) == codec(reader.rowGroup(), column)
                ? reader.codec()
                : PageCodecs.of(codec(rowGroup, column), place(rowGroup, column));
        reader.restart(rowGroup, location(rowGroup, column), codec, rowGroup(rowGroup).num_rows, index);
    }

    private CompressionCodec codec(int rowGroup, ParquetColumn column) {
        return chunk(rowGroup, column).meta_data.codec;
    }

    FilePlace place(int rowGroup, ParquetColumn column) {
        return new FilePlace(input.path(), "row group " + rowGroup + ", column \"" + column.field().name() + "\"");
    }

    /// Reads a range of the file that metadata points to, after checking it.
    byte[] metadataBytes(long position, long length) {
        if (position < 4 || length < 0 || length > FOOTER_BYTES_MAX || length > input.sizeBytes() - position) {
            throw new MalformedDataException(
                    "metadata at byte " + position + " of " + length + " bytes lies outside of the file");
        }
        return read(input, position, (int) length);
    }

    private static byte[] read(ReadableFile input, long position, int length) {
        byte[] bytes = new byte[length];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment segment = arena.allocate(Math.max(1, length));
            input.readFully(position, segment.asSlice(0, length));
            MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, 0, bytes, 0, length);
        }
        return bytes;
    }

    private static int magic(String text) {
        return intAt(text.getBytes(StandardCharsets.US_ASCII), 0);
    }

    private static int intAt(byte[] bytes, int offset) {
        return bytes[offset] & 0xFF | (bytes[offset + 1] & 0xFF) << 8 | (bytes[offset + 2] & 0xFF) << 16
                | bytes[offset + 3] << 24;
    }
}
