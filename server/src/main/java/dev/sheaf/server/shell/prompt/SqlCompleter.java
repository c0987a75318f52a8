// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import dev.sheaf.server.shell.format.OutputFormat;
import dev.sheaf.server.shell.text.ScriptReader;
import dev.sheaf.server.shell.text.SqlLexer;
import dev.sheaf.server.shell.text.TokenKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/// Offers what may stand at the cursor: after FROM and its like the tables, after `name.` the columns of that table
/// or the tables of that schema, inside a literal the files, elsewhere columns of the tables named so far, keywords,
/// functions and tables.
final class SqlCompleter implements Completer {
    private static final Set<String> BEFORE_TABLES =
            Set.of("FROM", "JOIN", "INTO", "UPDATE", "TABLE", "DESCRIBE", "VIEW", "ANALYZE", "COPY");

    private final NameSource source;
    private final Supplier<List<String>> commands;

    /// @param commands the shell's commands, with their dots
    SqlCompleter(NameSource source, Supplier<List<String>> commands) {
        this.source = source;
        this.commands = commands;
    }

    @Override
    public void complete(LineReader reader, ParsedLine parsed, List<Candidate> candidates) {
        SqlLineParser.Word word = (SqlLineParser.Word) parsed;
        if (ScriptReader.isCommand(word.line())) {
            completeCommand(word, candidates);
        } else if (word.inLiteral()) {
            addFiles(word.word().substring(0, word.wordCursor()), candidates);
        } else {
            completeSql(word, candidates);
        }
    }

    private void completeCommand(SqlLineParser.Word word, List<Candidate> candidates) {
        String command = word.line().strip().split("\\s+", 2)[0];
        if (word.line().substring(0, word.start()).isBlank()) {
            commands.get().forEach(name -> add(name, "commands", candidates));
        } else if (command.equals(".mode")) {
            for (OutputFormat format : OutputFormat.values()) {
                add(format.toString(), "formats", candidates);
            }
        } else if (command.equals(".schema") || command.equals("\\d")) {
            source.names().tables().forEach(table -> add(table.name(), "tables", candidates));
        } else if (Set.of(".read", ".output", "\\i", "\\o").contains(command)) {
            addFiles(word.word().substring(0, word.wordCursor()), candidates);
        }
    }

    private void completeSql(SqlLineParser.Word word, List<Candidate> candidates) {
        List<String> before = tokens(word.line().substring(0, word.start()));
        NameSource.Names names = source.names();
        String last = before.isEmpty() ? "" : before.getLast();
        if (last.equals(".") && before.size() > 1) {
            completeQualified(before.get(before.size() - 2), tokens(word.line()), names, candidates);
        } else if (BEFORE_TABLES.contains(last.toUpperCase(Locale.ROOT))) {
            addTables(names, candidates);
        } else {
            List<String> all = tokens(word.line());
            for (NameSource.KnownTable table : names.tables()) {
                if (all.stream().anyMatch(table.name()::equalsIgnoreCase)) {
                    table.columns().forEach(column -> add(column, "columns", candidates));
                }
            }
            String typed = word.word().substring(0, word.wordCursor());
            boolean isLower = !typed.isEmpty() && typed.equals(typed.toLowerCase(Locale.ROOT));
            for (String keyword : SqlKeywords.all()) {
                add(isLower ? keyword.toLowerCase(Locale.ROOT) : keyword, "keywords", candidates);
            }
            names.functions().forEach(function -> add(function.toLowerCase(Locale.ROOT), "functions", candidates));
            addTables(names, candidates);
        }
    }

    private static void completeQualified(
            String qualifier, List<String> statement, NameSource.Names names, List<Candidate> candidates) {
        for (NameSource.KnownTable table : names.tables()) {
            if (table.schema().equalsIgnoreCase(qualifier)) {
                add(table.name(), "tables", candidates);
            }
            if (table.name().equalsIgnoreCase(qualifier) || isAlias(qualifier, table.name(), statement)) {
                table.columns().forEach(column -> add(column, "columns", candidates));
            }
        }
    }

    /// Whether the statement says `table alias` or `table AS alias`.
    private static boolean isAlias(String alias, String table, List<String> statement) {
        for (int i = 0; i + 1 < statement.size(); i++) {
            if (statement.get(i).equalsIgnoreCase(table)) {
                int next = statement.get(i + 1).equalsIgnoreCase("AS") ? i + 2 : i + 1;
                if (next < statement.size() && statement.get(next).equalsIgnoreCase(alias)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void addTables(NameSource.Names names, List<Candidate> candidates) {
        for (NameSource.KnownTable table : names.tables()) {
            add(table.name(), "tables", candidates);
            if (!table.schema().isEmpty()) {
                candidates.add(candidate(table.schema() + ".", "schemas", false));
            }
        }
    }

    private static void addFiles(String typed, List<Candidate> candidates) {
        int slash = typed.lastIndexOf('/');
        String directory = typed.substring(0, slash + 1);
        String prefix = typed.substring(slash + 1);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(directory.isEmpty() ? "." : directory),
                file -> file.getFileName().toString().startsWith(prefix))) {
            List<Candidate> found = new ArrayList<>();
            for (Path file : files) {
                boolean isDirectory = Files.isDirectory(file);
                found.add(candidate(directory + file.getFileName() + (isDirectory ? "/" : ""), "files", false));
            }
            candidates.addAll(found);
        } catch (IOException | UncheckedIOException | java.nio.file.InvalidPathException _) {
            // There is no such directory, so there is nothing to offer.
        }
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        SqlLexer lexer = new SqlLexer(text);
        while (lexer.advance()) {
            if (lexer.kind() == TokenKind.SEMICOLON) {
                tokens.clear();
            } else if (lexer.kind() != TokenKind.COMMENT) {
                tokens.add(text.substring(lexer.start(), lexer.end()));
            }
        }
        return tokens;
    }

    private static void add(String value, String group, List<Candidate> candidates) {
        candidates.add(candidate(value, group, true));
    }

    private static Candidate candidate(String value, String group, boolean complete) {
        return new Candidate(value, value, group, null, null, null, complete);
    }
}
