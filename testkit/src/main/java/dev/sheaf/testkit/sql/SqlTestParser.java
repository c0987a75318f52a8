// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import dev.sheaf.testkit.sql.SqlTestRecord.Expected;
import dev.sheaf.testkit.sql.SqlTestRecord.Outcome;
import dev.sheaf.testkit.sql.SqlTestRecord.SortMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.LongStream;

/// Turns the lines of one file into records. Used once.
final class SqlTestParser {
    private static final String SEPARATOR = "----";
    private static final Pattern SQL_STATE = Pattern.compile("[0-9A-Z]{5}");
    private static final Pattern LETTERS = Pattern.compile("[IRNBT]+");

    private final String file;
    private final List<String> lines;
    private int next;

    SqlTestParser(String file, List<String> lines) {
        this.file = file;
        this.lines = lines;
    }

    List<SqlTestRecord> parse() {
        return parseBlock(false);
    }

    private List<SqlTestRecord> parseBlock(boolean inLoop) {
        List<SqlTestRecord> records = new ArrayList<>();
        Set<String> skipIf = new HashSet<>();
        Set<String> onlyIf = new HashSet<>();
        int loopLine = next;
        while (next < lines.size()) {
            String line = lines.get(next);
            if (line.isBlank() || line.startsWith("#")) {
                next++;
                continue;
            }
            String[] words = line.strip().split("\\s+");
            switch (words[0]) {
                case "skipif" -> skipIf.add(onlyArgument(words));
                case "onlyif" -> onlyIf.add(onlyArgument(words));
                case "endloop" -> {
                    if (!inLoop) {
                        throw problem("endloop without a loop");
                    }
                    next++;
                    return records;
                }
                default -> {
                    Condition condition = new Condition(Set.copyOf(skipIf), Set.copyOf(onlyIf));
                    skipIf.clear();
                    onlyIf.clear();
                    records.add(parseRecord(words, condition));
                    continue;
                }
            }
            next++;
        }
        if (inLoop) {
            throw new SqlTestFormatException(file, loopLine, "loop without endloop");
        }
        if (!skipIf.isEmpty() || !onlyIf.isEmpty()) {
            throw new SqlTestFormatException(file, lines.size(), "condition without a record");
        }
        return records;
    }

    private SqlTestRecord parseRecord(String[] words, Condition condition) {
        int line = next + 1;
        return switch (words[0]) {
            case "statement" -> statement(line, condition, words);
            case "query" -> query(line, condition, words);
            case "types" -> types(line, condition);
            case "loop", "foreach" -> loop(line, condition, words);
            case "file" -> textFile(line, condition, words);
            case "hash-threshold" -> {
                int valueCount = wholeNumber(onlyArgument(words));
                next++;
                yield new SqlTestRecord.HashThreshold(line, condition, valueCount);
            }
            case "halt" -> {
                next++;
                yield new SqlTestRecord.Halt(line, condition);
            }
            default -> throw problem("unknown record '" + words[0] + "'");
        };
    }

    private SqlTestRecord statement(int line, Condition condition, String[] words) {
        if (words.length < 2) {
            throw problem("statement needs 'ok', 'count N' or 'error'");
        }
        Outcome outcome = switch (words[1]) {
            case "ok" -> new Outcome.Ok();
            case "count" -> new Outcome.Count(wholeNumber(words.length == 3 ? words[2] : ""));
            case "error" -> failure(lines.get(next));
            default -> throw problem("statement needs 'ok', 'count N' or 'error', not '" + words[1] + "'");
        };
        next++;
        String sql = sqlText();
        if (next < lines.size() && lines.get(next).equals(SEPARATOR)) {
            throw problem("a statement has no results");
        }
        return new SqlTestRecord.Statement(line, condition, sql, outcome);
    }

    private Outcome failure(String header) {
        String rest = header.substring(header.indexOf("error") + "error".length()).strip();
        if (rest.isEmpty()) {
            return new Outcome.Failure(Optional.empty(), Optional.empty());
        }
        int space = rest.indexOf(' ');
        String first = space < 0 ? rest : rest.substring(0, space);
        Optional<String> sqlState = SQL_STATE.matcher(first).matches() ? Optional.of(first) : Optional.empty();
        String message = sqlState.isPresent() ? rest.substring(first.length()).strip() : rest;
        try {
            return new Outcome.Failure(
                    sqlState,
                    message.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Pattern.compile(message, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)));
        } catch (PatternSyntaxException e) {
            throw problem("bad regular expression: " + e.getMessage());
        }
    }

    private SqlTestRecord query(int line, Condition condition, String[] words) {
        if (words.length >= 2 && words[1].equals("error")) {
            Outcome outcome = failure(lines.get(next));
            next++;
            return new SqlTestRecord.Statement(line, condition, sqlText(), outcome);
        }
        if (words.length < 2 || words.length > 4 || !LETTERS.matcher(words[1]).matches()) {
            throw problem("query needs column letters (I, R, N, B, T), then nosort, rowsort or valuesort and a label");
        }
        SortMode sortMode = words.length < 3 ? SortMode.NOSORT : sortMode(words[2]);
        Optional<String> label = words.length < 4 ? Optional.empty() : Optional.of(words[3]);
        next++;
        String sql = sqlText();
        return new SqlTestRecord.Query(line, condition, sql, words[1], sortMode, label, expected());
    }

    private SortMode sortMode(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "nosort" -> SortMode.NOSORT;
            case "rowsort" -> SortMode.ROWSORT;
            case "valuesort" -> SortMode.VALUESORT;
            default -> throw problem("unknown sort mode '" + word + "'");
        };
    }

    private SqlTestRecord types(int line, Condition condition) {
        next++;
        String sql = sqlText();
        return new SqlTestRecord.Types(line, condition, sql, expected());
    }

    private SqlTestRecord loop(int line, Condition condition, String[] words) {
        if (words.length < 3 || (words[0].equals("loop") && words.length != 4)) {
            throw problem("needs 'loop VAR FROM TO' or 'foreach VAR VALUE...'");
        }
        List<String> values = words[0].equals("foreach")
                ? List.of(words).subList(2, words.length)
                : LongStream.range(wholeNumber(words[2]), wholeNumber(words[3]))
                        .mapToObj(Long::toString)
                        .toList();
        next++;
        return new SqlTestRecord.Loop(line, condition, words[1], values, parseBlock(true));
    }

    private SqlTestRecord textFile(int line, Condition condition, String[] words) {
        String path = onlyArgument(words);
        int from = ++next;
        while (next < lines.size() && !lines.get(next).equals(SEPARATOR)) {
            next++;
        }
        if (next == lines.size()) {
            throw new SqlTestFormatException(file, line, "file without a closing " + SEPARATOR);
        }
        List<String> content = List.copyOf(lines.subList(from, next));
        next++;
        return new SqlTestRecord.TextFile(line, condition, path, content);
    }

    /// Takes the lines up to a blank one or the separator.
    private String sqlText() {
        int from = next;
        while (next < lines.size() && !lines.get(next).isBlank() && !lines.get(next).equals(SEPARATOR)) {
            next++;
        }
        if (from == next) {
            throw problem("SQL text missing");
        }
        return String.join("\n", lines.subList(from, next));
    }

    private Expected expected() {
        if (next >= lines.size() || !lines.get(next).equals(SEPARATOR)) {
            return new Expected(List.of(), next, next, false);
        }
        int from = ++next;
        while (next < lines.size() && !lines.get(next).isEmpty()) {
            next++;
        }
        return new Expected(List.copyOf(lines.subList(from, next)), from, next, true);
    }

    private String onlyArgument(String[] words) {
        if (words.length != 2) {
            throw problem("'" + words[0] + "' needs one argument");
        }
        return words[1];
    }

    private int wholeNumber(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw problem("whole number needed, not '" + word + "'");
        }
    }

    private SqlTestFormatException problem(String what) {
        return new SqlTestFormatException(file, next + 1, what);
    }
}
