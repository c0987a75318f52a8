// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.storage.file.MalformedDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Where the buffers of each column of one batch lie. Nested columns are walked over, so that those behind them are
/// found.
///
/// @param columns the buffers of each top-level field
record ArrowBatch(Compression compression, List<ColumnBuffers> columns) {
    enum Compression {
        NONE,
        LZ4,
        ZSTD
    }

    /// A buffer in the file.
    record BufferAt(long at, long bytes) {}

    /// @param buffers in the order of the format; validity first where the type has it
    record ColumnBuffers(long rowCount, long nullCount, List<BufferAt> buffers) {}

    /// Reads a batch's metadata.
    ///
    /// @param fields the top-level fields, or the one field of a dictionary's values
    /// @param values whether `fields` are to be read as a dictionary's values
    static ArrowBatch read(ReadableFile input, ArrowFile.BatchPlace place, List<Field> fields, boolean values) {
        ArrowFile.MessageAt message = ArrowFile.message(input, place.metadataAt());
        if (message == null) {
            throw new MalformedDataException("no message at byte " + place.metadataAt());
        }
        RecordBatch batch = message.message().headerType() == MessageHeader.DictionaryBatch
                ? ((DictionaryBatch) ArrowFile.header(message, new DictionaryBatch())).data()
                : (RecordBatch) ArrowFile.header(message, new RecordBatch());
        Walk walk = new Walk(batch, place);
        List<ColumnBuffers> columns = new ArrayList<>();
        for (Field field : fields) {
            columns.add(walk.column(field, values));
        }
        return new ArrowBatch(compression(batch.compression()), columns);
    }

    private static Compression compression(@org.jspecify.annotations.Nullable BodyCompression compression) {
        if (compression == null) {
            return Compression.NONE;
        }
        return switch (compression.codec()) {
            case CompressionType.LZ4_FRAME -> Compression.LZ4;
            case CompressionType.ZSTD -> Compression.ZSTD;
            default -> throw new MalformedDataException("compression " + compression.codec() + " is not known");
        };
    }

    private static final class Walk {
        private final RecordBatch batch;
        private final ArrowFile.BatchPlace place;
        private int node;
        private int buffer;
        private int variadic;

        Walk(RecordBatch batch, ArrowFile.BatchPlace place) {
            this.batch = batch;
            this.place = place;
        }

        ColumnBuffers column(Field field, boolean values) {
            if (node >= batch.nodesLength()) {
                throw new MalformedDataException("a batch has fewer columns than its schema");
            }
            FieldNode info = batch.nodes(node++);
            boolean coded = field.getDictionary() != null && !values;
            int count = coded ? 2 : bufferCount(field.getType());
            List<BufferAt> buffers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                buffers.add(nextBuffer());
            }
            if (!coded) {
                field.getChildren().forEach(child -> column(child, false));
            }
            return new ColumnBuffers(info.length(), info.nullCount(), buffers);
        }

        private BufferAt nextBuffer() {
            if (buffer >= batch.buffersLength()) {
                throw new MalformedDataException("a batch has fewer buffers than its columns need");
            }
            Buffer next = batch.buffers(buffer++);
            if (next.offset() < 0 || next.length() < 0 || next.length() > place.bodyBytes() - next.offset()) {
                throw new MalformedDataException("a buffer lies outside of its batch");
            }
            return new BufferAt(place.bodyAt() + next.offset(), next.length());
        }

        private int bufferCount(ArrowType type) {
            return switch (type) {
                case ArrowType.Null _, ArrowType.RunEndEncoded _ -> 0;
                case ArrowType.Struct _, ArrowType.FixedSizeList _ -> 1;
                case ArrowType.Union union ->
                        union.getMode() == org.apache.arrow.vector.types.UnionMode.Dense ? 2 : 1;
                case ArrowType.Utf8 _, ArrowType.LargeUtf8 _, ArrowType.Binary _, ArrowType.LargeBinary _,
                        ArrowType.ListView _, ArrowType.LargeListView _ ->
                        3;
                case ArrowType.Utf8View _, ArrowType.BinaryView _ -> 2 + variadicCount();
                default -> 2;
            };
        }

        private int variadicCount() {
            if (variadic >= batch.variadicBufferCountsLength()) {
                throw new MalformedDataException("a batch does not tell how many buffers its views have");
            }
            long count = batch.variadicBufferCounts(variadic++);
            if (count < 0 || count > batch.buffersLength()) {
                throw new MalformedDataException("a column of views has " + count + " buffers");
            }
            return (int) count;
        }
    }
}
