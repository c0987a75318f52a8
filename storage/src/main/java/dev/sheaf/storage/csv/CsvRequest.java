// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.type.DataType;
import dev.sheaf.storage.scan.FunctionArguments;
import dev.sheaf.storage.scan.TypeNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the arguments of `read_csv` ask for; what is absent is found out from the file.
///
/// @param names of the columns, or empty for the header's
/// @param positionalTypes of the first columns, in order
/// @param namedTypes of columns by their name
record CsvRequest(
        Optional<Byte> delimiter,
        byte quote,
        byte escape,
        Optional<Boolean> header,
        int skipRows,
        List<String> nullTexts,
        boolean nullPadding,
        boolean ignoreErrors,
        boolean allVarchar,
        @Nullable String dateFormat,
        @Nullable String timestampFormat,
        String compression,
        int sampleRows,
        List<String> names,
        List<DataType> positionalTypes,
        Map<String, DataType> namedTypes) {
    private static final int SAMPLE_ROWS = 20_480;

    CsvRequest {
        nullTexts = List.copyOf(nullTexts);
        names = List.copyOf(names);
        positionalTypes = List.copyOf(positionalTypes);
    }

    /// What a bare path asks for.
    static CsvRequest plain() {
        return new CsvRequest(Optional.empty(), (byte) '"', (byte) '"', Optional.empty(), 0, List.of(""), false, false,
                false, null, null, "auto", SAMPLE_ROWS, List.of(), List.of(), Map.of());
    }

    static CsvRequest of(FunctionArguments arguments) {
        Optional<Byte> delimiter = oneOf(arguments, "delim", "sep", "delimiter").map(text -> toByte(arguments, text));
        byte quote = arguments.text("quote").map(text -> toByte(arguments, text)).orElse((byte) '"');
        byte escape = arguments.text("escape").map(text -> toByte(arguments, text)).orElse(quote);
        List<String> names = new ArrayList<>();
        List<DataType> types = new ArrayList<>();
        Map<String, DataType> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        arguments.text("columns").ifPresent(list -> addColumns(arguments, list, names, types));
        arguments
                .texts("names", CsvRequest::splitNames)
                .ifPresent(names::addAll);
        for (String spelling : List.of("types", "dtypes", "column_types")) {
            arguments
                    .texts(spelling, CsvRequest::splitList)
                    .ifPresent(list -> addTypes(arguments, list, types, named));
        }
        String dateFormat = oneOf(arguments, "dateformat", "date_format").orElse(null);
        String timestampFormat = oneOf(arguments, "timestampformat", "timestamp_format").orElse(null);
        checkFormat(arguments, dateFormat);
        checkFormat(arguments, timestampFormat);
        long skip = arguments.number("skip").orElse(0L);
        long sample = arguments.number("sample_size").orElse((long) SAMPLE_ROWS);
        if (skip < 0 || skip > Integer.MAX_VALUE) {
            throw arguments.error("cannot skip " + skip + " lines");
        }
        String compression = arguments.text("compression").orElse("auto");
        if (CsvCompression.parse(compression, "").isEmpty()) {
            throw arguments.error("compression is none, gzip, zstd or auto, not " + compression);
        }
        CsvRequest request = new CsvRequest(
                delimiter,
                quote,
                escape,
                arguments.flag("header"),
                (int) skip,
                nullTexts(arguments),
                arguments.flag("null_padding").orElse(false),
                arguments.flag("ignore_errors").orElse(false),
                arguments.flag("all_varchar").orElse(false),
                dateFormat,
                timestampFormat,
                compression,
                sample < 0 ? Integer.MAX_VALUE : Math.clamp(sample, 1, Integer.MAX_VALUE),
                names,
                types,
                named);
        arguments.flag("auto_detect");
        arguments.finish();
        return request;
    }

    private static List<String> nullTexts(FunctionArguments arguments) {
        Optional<List<String>> texts = arguments.texts("nullstr", List::of);
        Optional<List<String>> others = arguments.texts("null", List::of);
        return texts.or(() -> others).orElse(List.of(""));
    }

    private static Optional<String> oneOf(FunctionArguments arguments, String... spellings) {
        Optional<String> found = Optional.empty();
        for (String spelling : spellings) {
            Optional<String> value = arguments.text(spelling);
            found = found.isPresent() ? found : value;
        }
        return found;
    }

    private static byte toByte(FunctionArguments arguments, String text) {
        String plain = text.equals("\\t") ? "\t" : text;
        if (plain.isEmpty()) {
            return CsvDialect.NONE;
        }
        if (plain.length() != 1 || plain.charAt(0) > 0x7F || plain.equals("\n") || plain.equals("\r")) {
            throw arguments.error("delimiters and quotes are single ASCII characters, not '" + text + "'");
        }
        return (byte) plain.charAt(0);
    }

    private static void checkFormat(FunctionArguments arguments, @Nullable String pattern) {
        try {
            format(pattern);
        } catch (IllegalArgumentException unknown) {
            throw arguments.error("format '" + pattern + "': " + unknown.getMessage());
        }
    }

    static @Nullable DateTimeFormat format(@Nullable String pattern) {
        return pattern == null ? null : new DateTimeFormat(pattern);
    }

    /// `name TYPE, name TYPE`.
    private static void addColumns(
            FunctionArguments arguments, String list, List<String> names, List<DataType> types) {
        for (String entry : splitList(list)) {
            String stripped = entry.strip();
            int space = stripped.startsWith("\"") ? stripped.indexOf('"', 1) + 1 : stripped.indexOf(' ');
            if (space <= 0) {
                throw arguments.error("columns are 'name TYPE, name TYPE, ...', not '" + list + "'");
            }
            names.add(unquoted(stripped.substring(0, space)));
            types.add(type(arguments, stripped.substring(space)));
        }
    }

    /// `TYPE, TYPE` for the first columns, or `name TYPE, name TYPE` for some.
    private static void addTypes(
            FunctionArguments arguments, List<String> list, List<DataType> types, Map<String, DataType> named) {
        for (String entry : list) {
            Optional<DataType> whole = TypeNames.parse(entry);
            if (whole.isPresent()) {
                types.add(whole.get());
                continue;
            }
            List<String> names = new ArrayList<>();
            List<DataType> single = new ArrayList<>();
            addColumns(arguments, entry, names, single);
            named.put(names.getFirst(), single.getFirst());
        }
    }

    private static DataType type(FunctionArguments arguments, String name) {
        return TypeNames.parse(name)
                .orElseThrow(() -> arguments.error("knows no type " + name.strip().toUpperCase(Locale.ROOT)));
    }

    /// Splits at commas outside of parentheses and double quotes.
    private static List<String> splitList(String list) {
        List<String> entries = new ArrayList<>();
        int depth = 0;
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char next = list.charAt(i);
            quoted ^= next == '"';
            depth += next == '(' ? 1 : next == ')' ? -1 : 0;
            if (next == ',' && depth == 0 && !quoted) {
                entries.add(list.substring(from, i));
                from = i + 1;
            }
        }
        entries.add(list.substring(from));
        return entries;
    }

    private static List<String> splitNames(String list) {
        return splitList(list).stream().map(CsvRequest::unquoted).toList();
    }

    private static String unquoted(String name) {
        String stripped = name.strip();
        boolean quoted = stripped.length() >= 2 && stripped.startsWith("\"") && stripped.endsWith("\"");
        return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
    }

    CsvDialect dialect(byte delimiterByte) {
        return new CsvDialect(delimiterByte, quote, escape);
    }

    CsvTypes types() {
        return new CsvTypes(nullTexts, format(dateFormat), format(timestampFormat));
    }

    /// The type that was asked for a column.
    Optional<DataType> type(int column, String name) {
        DataType byName = namedTypes.get(name);
        if (byName != null) {
            return Optional.of(byName);
        }
        return column < positionalTypes.size() ? Optional.of(positionalTypes.get(column)) : Optional.empty();
    }
}
