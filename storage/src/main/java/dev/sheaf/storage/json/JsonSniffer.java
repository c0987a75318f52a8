// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.scan.DateTimeParser;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds the columns of a JSON file: the names that its first objects have, in order of appearance, with the type that
/// all their values have. Where they have none in common, and for objects and arrays, that is VARCHAR.
final class JsonSniffer {
    private static final int SAMPLE_ROWS = 20_480;

    private final DateTimeParser dateTime = new DateTimeParser();
    private final Map<String, @Nullable DataType> columns = new LinkedHashMap<>();
    private int rows;

    Schema sniff(JsonText text) {
        while (rows < SAMPLE_ROWS && text.nextObject()) {
            rows++;
            while (text.nextToken() == JsonToken.FIELD_NAME) {
                String name = text.text();
                if (name.isEmpty()) {
                    throw text.error("a value has no name, so there is no column for it");
                }
                JsonToken token = text.nextToken();
                DataType type = token == JsonToken.VALUE_NULL ? null : typeOf(text, token);
                columns.merge(name, type == null ? DataType.NULL : type, JsonSniffer::common);
                text.skipValue();
            }
        }
        return new Schema(columns.entrySet().stream()
                .map(column -> new Field(column.getKey(), typeOrText(column.getValue()), true))
                .toList());
    }

    int rows() {
        return rows;
    }

    private static DataType typeOrText(@Nullable DataType type) {
        return type == null || type instanceof DataType.NullType ? DataType.VARCHAR : type;
    }

    private DataType typeOf(JsonText text, JsonToken token) {
        return switch (token) {
            case VALUE_TRUE, VALUE_FALSE -> DataType.BOOLEAN;
            case VALUE_NUMBER_INT -> text.isLong() ? DataType.BIGINT : DataType.DOUBLE;
            case VALUE_NUMBER_FLOAT -> DataType.DOUBLE;
            case VALUE_STRING -> typeOf(text.text());
            default -> DataType.VARCHAR;
        };
    }

    private DataType typeOf(String value) {
        if (value.length() < 8 || value.length() > 40 || value.charAt(4) != '-') {
            return DataType.VARCHAR;
        }
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        if (dateTime.parseDate(bytes, 0, bytes.length)) {
            return DataType.DATE;
        }
        return dateTime.parseTimestamp(bytes, 0, bytes.length, false) ? DataType.TIMESTAMP : DataType.VARCHAR;
    }

    private static DataType common(DataType left, DataType right) {
        if (left.equals(right) || right instanceof DataType.NullType) {
            return left;
        }
        if (left instanceof DataType.NullType) {
            return right;
        }
        if (isNumber(left) && isNumber(right)) {
            return DataType.DOUBLE;
        }
        return isMoment(left) && isMoment(right) ? DataType.TIMESTAMP : DataType.VARCHAR;
    }

    private static boolean isNumber(DataType type) {
        return type.equals(DataType.BIGINT) || type.equals(DataType.DOUBLE);
    }

    private static boolean isMoment(DataType type) {
        return type.equals(DataType.DATE) || type.equals(DataType.TIMESTAMP);
    }
}
