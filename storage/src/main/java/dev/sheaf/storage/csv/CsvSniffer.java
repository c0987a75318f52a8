// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.type.ColumnNames;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds out what the options leave open: the delimiter that makes rows of equal length, the types that the values of
/// a sample have, and whether the first row is a header because it does not fit those types.
final class CsvSniffer {
    private static final byte[] DELIMITERS = {',', '|', ';', '\t'};
    private static final int DELIMITER_ROWS = 1_000;

    private final byte[] bytes;
    private final int from;
    private final int end;
    private final boolean complete;

    /// @param complete whether the file ends with these bytes
    CsvSniffer(byte[] bytes, int from, int end, boolean complete) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.complete = complete;
    }

    /// @param fields names and types of the columns
    /// @param sample rows without the header
    record Result(CsvDialect dialect, boolean header, List<Field> fields, List<List<byte[]>> sample) {}

    Result sniff(CsvRequest request) {
        CsvDialect dialect = request.delimiter().isPresent()
                ? request.dialect(request.delimiter().get())
                : request.dialect(delimiter(request.dialect((byte) ',')));
        List<List<byte[]>> rows = CsvSample.rows(bytes, from, end, complete, dialect, request.sampleRows());
        CsvTypes types = request.types();
        int columns = request.names().size() > 0 ? request.names().size() : columnCount(rows);
        boolean header = request.header().orElseGet(() -> detectHeader(rows, columns, types, request));
        List<List<byte[]>> data = header && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows;
        List<String> names = request.names().isEmpty() ? names(header, rows, columns) : request.names();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            Optional<DataType> given = request.type(i, names.get(i));
            DataType type = given.orElse(DataType.VARCHAR);
            if (given.isEmpty() && !request.allVarchar()) {
                type = types.infer(data, i);
            }
            fields.add(new Field(names.get(i), type, true));
        }
        return new Result(dialect, header, fields, data);
    }

    private byte delimiter(CsvDialect base) {
        byte best = ',';
        double bestScore = 0;
        int bestColumns = 1;
        for (byte candidate : DELIMITERS) {
            List<List<byte[]>> rows = CsvSample.rows(
                    bytes, from, end, complete, base.withDelimiter(candidate), DELIMITER_ROWS);
            int columns = columnCount(rows);
            if (columns < 2) {
                continue;
            }
            double score = (double) rows.stream().filter(row -> row.size() == columns).count() / rows.size();
            if (score > bestScore || score == bestScore && columns > bestColumns) {
                best = candidate;
                bestScore = score;
                bestColumns = columns;
            }
        }
        return bestScore > 0.5 ? best : (byte) ',';
    }

    /// The number of fields that most rows have.
    private static int columnCount(List<List<byte[]>> rows) {
        Map<Integer, Integer> counts = new HashMap<>();
        for (List<byte[]> row : rows) {
            counts.merge(row.size(), 1, Integer::sum);
        }
        int best = rows.isEmpty() ? 0 : rows.getFirst().size();
        for (Map.Entry<Integer, Integer> entry : counts.entrySet()) {
            if (entry.getValue() > counts.getOrDefault(best, 0)) {
                best = entry.getKey();
            }
        }
        return best;
    }

    private static boolean detectHeader(
            List<List<byte[]>> rows, int columns, CsvTypes types, CsvRequest request) {
        if (rows.isEmpty()) {
            return false;
        }
        List<byte[]> first = rows.getFirst();
        List<List<byte[]>> rest = rows.size() == 1 ? rows : rows.subList(1, rows.size());
        boolean allText = true;
        for (int i = 0; i < Math.min(columns, first.size()); i++) {
            DataType type = request.allVarchar() ? DataType.VARCHAR : types.infer(rest, i);
            if (!(type instanceof DataType.CharacterType)) {
                allText = false;
                if (!types.isNull(first.get(i)) && !types.is(type, first.get(i))) {
                    return true;
                }
            }
        }
        return allText && first.stream().noneMatch(types::isNull);
    }

    private static List<String> names(boolean header, List<List<byte[]>> rows, int columns) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns; i++) {
            boolean named = header && i < rows.getFirst().size();
            names.add(named ? new String(rows.getFirst().get(i), StandardCharsets.UTF_8) : "");
        }
        return ColumnNames.distinct(names);
    }
}
