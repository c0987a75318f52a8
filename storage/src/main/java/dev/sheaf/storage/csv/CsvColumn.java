// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.scan.DateTimeParser;
import dev.sheaf.storage.scan.StringAppender;
import dev.sheaf.storage.scan.TextParser;
import dev.sheaf.storage.scan.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Parses one column of the rows that were split last, when it is asked for. Strings without escapes are views into
/// the text's own native memory.
final class CsvColumn extends LazyVector implements AutoCloseable {
    private final Field field;
    private final int index;
    private final CsvText text;
    private final CsvRows rows;
    private final FilePlace place;
    private final FlatVector vector;
    private final @Nullable StringAppender strings;
    private final byte[][] nullTexts;
    private final @Nullable DateTimeFormat dateFormat;
    private final @Nullable DateTimeFormat timestampFormat;
    private final TextParser parser = new TextParser();
    private final DateTimeParser dateTime = new DateTimeParser();
    private byte[] unescaped = new byte[64];
    private int heap;

    /// @param index the place of the column in the file
    CsvColumn(
            Field field,
            int index,
            CsvText text,
            CsvRows rows,
            CsvOptions options,
            FilePlace place,
            int chunkRows,
            MemoryContext memory) {
        super(field.type());
        this.field = field;
        this.index = index;
        this.text = text;
        this.rows = rows;
        this.place = place;
        this.vector = FlatVector.allocate(field.type(), chunkRows);
        this.strings = vector instanceof StringVector target ? new StringAppender(target, memory) : null;
        this.nullTexts = nullTexts(options.nullTexts());
        this.dateFormat = CsvRequest.format(options.dateFormat());
        this.timestampFormat = CsvRequest.format(options.timestampFormat());
    }

    private static byte[][] nullTexts(List<String> texts) {
        return texts.stream().map(each -> each.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    @Override
    public Vector load(int rowCount, @Nullable Selection selection) {
        return parse(rowCount, null);
    }

    /// Parses all rows.
    ///
    /// @param good bits of rows that are cleared where a value can't be read; without it that is an error
    FlatVector parse(int rowCount, long @Nullable [] good) {
        vector.clearNulls();
        if (vector instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
        if (strings != null && vector instanceof StringVector target) {
            strings.start();
            heap = target.addHeap(text.segment());
        }
        byte[] bytes = text.bytes();
        for (int row = 0; row < rowCount; row++) {
            int from = rows.start(row, index);
            int to = rows.end(row, index);
            if (isNull(bytes, from, to)) {
                setNull(row);
            } else if (!set(row, bytes, from, to)) {
                setNull(row);
                if (good == null) {
                    throw error(row, bytes, from, to);
                }
                Bits.clear(good, row);
            }
        }
        return vector;
    }

    private boolean isNull(byte[] bytes, int from, int to) {
        for (byte[] nullText : nullTexts) {
            if (to - from == nullText.length
                    && java.util.Arrays.equals(bytes, from, to, nullText, 0, nullText.length)) {
                return true;
            }
        }
        return false;
    }

    private void setNull(int row) {
        vector.setNull(row);
        switch (vector) {
            case IntVector target -> target.values()[row] = 0;
            case LongVector target -> target.values()[row] = 0;
            case DecimalVector target -> target.values()[row] = 0;
            case DoubleVector target -> target.values()[row] = 0;
            case BooleanVector target -> Bits.clear(target.bits(), row);
            case StringVector target -> target.setView(row, 0, 0);
        }
    }

    private boolean set(int row, byte[] bytes, int start, int end) {
        if (vector instanceof StringVector target) {
            return setText(target, row, bytes, start, end);
        }
        int from = start;
        int to = end;
        while (from < to && bytes[from] == ' ') {
            from++;
        }
        while (to > from && bytes[to - 1] == ' ') {
            to--;
        }
        return switch (vector) {
            case IntVector target -> setInt(target, row, bytes, from, to);
            case LongVector target -> setLong(target, row, bytes, from, to);
            case DoubleVector target -> {
                boolean parsed = parser.parseDouble(bytes, from, to);
                target.values()[row] = field.type().equals(DataType.REAL)
                        ? (float) parser.doubleValue
                        : parser.doubleValue;
                yield parsed;
            }
            case BooleanVector target -> {
                boolean parsed = parser.parseBoolean(bytes, from, to);
                Bits.set(target.bits(), row, parser.booleanValue);
                yield parsed;
            }
            case DecimalVector target -> setDecimal(target, row, bytes, from, to);
            case StringVector _ -> throw new IllegalStateException();
        };
    }

    private boolean setInt(IntVector target, int row, byte[] bytes, int from, int to) {
        if (field.type() instanceof DataType.IntegerType type) {
            boolean parsed = parser.parseLong(bytes, from, to)
                    && parser.longValue >= type.minValue() && parser.longValue <= type.maxValue();
            target.values()[row] = (int) parser.longValue;
            return parsed;
        }
        if (!(field.type() instanceof DataType.DateType)) {
            throw place.unsupported("columns of type " + field.type().sqlName() + " cannot be read");
        }
        if (dateFormat != null) {
            boolean parsed = dateFormat.parseDate(bytes, from, to);
            target.values()[row] = (int) dateFormat.value;
            return parsed;
        }
        boolean parsed = dateTime.parseDate(bytes, from, to);
        target.values()[row] = (int) dateTime.value;
        return parsed && dateTime.value == (int) dateTime.value;
    }

    private boolean setLong(LongVector target, int row, byte[] bytes, int from, int to) {
        boolean parsed = switch (field.type()) {
            case DataType.IntegerType _ -> {
                boolean whole = parser.parseLong(bytes, from, to);
                dateTime.value = parser.longValue;
                yield whole;
            }
            case DataType.TimeType _ -> dateTime.parseTime(bytes, from, to);
            case DataType.TimestampType type -> {
                if (timestampFormat != null) {
                    boolean matched = timestampFormat.parseTimestamp(bytes, from, to);
                    dateTime.value = timestampFormat.value;
                    yield matched;
                }
                yield dateTime.parseTimestamp(bytes, from, to, false)
                        || type.localTimeZone() && dateTime.parseTimestamp(bytes, from, to, true);
            }
            default -> throw place.unsupported("columns of type " + field.type().sqlName() + " cannot be read");
        };
        target.values()[row] = dateTime.value;
        return parsed;
    }

    private boolean setDecimal(DecimalVector target, int row, byte[] bytes, int from, int to) {
        DataType.DecimalType type = (DataType.DecimalType) field.type();
        if (parser.parseDecimal(bytes, from, to, type.precision(), type.scale())) {
            target.values()[row] = parser.longValue;
            if (target.wide()) {
                target.high()[row] = parser.longValue >> 63;
            }
            return true;
        }
        if (to - from > 64 || !parser.parseDouble(bytes, from, to) || !Double.isFinite(parser.doubleValue)) {
            return false;
        }
        BigDecimal value = new BigDecimal(new String(bytes, from, to - from, StandardCharsets.US_ASCII))
                .setScale(type.scale(), RoundingMode.HALF_UP);
        if (value.precision() > type.precision()) {
            return false;
        }
        BigInteger unscaled = value.unscaledValue();
        target.widen(row);
        target.values()[row] = unscaled.longValue();
        target.high()[row] = unscaled.shiftRight(64).longValue();
        return true;
    }

    private boolean setText(StringVector target, int row, byte[] bytes, int from, int to) {
        if (!Utf8.isValid(bytes, from, to)) {
            return false;
        }
        if ((rows.flags(row, index) & CsvRows.ESCAPED) != 0 && strings != null) {
            unescaped = CsvRows.grown(unescaped, to - from);
            int length = rows.unescape(bytes, row, index, unescaped);
            strings.put(row, unescaped, 0, length);
        } else {
            target.set(row, heap, from, to - from);
        }
        return true;
    }

    private RuntimeException error(int row, byte[] bytes, int from, int to) {
        String what = vector instanceof StringVector && !Utf8.isValid(bytes, from, to)
                ? "the value is not valid UTF-8"
                : "\"" + CsvRows.excerpt(bytes, from, to) + "\" is not a " + field.type().sqlName();
        return new FilePlace(place.file(), "line " + rows.line(row) + ", column \"" + field.name() + "\"")
                .malformed(what);
    }

    long heapBytes() {
        return vector.heapBytes();
    }

    @Override
    public void close() {
        if (strings != null) {
            strings.close();
        }
    }
}
