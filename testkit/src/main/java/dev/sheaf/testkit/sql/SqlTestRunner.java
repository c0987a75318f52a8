// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import dev.sheaf.testkit.sql.SqlTestRecord.Outcome;
import dev.sheaf.testkit.sql.SqlTestRecord.SortMode;
import dev.sheaf.testkit.sql.SqlTestReport.Mismatch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Runs the records of one file on one connection and collects what differs. Goes on after a mismatch, and ends early
/// only where the connection is gone. Used once, by one thread.
public final class SqlTestRunner {
    private static final int ROWS_SHOWN = 60;
    private static final String RESULT = "result";
    private static final List<String> DIFFERS_BY_TURN = List.of("results differ between turns of the loop");

    private final SqlTestConfiguration configuration;
    private final SqlTestFile file;
    private final Map<String, String> variables;
    private final Map<String, String> resultByLabel = new HashMap<>();
    private final Map<SqlTestRecord, List<String>> actualByRecord = new HashMap<>();
    private final List<Mismatch> mismatches = new ArrayList<>();
    private int hashThreshold;
    private int ranCount;
    private int skippedCount;
    private boolean halted;

    private SqlTestRunner(SqlTestConfiguration configuration, SqlTestFile file) {
        this.configuration = configuration;
        this.file = file;
        this.variables = new HashMap<>(configuration.variables());
    }

    /// Runs a file on a fresh connection.
    ///
    /// @throws SQLException where no connection can be had or closing it fails
    public static SqlTestReport run(SqlTestConfiguration configuration, SqlTestFile file) throws SQLException {
        SqlTestRunner runner = new SqlTestRunner(configuration, file);
        return runner.run();
    }

    /// A file with an engine's results in place of the expected ones.
    ///
    /// @param text the new text of the file
    /// @param report what no new result can mend: statements that did not end as the file says, wrong column letters,
    ///     results that differ between the turns of a loop
    public record Rewritten(String text, SqlTestReport report) {}

    /// Runs a file and puts the engine's results in place of the expected ones, for review. Records that the
    /// configuration leaves out, and everything that is no result, stay as they are.
    public static Rewritten rewrite(SqlTestConfiguration configuration, SqlTestFile file) throws SQLException {
        SqlTestRunner runner = new SqlTestRunner(configuration, file);
        SqlTestReport report = runner.run();
        List<Mismatch> problems = new ArrayList<>();
        for (Mismatch mismatch : report.mismatches()) {
            if (!mismatch.problem().startsWith(RESULT)) {
                problems.add(mismatch);
            }
        }
        runner.actualByRecord.forEach((record, lines) -> {
            if (lines.equals(DIFFERS_BY_TURN)) {
                problems.add(new Mismatch(record.line(), "turns of the loop differ", "", "one result", "several"));
            }
        });
        runner.actualByRecord.values().removeIf(DIFFERS_BY_TURN::equals);
        String text = SqlTestRewriter.replaceResults(file, runner.actualByRecord);
        return new Rewritten(
                text, new SqlTestReport(file.name(), report.ranCount(), report.skippedCount(), List.copyOf(problems)));
    }

    private SqlTestReport run() throws SQLException {
        if (file.uses(SqlTestConfiguration.TEMP)) {
            variables.put(SqlTestConfiguration.TEMP, newTempFolder().toString());
        }
        try (Connection connection = configuration.connections().open()) {
            run(connection, file.records());
        }
        return new SqlTestReport(file.name(), ranCount, skippedCount, List.copyOf(mismatches));
    }

    private Path newTempFolder() {
        try {
            return Files.createTempDirectory(configuration.tempDirectory(), "slt");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + configuration.tempDirectory(), e);
        }
    }

    private void run(Connection connection, List<SqlTestRecord> records) throws SQLException {
        for (SqlTestRecord record : records) {
            if (halted) {
                return;
            }
            if (!record.condition().holdsFor(configuration.engineNames())) {
                skippedCount++;
                continue;
            }
            switch (record) {
                case SqlTestRecord.Statement statement -> statement(connection, statement);
                case SqlTestRecord.Query query -> query(connection, query);
                case SqlTestRecord.Types types -> types(connection, types);
                case SqlTestRecord.Loop loop -> {
                    for (String value : loop.values()) {
                        variables.put("${" + loop.variable() + "}", value);
                        run(connection, loop.body());
                    }
                    variables.remove("${" + loop.variable() + "}");
                }
                case SqlTestRecord.TextFile textFile -> write(textFile);
                case SqlTestRecord.HashThreshold threshold -> hashThreshold = threshold.valueCount();
                case SqlTestRecord.Halt _ -> halted = true;
            }
        }
    }

    private void statement(Connection connection, SqlTestRecord.Statement record) throws SQLException {
        ranCount++;
        String sql = substitute(record.sql());
        long rowCount;
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(configuration.statementSeconds());
            rowCount = execute(statement, sql);
        } catch (SQLException e) {
            failed(connection, record, sql, e);
            return;
        }
        switch (record.outcome()) {
            case Outcome.Ok() -> {}
            case Outcome.Count(long expected) -> {
                if (rowCount != expected) {
                    add(record, "row count differs", sql, expected + " rows", rowCount + " rows");
                }
            }
            case Outcome.Failure failure -> add(record, "no error", sql, describe(failure), "success");
        }
    }

    /// Runs the statement to its end, rows included, and returns the number of changed rows, or -1.
    private static long execute(Statement statement, String sql) throws SQLException {
        if (!statement.execute(sql)) {
            return statement.getUpdateCount();
        }
        try (ResultSet result = statement.getResultSet()) {
            int columnCount = result.getMetaData().getColumnCount();
            while (result.next()) {
                // An error that belongs to a value may come only when the value is read.
                for (int column = 1; column <= columnCount; column++) {
                    result.getObject(column);
                }
            }
        }
        return -1;
    }

    private void failed(Connection connection, SqlTestRecord.Statement record, String sql, SQLException e)
            throws SQLException {
        switch (record.outcome()) {
            case Outcome.Ok(), Outcome.Count(_) -> unexpectedError(connection, record, sql, e);
            case Outcome.Failure failure -> {
                boolean stateAgrees = !configuration.statesChecked()
                        || failure.sqlState().isEmpty()
                        || failure.sqlState().get().equals(e.getSQLState());
                boolean messageAgrees = failure.message().isEmpty()
                        || !configuration.statesChecked()
                        || failure.message().get().matcher(String.valueOf(e.getMessage())).find();
                if (!stateAgrees || !messageAgrees) {
                    add(record, "error differs", sql, describe(failure), describe(e));
                }
            }
        }
    }

    private void query(Connection connection, SqlTestRecord.Query record) throws SQLException {
        ranCount++;
        String sql = substitute(record.sql());
        List<ColumnType> types;
        List<List<String>> rows;
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(configuration.statementSeconds());
            try (ResultSet result = statement.executeQuery(sql)) {
                types = ValueRenderer.columnTypes(result.getMetaData());
                rows = ValueRenderer.rows(result, types);
            }
        } catch (SQLException e) {
            unexpectedError(connection, record, sql, e);
            return;
        }
        if (lettersAgree(record, sql, types)) {
            compare(record, sql, types, rows);
        }
    }

    private boolean lettersAgree(SqlTestRecord.Query record, String sql, List<ColumnType> types) {
        String letters = record.letters();
        boolean agree = letters.length() == types.size();
        for (int column = 0; agree && column < types.size(); column++) {
            agree = types.get(column).allowedUnder(letters.charAt(column));
        }
        if (!agree) {
            String actual = types.stream().map(ColumnType::name).collect(Collectors.joining(", "));
            add(record, "columns differ", sql, letters, actual);
        }
        return agree;
    }

    private void compare(
            SqlTestRecord.Query record, String sql, List<ColumnType> types, List<List<String>> actualRows) {
        RowComparison comparison = record.sortMode() == SortMode.VALUESORT
                ? RowComparison.exact()
                : RowComparison.forLetters(record.letters(), types);
        List<List<String>> actual = inOrder(record.sortMode(), comparison, actualRows);
        checkLabel(record, sql, actual);
        int valueCount = actualRows.size() * types.size();
        if (hashThreshold > 0 && valueCount > hashThreshold) {
            compareDigest(record, sql, comparison, actual);
            return;
        }
        actualByRecord.merge(record, lines(actual), SqlTestRunner::sameInEveryTurn);
        List<List<String>> expected = inOrder(
                record.sortMode(),
                comparison,
                record.expected().lines().stream()
                        .map(line -> List.of(substitute(line).split("\t", -1)))
                        .toList());
        boolean equal = expected.size() == actual.size();
        for (int row = 0; equal && row < expected.size(); row++) {
            equal = comparison.equal(expected.get(row), actual.get(row));
        }
        if (!equal) {
            add(record, RESULT + " differs", sql, shown(lines(expected)), shown(lines(actual)));
        }
    }

    private void compareDigest(
            SqlTestRecord.Query record, String sql, RowComparison comparison, List<List<String>> actual) {
        if (comparison.hasTolerance()) {
            add(record, "digest impossible", sql, "no column with tolerance", "letter R");
            return;
        }
        String digest = RowComparison.digest(actual);
        actualByRecord.merge(record, List.of(digest), SqlTestRunner::sameInEveryTurn);
        String expected = String.join("\n", record.expected().lines());
        if (!expected.equals(digest)) {
            add(record, RESULT + " differs", sql, expected, digest + "\n" + shown(lines(actual)));
        }
    }

    private void checkLabel(SqlTestRecord.Query record, String sql, List<List<String>> actual) {
        if (record.label().isEmpty()) {
            return;
        }
        String digest = RowComparison.digest(actual);
        String before = resultByLabel.putIfAbsent(record.label().get(), digest);
        if (before != null && !before.equals(digest)) {
            add(record, "differs from another query with its label", sql, before, digest + "\n" + shown(lines(actual)));
        }
    }

    private void types(Connection connection, SqlTestRecord.Types record) throws SQLException {
        ranCount++;
        String sql = substitute(record.sql());
        List<String> actual;
        try (Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(configuration.statementSeconds());
            try (ResultSet result = statement.executeQuery(sql)) {
                actual = ValueRenderer.columnTypes(result.getMetaData()).stream()
                        .map(ColumnType::name)
                        .toList();
            }
        } catch (SQLException e) {
            unexpectedError(connection, record, sql, e);
            return;
        }
        actualByRecord.merge(record, actual, SqlTestRunner::sameInEveryTurn);
        List<String> expected = record.expected().lines().stream().map(this::substitute).toList();
        if (!expected.equals(actual)) {
            add(record, RESULT + " types differ", sql, String.join("\n", expected), String.join("\n", actual));
        }
    }

    private void write(SqlTestRecord.TextFile record) {
        Path path = Path.of(substitute(record.path()));
        try {
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.writeString(path, substitute(String.join("\n", record.content())) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + path, e);
        }
    }

    private void unexpectedError(Connection connection, SqlTestRecord record, String sql, SQLException e)
            throws SQLException {
        add(record, "unexpected error", sql, "success", describe(e));
        halted = connection.isClosed();
    }

    private static List<List<String>> inOrder(SortMode mode, RowComparison comparison, List<List<String>> rows) {
        return switch (mode) {
            case NOSORT -> rows;
            case ROWSORT -> comparison.sorted(rows);
            case VALUESORT -> RowComparison.sortedValues(rows);
        };
    }

    private static List<String> lines(List<List<String>> rows) {
        return rows.stream().map(row -> String.join("\t", row)).toList();
    }

    private static String shown(List<String> lines) {
        if (lines.isEmpty()) {
            return "no rows";
        }
        String first = lines.stream().limit(ROWS_SHOWN).collect(Collectors.joining("\n"));
        return lines.size() <= ROWS_SHOWN ? first : first + "\n... " + lines.size() + " rows";
    }

    private static List<String> sameInEveryTurn(List<String> before, List<String> now) {
        return before.equals(now) ? before : DIFFERS_BY_TURN;
    }

    private static String describe(Outcome.Failure failure) {
        return "error " + failure.sqlState().orElse("") + " " + failure.message().map(Object::toString).orElse("");
    }

    private static String describe(SQLException e) {
        return e.getSQLState() + " " + e.getMessage();
    }

    private void add(SqlTestRecord record, String problem, String sql, String expected, String actual) {
        String turn = variables.keySet().stream()
                .filter(name -> name.startsWith("${"))
                .map(name -> " " + name + "=" + variables.get(name))
                .sorted()
                .collect(Collectors.joining());
        mismatches.add(new Mismatch(record.line(), problem + turn, sql, expected, actual));
    }

    private String substitute(String text) {
        String result = text;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            result = result.replace(variable.getKey(), variable.getValue());
        }
        return result;
    }
}
