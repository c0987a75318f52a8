// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.ValueLayout;
import org.apache.parquet.format.Encoding;
import org.jspecify.annotations.Nullable;

/// The decoders of one column, made when an encoding first appears and kept for later pages.
final class PageDecoders implements AutoCloseable {
    private final ParquetColumn column;
    private final MemoryContext memory;
    private final RleDecoder codes = new RleDecoder();
    private @Nullable PlainDecoder plain;
    private @Nullable DeltaValueDecoder delta;
    private @Nullable DeltaLengthDecoder deltaLength;
    private @Nullable DeltaStringDecoder deltaString;
    private @Nullable StreamSplitDecoder streamSplit;
    private @Nullable RleBooleanDecoder rleBoolean;

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
        ValueDecoder decoder = decoder(page.encoding());
        boolean empty = valuesAt >= page.length();
        if (empty && !(decoder instanceof PlainDecoder) && !(decoder instanceof RleBooleanDecoder)) {
            decoder = plain();
        }
        decoder.start(page.bytes(), valuesAt, page.length(), page.valueCount());
        return decoder;
    }

    private ValueDecoder decoder(Encoding encoding) {
        return switch (encoding) {
            case PLAIN -> plain();
            case DELTA_BINARY_PACKED -> delta == null ? delta = new DeltaValueDecoder(column.stored()) : delta;
            case DELTA_LENGTH_BYTE_ARRAY -> {
                require(encoding, ParquetType.BYTE_ARRAY);
                yield deltaLength == null ? deltaLength = new DeltaLengthDecoder() : deltaLength;
            }
            case DELTA_BYTE_ARRAY -> {
                require(encoding, ParquetType.BYTE_ARRAY, ParquetType.FIXED);
                yield deltaString == null
                        ? deltaString = new DeltaStringDecoder(column.fixedBytes(), memory)
                        : deltaString;
            }
            case BYTE_STREAM_SPLIT -> streamSplit == null
                    ? streamSplit = new StreamSplitDecoder(column.stored(), column.fixedBytes(), memory)
                    : streamSplit;
            case RLE -> {
                require(encoding, ParquetType.BOOLEAN);
                yield rleBoolean == null ? rleBoolean = new RleBooleanDecoder() : rleBoolean;
            }
            case PLAIN_DICTIONARY, RLE_DICTIONARY, BIT_PACKED ->
                throw new MalformedDataException(encoding + " does not encode values");
        };
    }

    private PlainDecoder plain() {
        return plain == null ? plain = new PlainDecoder(column.stored(), column.fixedBytes()) : plain;
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
        if (deltaString != null) {
            deltaString.recycle();
        }
        if (streamSplit != null) {
            streamSplit.recycle();
        }
    }

    @Override
    public void close() {
        if (deltaString != null) {
            deltaString.close();
        }
        if (streamSplit != null) {
            streamSplit.close();
        }
    }
}
