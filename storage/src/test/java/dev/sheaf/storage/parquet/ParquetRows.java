// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.DataType;
import dev.sheaf.storage.file.FileInput;
import dev.sheaf.storage.file.NativeMemory;
import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Reads whole files to Java values, row by row, for comparison with what was written.
final class ParquetRows {
    private ParquetRows() {}

    static List<List<Object>> read(FileInput input, NativeMemory memory, int chunkRows) {
        ParquetFile file = ParquetFile.open(input);
        List<List<Object>> rows = new ArrayList<>();
        for (int group = 0; group < file.rowGroupCount(); group++) {
            int first = rows.size();
            long groupRows = file.rowGroup(group).num_rows;
            for (int row = 0; row < groupRows; row++) {
                rows.add(new ArrayList<>());
            }
            for (ParquetColumn column : file.columns()) {
                try (ColumnReader reader = file.openColumn(group, column, null, memory)) {
                    for (int row = 0; row < groupRows; row += chunkRows) {
                        int count = (int) Math.min(chunkRows, groupRows - row);
                        reader.read(count);
                        for (int i = 0; i < count; i++) {
                            rows.get(first + row + i).add(value(reader, column, i));
                        }
                    }
                }
            }
        }
        return rows;
    }

    static Object value(ColumnReader reader, ParquetColumn column, int row) {
        if (reader.hasNulls && !Bitmaps.get(reader.validity, row)) {
            return null;
        }
        ValueTile tile = reader.values;
        int at = row;
        if (reader.coded) {
            at = reader.codes[row];
            tile = reader.dictionary().values();
        }
        return switch (column.tileKind()) {
            case INT -> ofLong(tile.ints[at], column.field().type());
            case LONG -> ofLong(tile.longs[at], column.field().type());
            case DECIMAL -> new BigDecimal(
                    BigInteger.valueOf(tile.wide ? tile.high[at] : tile.longs[at] >> 63)
                            .shiftLeft(64)
                            .add(new BigInteger(Long.toUnsignedString(tile.longs[at]))),
                    ((DataType.DecimalType) column.field().type()).scale());
            case DOUBLE -> column.field().type().equals(DataType.REAL)
                    ? (Object) (float) tile.doubles[at]
                    : (Object) tile.doubles[at];
            case BOOLEAN -> Bitmaps.get(tile.bits, at);
            case STRING -> text(tile, at, column.field().type());
        };
    }

    private static Object ofLong(long value, DataType type) {
        return switch (type) {
            case DataType.DateType _ -> LocalDate.ofEpochDay(value);
            case DataType.TimeType _ -> LocalTime.ofNanoOfDay(value * 1000);
            case DataType.TimestampType _ ->
                LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC).plus(value, ChronoUnit.MICROS);
            case DataType.DecimalType decimal -> BigDecimal.valueOf(value, decimal.scale());
            default -> value;
        };
    }

    private static Object text(ValueTile tile, int row, DataType type) {
        byte[] bytes = new byte[StringViews.length(tile.views, row)];
        StringViews.copy(tile.views, row, tile.heaps, MemorySegment.ofArray(bytes), 0);
        return type.equals(DataType.VARBINARY)
                ? HexFormat.of().formatHex(bytes)
                : new String(bytes, StandardCharsets.UTF_8);
    }
}
