// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import com.google.flatbuffers.FlatBufferBuilder;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.storage.file.DiskOutput;
import dev.sheaf.storage.file.FileJoiner;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.BodyCompressionMethod;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.types.pojo.Schema;

/// Writes the messages of an IPC stream, and around them what makes it a file. Messages and buffers begin at multiples
/// of eight bytes.
final class ArrowOutput {
    private static final int ALIGNMENT = 8;
    private static final byte[] PADDING = new byte[ALIGNMENT];

    private final WritableFile file;
    private final DiskOutput output;
    private final ArrowWriteOptions options;
    private final Schema schema;
    private final List<long[]> blocks = new ArrayList<>();
    private byte[] scratch = {};

    ArrowOutput(WritableFile file, ArrowWriteOptions options, Schema schema) {
        this.file = file;
        this.output = new DiskOutput(file);
        this.options = options;
        this.schema = schema;
    }

    void start() {
        if (!options.stream()) {
            output.write(ArrowFile.MAGIC, 0, ArrowFile.MAGIC.length);
            pad(output.position());
        }
        FlatBufferBuilder builder = new FlatBufferBuilder();
        writeMetadata(builder, schema.getSchema(builder), MessageHeader.Schema, 0);
    }

    /// Writes the encoders' rows as one record batch.
    void writeBatch(List<ColumnEncoder> columns, int rowCount) {
        List<ColumnEncoder.Slice> buffers = new ArrayList<>();
        for (ColumnEncoder column : columns) {
            for (ColumnEncoder.Slice buffer : column.buffers()) {
                buffers.add(compress(buffer));
            }
        }
        FlatBufferBuilder builder = new FlatBufferBuilder();
        RecordBatch.startNodesVector(builder, columns.size());
        for (int i = columns.size() - 1; i >= 0; i--) {
            FieldNode.createFieldNode(builder, rowCount, columns.get(i).nullCount());
        }
        int nodes = builder.endVector();
        long bodyBytes = 0;
        for (ColumnEncoder.Slice buffer : buffers) {
            bodyBytes += padded(buffer.length);
        }
        RecordBatch.startBuffersVector(builder, buffers.size());
        long offset = bodyBytes;
        for (int i = buffers.size() - 1; i >= 0; i--) {
            offset -= padded(buffers.get(i).length);
            Buffer.createBuffer(builder, offset, buffers.get(i).length);
        }
        int places = builder.endVector();
        int compression = compressionOf(builder);
        RecordBatch.startRecordBatch(builder);
        RecordBatch.addLength(builder, rowCount);
        RecordBatch.addNodes(builder, nodes);
        RecordBatch.addBuffers(builder, places);
        if (options.compression() != ArrowBatch.Compression.NONE) {
            RecordBatch.addCompression(builder, compression);
        }
        int batch = RecordBatch.endRecordBatch(builder);
        long at = output.position();
        int metadataBytes = writeMetadata(builder, batch, MessageHeader.RecordBatch, bodyBytes);
        for (ColumnEncoder.Slice buffer : buffers) {
            output.write(buffer.bytes, 0, buffer.length);
            pad(buffer.length);
        }
        blocks.add(new long[] {at, metadataBytes, bodyBytes});
    }

    private int compressionOf(FlatBufferBuilder builder) {
        return switch (options.compression()) {
            case NONE -> 0;
            case LZ4 -> BodyCompression.createBodyCompression(
                    builder, CompressionType.LZ4_FRAME, BodyCompressionMethod.BUFFER);
            case ZSTD -> BodyCompression.createBodyCompression(
                    builder, CompressionType.ZSTD, BodyCompressionMethod.BUFFER);
        };
    }

    /// A compressed buffer is its length, then the compressed bytes. An empty one stays empty.
    private ColumnEncoder.Slice compress(ColumnEncoder.Slice plain) {
        if (options.compression() == ArrowBatch.Compression.NONE || plain.length == 0) {
            return plain;
        }
        ZstdJavaCompressor zstd = new ZstdJavaCompressor();
        boolean lz4 = options.compression() == ArrowBatch.Compression.LZ4;
        int most = lz4 ? Lz4Frames.compressedBytesMax(plain.length) : zstd.maxCompressedLength(plain.length);
        byte[] compressed = new byte[Long.BYTES + most];
        ByteBuffer.wrap(compressed).order(ByteOrder.LITTLE_ENDIAN).putLong(plain.length);
        int length = lz4
                ? Lz4Frames.compress(plain.bytes, plain.length, compressed, Long.BYTES)
                : zstd.compress(plain.bytes, 0, plain.length, compressed, Long.BYTES, most);
        return new ColumnEncoder.Slice(compressed, Long.BYTES + length);
    }

    /// Copies a batch of another file of the same schema and compression as it is.
    void copyBatch(ReadableFile input, ArrowFile.BatchPlace place) {
        long at = output.position();
        output.flush();
        FileJoiner.copy(input, place.metadataAt(), place.bodyAt() + place.bodyBytes(), file);
        pad(place.bodyBytes());
        blocks.add(new long[] {at, place.metadataBytes(), place.bodyBytes()});
    }

    private int writeMetadata(FlatBufferBuilder builder, int header, byte kind, long bodyBytes) {
        Message.startMessage(builder);
        Message.addHeader(builder, header);
        Message.addHeaderType(builder, kind);
        Message.addVersion(builder, MetadataVersion.V5);
        Message.addBodyLength(builder, bodyBytes);
        builder.finish(Message.endMessage(builder));
        byte[] message = builder.sizedByteArray();
        int length = (int) padded(message.length);
        writeInts(-1, length);
        output.write(message, 0, message.length);
        pad(message.length);
        return 2 * Integer.BYTES + length;
    }

    private void writeInts(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        scratch = bytes.array();
        output.write(scratch, 0, scratch.length);
    }

    private static long padded(long bytes) {
        return (bytes + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private void pad(long bytes) {
        output.write(PADDING, 0, (int) (padded(bytes) - bytes));
    }

    /// Ends the stream and the file, and makes it durable.
    void finish() {
        writeInts(-1, 0);
        if (!options.stream()) {
            FlatBufferBuilder builder = new FlatBufferBuilder();
            int schemaAt = schema.getSchema(builder);
            Footer.startDictionariesVector(builder, 0);
            int dictionaries = builder.endVector();
            Footer.startRecordBatchesVector(builder, blocks.size());
            for (int i = blocks.size() - 1; i >= 0; i--) {
                long[] block = blocks.get(i);
                Block.createBlock(builder, block[0], (int) block[1], block[2]);
            }
            int batches = builder.endVector();
            builder.finish(Footer.createFooter(builder, MetadataVersion.V5, schemaAt, dictionaries, batches, 0));
            byte[] footer = builder.sizedByteArray();
            output.write(footer, 0, footer.length);
            writeInts(footer.length);
            output.write(ArrowFile.MAGIC, 0, ArrowFile.MAGIC.length);
        }
        output.close();
    }

    /// Closes the file as it is.
    void discard() {
        output.discard();
    }
}
