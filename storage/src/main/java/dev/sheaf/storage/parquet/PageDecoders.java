// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import org.apache.parquet.format.Encoding;

/// The decoders of one column, made when an encoding first appears and kept for later pages.
final class PageDecoders implements AutoCloseable {
    private final ParquetColumn column;
    private final MemoryContext memory;
    private final RleDecoder codes = new RleDecoder();
    private final EnumMap<Encoding, ValueDecoder> decoders = new EnumMap<>(Encoding.class);
    /// The same ones: walked over for each chunk, without an iterator.
    private final List<ValueDecoder> started = new ArrayList<>();

    PageDecoders(ParquetColumn column, MemoryContext memory) {
        this.column = column;
        this.memory = memory;
    }

    static boolean isDictionary(Encoding encoding) {
        return encoding == Encoding.RLE_DICTIONARY || encoding == Encoding.PLAIN_DICTIONARY;
    }

    /// Dictionary codes of the page begun by [#startCodes].
    RleDecoder codes() {
        return codes;
    }

    /// Begins a page of dictionary codes: one byte of bit width, then hybrid runs.
    void startCodes(DataPage page, long valuesAt) {
        if (valuesAt >= page.length()) {
            // A page of nulls only may have no value bytes at all.
            codes.start(page.bytes(), page.length(), page.length(), 1);
            return;
        }
        int width = page.bytes().get(ValueLayout.JAVA_BYTE, valuesAt) & 0xFF;
        codes.start(page.bytes(), valuesAt + 1, page.length(), width);
    }

    /// Begins a page in any other encoding.
    ValueDecoder start(DataPage page, long valuesAt) {
        // A page of nulls only may have no value bytes at all, and then no header that other encodings begin with.
        boolean empty = valuesAt >= page.length() && page.encoding() != Encoding.RLE;
        ValueDecoder decoder = decoder(empty ? Encoding.PLAIN : page.encoding());
        decoder.start(page.bytes(), valuesAt, page.length(), page.valueCount());
        return decoder;
    }

    private ValueDecoder decoder(Encoding encoding) {
        ValueDecoder decoder = decoders.get(encoding);
        if (decoder == null) {
            decoder = newDecoder(encoding);
            decoders.put(encoding, decoder);
            started.add(decoder);
        }
        return decoder;
    }

    private ValueDecoder newDecoder(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> new PlainDecoder(column.stored(), column.fixedBytes());
            case DELTA_BINARY_PACKED -> new DeltaValueDecoder(column.stored());
            case DELTA_LENGTH_BYTE_ARRAY -> {
                require(encoding, ParquetType.BYTE_ARRAY);
                yield new DeltaLengthDecoder();
            }
            case DELTA_BYTE_ARRAY -> {
                require(encoding, ParquetType.BYTE_ARRAY, ParquetType.FIXED);
                yield new DeltaStringDecoder(column.fixedBytes(), memory);
            }
            case BYTE_STREAM_SPLIT -> new StreamSplitDecoder(column.stored(), column.fixedBytes(), memory);
            case RLE -> {
                require(encoding, ParquetType.BOOLEAN);
                yield new RleBooleanDecoder();
            }
            case PLAIN_DICTIONARY, RLE_DICTIONARY, BIT_PACKED ->
                    throw new MalformedDataException(encoding + " does not encode values");
        };
    }

    private void require(Encoding encoding, ParquetType... types) {
        for (ParquetType type : types) {
            if (type == column.stored()) {
                return;
            }
        }
        throw new MalformedDataException(encoding + " does not encode " + column.stored());
    }

    /// Tells that views of earlier batches are no longer in use.
    void recycle() {
        for (int i = 0; i < started.size(); i++) {
            started.get(i).recycle();
        }
    }

    @Override
    public void close() {
        started.forEach(ValueDecoder::close);
    }
}
