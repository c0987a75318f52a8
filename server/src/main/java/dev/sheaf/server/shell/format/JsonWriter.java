// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.IOException;
import java.io.Writer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Writes a result as a JSON array of objects, a row a line.
///
/// Numbers keep all their digits; those that JSON has no word for (NaN, infinities) become strings. A column name
/// that occurred before gets a number (`n`, `n_2`), since objects with a key twice are read differently everywhere.
final class JsonWriter implements ResultWriter {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(com.fasterxml.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET).build();
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

    @Override
    public ResultSummary write(RowCursor rows, Writer out) throws SQLException, IOException {
        List<ResultColumn> columns = rows.columns();
        List<String> keys = distinctNames(columns);
        long rowCount = 0;
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.setPrettyPrinter(new RowPerLine());
            json.writeStartArray();
            while (rows.next()) {
                json.writeStartObject();
                for (int i = 0; i < keys.size(); i++) {
                    json.writeFieldName(keys.get(i));
                    writeValue(columns.get(i).kind(), rows.text(i), json);
                }
                json.writeEndObject();
                rowCount++;
            }
            json.writeEndArray();
        }
        out.write('\n');
        return ResultSummary.whole(rowCount, columns.size());
    }

    private static void writeValue(ResultColumn.Kind kind, @Nullable String text, JsonGenerator json)
            throws IOException {
        if (text == null) {
            json.writeNull();
        } else if (kind == ResultColumn.Kind.NUMBER && NUMBER.matcher(text).matches()) {
            json.writeNumber(text);
        } else if (kind == ResultColumn.Kind.BOOLEAN && (text.equals("true") || text.equals("false"))) {
            json.writeBoolean(text.equals("true"));
        } else {
            json.writeString(text);
        }
    }

    private static List<String> distinctNames(List<ResultColumn> columns) {
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>(columns.size());
        for (ResultColumn column : columns) {
            String name = column.name();
            for (int number = 2; !taken.add(name); number++) {
                name = column.name() + "_" + number;
            }
            names.add(name);
        }
        return names;
    }

    /// Line feeds between the rows only.
    private static final class RowPerLine extends MinimalPrettyPrinter {
        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            json.writeRaw(",\n");
        }
    }
}
