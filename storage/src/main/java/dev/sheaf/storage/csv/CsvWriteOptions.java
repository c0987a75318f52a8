// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Locale;
import java.util.Map;

/// The options of `COPY ... TO 'file' (FORMAT csv, ...)`.
///
/// @param header whether the first row names the columns
/// @param forceQuote whether every value but null is quoted
record CsvWriteOptions(
        CsvDialect dialect, boolean header, String nullText, boolean forceQuote, CsvCompression compression) {

    static CsvWriteOptions of(String path, Map<String, String> properties) {
        byte delimiter = (byte) ',';
        byte quote = (byte) '"';
        byte escape = 0;
        boolean header = true;
        String nullText = "";
        boolean forceQuote = false;
        CsvCompression compression = CsvCompression.byName(path);
        for (Map.Entry<String, String> option : properties.entrySet()) {
            String value = option.getValue();
            switch (option.getKey().toLowerCase(Locale.ROOT)) {
                case "delimiter", "delim", "sep" -> delimiter = single(option.getKey(), value);
                case "quote" -> quote = single(option.getKey(), value);
                case "escape" -> escape = single(option.getKey(), value);
                case "header" -> header = flag(option.getKey(), value);
                case "null", "nullstr" -> nullText = value;
                case "force_quote" -> forceQuote = flag(option.getKey(), value);
                case "compression" -> compression = CsvCompression.parse(value, path)
                        .orElseThrow(() -> error("compression is none, gzip or zstd, not " + value));
                default -> throw error("CSV files have no option " + option.getKey());
            }
        }
        CsvDialect dialect = new CsvDialect(delimiter, quote, escape == 0 ? quote : escape);
        return new CsvWriteOptions(dialect, header, nullText, forceQuote, compression);
    }

    private static byte single(String option, String value) {
        String plain = value.equals("\\t") ? "\t" : value;
        if (plain.length() != 1 || plain.charAt(0) > 0x7F || plain.equals("\n") || plain.equals("\r")) {
            throw error(option + " is a single ASCII character, not '" + value + "'");
        }
        return (byte) plain.charAt(0);
    }

    private static boolean flag(String option, String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "1", "on", "" -> true;
            case "false", "0", "off" -> false;
            default -> throw error(option + " is true or false, not " + value);
        };
    }

    private static SheafException error(String detail) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, detail);
    }
}
