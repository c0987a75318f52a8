// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.file.DiskOutput;
import dev.sheaf.storage.file.PartFiles;
import io.airlift.compress.v3.zstd.ZstdJavaOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/// Writes rows as delimited text to one part file. Each part begins with the header, compressed on its own, so that
/// joining parts is leaving out the first bytes of all but one.
final class CsvChunkWriter implements ChunkWriter {
    private final Schema schema;
    private final CsvWriteOptions options;
    private final int writer;
    private final ScanContext context;
    private final DiskOutput file;
    private final OutputStream stream;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 16);
    private final ValueText text = new ValueText();
    private long rowCount;

    CsvChunkWriter(Schema schema, CsvWriteOptions options, PartFiles parts, int writer, ScanContext context) {
        this.schema = schema;
        this.options = options;
        this.writer = writer;
        this.context = context;
        this.file = new DiskOutput(parts.create(writer));
        try {
            file.write(header(schema, options));
            this.stream = compressing(file, options.compression());
        } catch (IOException failure) {
            file.discard();
            throw ioError(failure);
        }
    }

    private static OutputStream compressing(OutputStream target, CsvCompression compression) throws IOException {
        return switch (compression) {
            case NONE -> target;
            case GZIP -> new GZIPOutputStream(target, 1 << 16);
            case ZSTD -> new ZstdJavaOutputStream(target);
        };
    }

    private static SheafException ioError(IOException failure) {
        return new SheafException(ErrorCode.IO_ERROR, String.valueOf(failure.getMessage()), failure);
    }

    /// The bytes that every part begins with; none without a header.
    static byte[] header(Schema schema, CsvWriteOptions options) {
        if (!options.header()) {
            return new byte[0];
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int i = 0; i < schema.size(); i++) {
            if (i > 0) {
                line.write(options.dialect().delimiter());
            }
            putText(line, schema.name(i).getBytes(StandardCharsets.UTF_8), options);
        }
        line.write('\n');
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (OutputStream out = compressing(compressed, options.compression())) {
            line.writeTo(out);
        } catch (IOException failure) {
            throw ioError(failure);
        }
        return compressed.toByteArray();
    }

    @Override
    public void write(Chunk chunk) {
        context.cancellation().check();
        int count = chunk.activeCount();
        int[] rows = chunk.selection() == null ? null : chunk.selection().rows();
        FlatVector[] columns = new FlatVector[schema.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = chunk.flat(i);
        }
        for (int i = 0; i < count; i++) {
            int row = rows == null ? i : rows[i];
            for (int column = 0; column < columns.length; column++) {
                if (column > 0) {
                    line.write(options.dialect().delimiter());
                }
                put(columns[column], row);
            }
            line.write('\n');
            if (line.size() > 1 << 15) {
                drain();
            }
        }
        rowCount += count;
    }

    private void drain() {
        try {
            line.writeTo(stream);
            line.reset();
        } catch (IOException failure) {
            throw ioError(failure);
        }
    }

    private void put(FlatVector vector, int row) {
        if (vector.isNull(row)) {
            ValueText.putAscii(line, options.nullText());
            return;
        }
        if (vector instanceof StringVector strings) {
            putString(strings, row);
            return;
        }
        boolean quoted = options.forceQuote() && options.dialect().quote() != CsvDialect.NONE;
        if (quoted) {
            line.write(options.dialect().quote());
        }
        putNumber(vector, row);
        if (quoted) {
            line.write(options.dialect().quote());
        }
    }

    private void putNumber(FlatVector vector, int row) {
        switch (vector) {
            case IntVector ints when vector.type() instanceof DataType.DateType ->
                    text.putDate(line, ints.values()[row]);
            case IntVector ints -> text.putLong(line, ints.values()[row]);
            case LongVector longs -> {
                switch (vector.type()) {
                    case DataType.TimeType _ -> text.putTime(line, longs.values()[row]);
                    case DataType.TimestampType type ->
                            text.putTimestamp(line, longs.values()[row], type.localTimeZone());
                    default -> text.putLong(line, longs.values()[row]);
                }
            }
            case DoubleVector doubles ->
                    text.putDouble(line, doubles.values()[row], vector.type().equals(DataType.REAL));
            case DecimalVector decimals -> text.putDecimal(
                    line, decimals.highWord(row), decimals.values()[row],
                    ((DataType.DecimalType) vector.type()).scale());
            case BooleanVector booleans -> ValueText.putAscii(line, booleans.value(row) ? "true" : "false");
            case StringVector _ -> throw new IllegalStateException();
        }
    }

    private void putString(StringVector strings, int row) {
        byte[] bytes = strings.bytes(row);
        if (strings.type() instanceof DataType.BinaryType) {
            bytes = java.util.HexFormat.of().withUpperCase().formatHex(bytes).getBytes(StandardCharsets.US_ASCII);
        }
        putText(line, bytes, options);
    }

    private static void putText(ByteArrayOutputStream line, byte[] bytes, CsvWriteOptions options) {
        CsvDialect dialect = options.dialect();
        if (dialect.quote() == CsvDialect.NONE || !(options.forceQuote() || needsQuotes(bytes, options))) {
            line.write(bytes, 0, bytes.length);
            return;
        }
        line.write(dialect.quote());
        for (byte next : bytes) {
            if (next == dialect.quote() || next == dialect.escape()) {
                line.write(dialect.escape());
            }
            line.write(next);
        }
        line.write(dialect.quote());
    }

    private static boolean needsQuotes(byte[] bytes, CsvWriteOptions options) {
        byte[] nullText = options.nullText().getBytes(StandardCharsets.UTF_8);
        if (java.util.Arrays.equals(bytes, nullText)) {
            return true;
        }
        CsvDialect dialect = options.dialect();
        for (byte next : bytes) {
            if (next == dialect.delimiter() || next == dialect.quote() || next == '\n' || next == '\r') {
                return true;
            }
        }
        return false;
    }

    @Override
    public ByteString finish() {
        drain();
        try {
            stream.close();
        } catch (IOException failure) {
            throw ioError(failure);
        }
        file.close();
        return PartFiles.commitOf(writer, rowCount);
    }

    @Override
    public void close() {
        file.discard();
    }
}
