// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.storage.file.PropertyReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that reading rows of a file needs to know beside its columns' types, as it was given or found out.
///
/// @param header whether the first row names the columns
/// @param skipRows lines before the header or first row
/// @param nullTexts what stands for null, quoted or not
/// @param nullPadding whether missing fields at a row's end are null, and not an error
/// @param ignoreErrors whether rows that can't be read are left out, and not an error
/// @param dateFormat a strptime pattern, or null for ISO dates
/// @param timestampFormat a strptime pattern, or null for ISO timestamps
/// @param columnCount fields of a row
record CsvOptions(
        CsvDialect dialect,
        boolean header,
        int skipRows,
        List<String> nullTexts,
        boolean nullPadding,
        boolean ignoreErrors,
        @Nullable String dateFormat,
        @Nullable String timestampFormat,
        CsvCompression compression,
        int columnCount) {

    CsvOptions {
        nullTexts = List.copyOf(nullTexts);
    }

    void addTo(Map<String, String> properties) {
        properties.put("delimiter", Byte.toString(dialect.delimiter()));
        properties.put("quote", Byte.toString(dialect.quote()));
        properties.put("escape", Byte.toString(dialect.escape()));
        properties.put("header", Boolean.toString(header));
        properties.put("skip", Integer.toString(skipRows));
        properties.put("nulls", Integer.toString(nullTexts.size()));
        for (int i = 0; i < nullTexts.size(); i++) {
            properties.put("null." + i, nullTexts.get(i));
        }
        properties.put("null_padding", Boolean.toString(nullPadding));
        properties.put("ignore_errors", Boolean.toString(ignoreErrors));
        if (dateFormat != null) {
            properties.put("dateformat", dateFormat);
        }
        if (timestampFormat != null) {
            properties.put("timestampformat", timestampFormat);
        }
        properties.put("compression", compression.name());
        properties.put("columns", Integer.toString(columnCount));
    }

    static CsvOptions from(Map<String, String> properties) {
        List<String> nullTexts = new ArrayList<>();
        for (int i = 0; i < PropertyReader.number(properties, "nulls"); i++) {
            nullTexts.add(PropertyReader.text(properties, "null." + i));
        }
        return new CsvOptions(
                new CsvDialect(
                        (byte) PropertyReader.number(properties, "delimiter"),
                        (byte) PropertyReader.number(properties, "quote"),
                        (byte) PropertyReader.number(properties, "escape")),
                PropertyReader.flag(properties, "header", false),
                (int) PropertyReader.number(properties, "skip"),
                nullTexts,
                PropertyReader.flag(properties, "null_padding", false),
                PropertyReader.flag(properties, "ignore_errors", false),
                properties.get("dateformat"),
                properties.get("timestampformat"),
                CsvCompression.valueOf(PropertyReader.text(properties, "compression")),
                (int) PropertyReader.number(properties, "columns"));
    }
}
