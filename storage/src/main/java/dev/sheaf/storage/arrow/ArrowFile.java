// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import com.google.flatbuffers.Table;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.type.ColumnNames;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.apache.arrow.flatbuf.Block;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;

/// The schema of an Arrow IPC file or stream and the places of its batches. Immutable; shared by all readers.
///
/// @param columns per top-level field
/// @param dictionaries in the order of the file
record ArrowFile(
        List<org.apache.arrow.vector.types.pojo.Field> columns, List<BatchPlace> batches,
        List<DictionaryPlace> dictionaries) {
    static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);
    private static final int CONTINUATION = -1;
    private static final int METADATA_BYTES_MAX = 256 << 20;
    private static final int BLOCK_BYTES = 24;

    /// @param bodyAt where the buffers begin
    /// @param batch the index of the first record batch behind it
    record BatchPlace(long metadataAt, int metadataBytes, long bodyAt, long bodyBytes, long rowCount, int batch) {}

    record DictionaryPlace(long id, BatchPlace place, boolean delta) {}

    /// A message's metadata, and where its body begins.
    record MessageAt(Message message, long metadataAt, int metadataBytes, long bodyAt) {}

    /// Reads all metadata.
    ///
    /// @throws dev.sheaf.core.error.SheafException when the file is not Arrow IPC or is broken
    static ArrowFile open(ReadableFile input) {
        FilePlace place = new FilePlace(input.path(), "");
        try {
            byte[] start = read(input, 0, (int) Math.min(8, input.sizeBytes()));
            boolean file = start.length == 8 && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
            return file ? openFile(input) : openStream(input);
        } catch (MalformedDataException broken) {
            throw place.corrupt(broken);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | AssertionError
                | UnsupportedOperationException broken) {
            throw place.corrupt("metadata cannot be decoded: " + broken.getMessage());
        }
    }

    private static ArrowFile openFile(ReadableFile input) {
        int tail = Integer.BYTES + MAGIC.length;
        long size = input.sizeBytes();
        byte[] end = read(input, Math.max(0, size - tail), (int) Math.min(size, tail));
        if (end.length < tail || !Arrays.equals(end, Integer.BYTES, tail, MAGIC, 0, MAGIC.length)) {
            throw new MalformedDataException("the file is cut short: it does not end in ARROW1");
        }
        int length = little(end).getInt(0);
        long at = size - tail - length;
        if (length <= 0 || at < 8 || length > METADATA_BYTES_MAX) {
            throw new MalformedDataException("footer of " + length + " bytes does not fit the file");
        }
        Footer footer = Footer.getRootAsFooter(little(read(input, at, length)));
        if (footer.schema() == null || (long) footer.recordBatchesLength() * BLOCK_BYTES > length
                || (long) footer.dictionariesLength() * BLOCK_BYTES > length) {
            throw new MalformedDataException("footer has no schema or more batches than it has room for");
        }
        ArrowFile file = new ArrowFile(fields(footer.schema()), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < footer.dictionariesLength(); i++) {
            file.add(input, messageAt(input, footer.dictionaries(i)));
        }
        for (int i = 0; i < footer.recordBatchesLength(); i++) {
            file.add(input, messageAt(input, footer.recordBatches(i)));
        }
        return file;
    }

    private static List<org.apache.arrow.vector.types.pojo.Field> fields(org.apache.arrow.flatbuf.Schema schema) {
        try {
            return org.apache.arrow.vector.types.pojo.Schema.convertSchema(schema).getFields();
        } catch (NullPointerException broken) {
            // Arrow takes each part of a type to be there.
            throw new MalformedDataException("a column's type or name is missing");
        }
    }

    private static MessageAt messageAt(ReadableFile input, Block block) {
        MessageAt found = message(input, block.offset());
        if (found == null) {
            throw new MalformedDataException("no message at byte " + block.offset());
        }
        return found;
    }

    private static ArrowFile openStream(ReadableFile input) {
        MessageAt first = message(input, 0);
        if (first == null || first.message().headerType() != MessageHeader.Schema) {
            throw new MalformedDataException("not an Arrow IPC file or stream");
        }
        var flat = (org.apache.arrow.flatbuf.Schema) header(first, new org.apache.arrow.flatbuf.Schema());
        ArrowFile file = new ArrowFile(fields(flat), new ArrayList<>(), new ArrayList<>());
        long position = first.bodyAt() + first.message().bodyLength();
        while (position < input.sizeBytes()) {
            MessageAt next = message(input, position);
            if (next == null) {
                return file;
            }
            file.add(input, next);
            position = next.bodyAt() + next.message().bodyLength();
        }
        return file;
    }

    /// The message at a place, or null at the end of a stream.
    static @org.jspecify.annotations.Nullable MessageAt message(ReadableFile input, long position) {
        if (position < 0 || position > input.sizeBytes() - Integer.BYTES) {
            throw new MalformedDataException("a message lies outside of the file, at byte " + position);
        }
        int available = (int) Math.min(8, input.sizeBytes() - position);
        ByteBuffer prefix = little(read(input, position, available));
        boolean continued = prefix.getInt(0) == CONTINUATION;
        if (continued && available < 8) {
            throw new MalformedDataException("a message is cut short, at byte " + position);
        }
        // Before version 0.15 there was no continuation marker.
        int prefixBytes = continued ? 8 : 4;
        int length = prefix.getInt(prefixBytes - Integer.BYTES);
        if (length == 0) {
            return null;
        }
        if (length < 0 || length > METADATA_BYTES_MAX || length > input.sizeBytes() - position - prefixBytes) {
            throw new MalformedDataException("message metadata of " + length + " bytes at byte " + position);
        }
        Message message = Message.getRootAsMessage(little(read(input, position + prefixBytes, length)));
        long bodyAt = position + prefixBytes + length;
        if (message.bodyLength() < 0 || message.bodyLength() > input.sizeBytes() - bodyAt) {
            throw new MalformedDataException("message body of " + message.bodyLength() + " bytes at byte " + bodyAt);
        }
        return new MessageAt(message, position, prefixBytes + length, bodyAt);
    }

    private void add(ReadableFile input, MessageAt at) {
        switch (at.message().headerType()) {
            case MessageHeader.RecordBatch ->
                    batches.add(place(at, ((RecordBatch) header(at, new RecordBatch())).length()));
            case MessageHeader.DictionaryBatch -> {
                DictionaryBatch dictionary = (DictionaryBatch) header(at, new DictionaryBatch());
                if (dictionary.data() == null) {
                    throw new MalformedDataException("a dictionary batch has no data");
                }
                dictionaries.add(new DictionaryPlace(
                        dictionary.id(), place(at, dictionary.data().length()), dictionary.isDelta()));
            }
            default -> throw new MalformedDataException(
                    input.path() + " has a message of kind " + at.message().headerType());
        }
    }

    private BatchPlace place(MessageAt at, long rows) {
        if (rows < 0 || rows > Integer.MAX_VALUE) {
            throw new MalformedDataException("a batch claims " + rows + " rows");
        }
        return new BatchPlace(
                at.metadataAt(), at.metadataBytes(), at.bodyAt(), at.message().bodyLength(), rows, batches.size());
    }

    static Table header(MessageAt at, Table into) {
        Table header = at.message().header(into);
        if (header == null) {
            throw new MalformedDataException("a message has no header");
        }
        return header;
    }

    static byte[] read(ReadableFile input, long position, int length) {
        byte[] bytes = new byte[length];
        input.readFully(position, MemorySegment.ofArray(bytes));
        return bytes;
    }

    private static ByteBuffer little(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Schema schema() {
        return ColumnNames.distinct(new Schema(columns.stream()
                .map(column -> new Field(
                        Objects.requireNonNullElse(column.getName(), ""),
                        ArrowColumnType.of(column).type(),
                        column.isNullable()))
                .toList()));
    }

    long rowCount() {
        return batches.stream().mapToLong(BatchPlace::rowCount).sum();
    }

    /// The dictionary that a batch's column refers to: the last one of that id before the batch.
    DictionaryPlace dictionary(long id, int batch) {
        DictionaryPlace found = null;
        for (DictionaryPlace dictionary : dictionaries) {
            if (dictionary.id() == id && dictionary.place().batch() <= batch) {
                if (dictionary.delta()) {
                    throw new MalformedDataException("dictionaries that grow by deltas are not supported");
                }
                found = dictionary;
            }
        }
        if (found == null) {
            throw new MalformedDataException("there is no dictionary " + id);
        }
        return found;
    }
}
