// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.scan.DateTimeParser;
import dev.sheaf.storage.scan.StringAppender;
import dev.sheaf.storage.scan.TextParser;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Takes the values of one column from the parser.
final class JsonColumn implements AutoCloseable {
    private final Field field;
    private final FlatVector vector;
    private final @Nullable StringAppender strings;
    private final TextParser parser = new TextParser();
    private final DateTimeParser dateTime = new DateTimeParser();
    private int filled;

    JsonColumn(Field field, int chunkRows, MemoryContext memory) {
        this.field = field;
        this.vector = FlatVector.allocate(field.type(), chunkRows);
        this.strings = vector instanceof StringVector target ? new StringAppender(target, memory) : null;
    }

    FlatVector vector() {
        return vector;
    }

    void start() {
        filled = 0;
        vector.clearNulls();
        if (strings != null) {
            strings.start();
        }
        if (vector instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
    }

    /// Takes the value at hand for a row. A name may occur once in an object.
    void put(int row, JsonText text, JsonToken token) {
        fillUpTo(row);
        if (filled > row) {
            throw text.error("\"" + field.name() + "\" occurs twice in an object");
        }
        filled = row + 1;
        if (token == JsonToken.VALUE_NULL) {
            setNull(row);
        } else if (!set(row, text, token)) {
            throw text.error("\"" + field.name() + "\" holds " + shortened(text.valueText()) + ", which is not a "
                    + field.type().sqlName());
        }
    }

    private static String shortened(String text) {
        return text.length() <= 80 ? text : text.substring(0, 80) + "...";
    }

    /// Makes the rows before this one null that had no value.
    void fillUpTo(int row) {
        while (filled < row) {
            setNull(filled++);
        }
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

    private boolean set(int row, JsonText text, JsonToken token) {
        boolean number = token == JsonToken.VALUE_NUMBER_INT || token == JsonToken.VALUE_NUMBER_FLOAT;
        return switch (vector) {
            case StringVector _ -> {
                byte[] bytes = text.valueText().getBytes(StandardCharsets.UTF_8);
                if (strings != null) {
                    strings.put(row, bytes, 0, bytes.length);
                }
                yield true;
            }
            case BooleanVector target -> {
                Bits.set(target.bits(), row, token == JsonToken.VALUE_TRUE);
                yield token == JsonToken.VALUE_TRUE || token == JsonToken.VALUE_FALSE;
            }
            case DoubleVector target -> {
                if (!number) {
                    yield false;
                }
                double value = text.doubleValue();
                target.values()[row] = field.type().equals(DataType.REAL) ? (float) value : value;
                yield true;
            }
            case LongVector target -> setLong(target, row, text, token);
            case IntVector target -> setInt(target, row, text, token);
            case DecimalVector target -> {
                DataType.DecimalType type = (DataType.DecimalType) field.type();
                byte[] bytes = text.text().getBytes(StandardCharsets.US_ASCII);
                boolean parsed = number && parser.parseDecimal(bytes, 0, bytes.length, type.precision(), type.scale());
                target.values()[row] = parser.longValue;
                yield parsed;
            }
        };
    }

    private boolean setLong(LongVector target, int row, JsonText text, JsonToken token) {
        if (field.type() instanceof DataType.IntegerType) {
            boolean whole = token == JsonToken.VALUE_NUMBER_INT && text.isLong();
            target.values()[row] = whole ? text.longValue() : 0;
            return whole;
        }
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        boolean parsed = token == JsonToken.VALUE_STRING && switch (field.type()) {
            case DataType.TimeType _ -> dateTime.parseTime(bytes, 0, bytes.length);
            case DataType.TimestampType type -> dateTime.parseTimestamp(bytes, 0, bytes.length, false)
                    || type.localTimeZone() && dateTime.parseTimestamp(bytes, 0, bytes.length, true);
            default -> false;
        };
        target.values()[row] = dateTime.value;
        return parsed;
    }

    private boolean setInt(IntVector target, int row, JsonText text, JsonToken token) {
        if (field.type() instanceof DataType.IntegerType type) {
            boolean whole = token == JsonToken.VALUE_NUMBER_INT && text.isLong()
                    && text.longValue() >= type.minValue() && text.longValue() <= type.maxValue();
            target.values()[row] = whole ? (int) text.longValue() : 0;
            return whole;
        }
        byte[] bytes = text.text().getBytes(StandardCharsets.UTF_8);
        boolean parsed = token == JsonToken.VALUE_STRING && field.type() instanceof DataType.DateType
                && dateTime.parseDate(bytes, 0, bytes.length);
        target.values()[row] = (int) dateTime.value;
        return parsed;
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
