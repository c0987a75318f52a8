// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import dev.sheaf.server.shell.format.JdbcRowCursor;
import dev.sheaf.server.shell.format.OutputFormat;
import dev.sheaf.server.shell.format.ResultColumn;
import dev.sheaf.server.shell.format.ResultSummary;
import dev.sheaf.server.shell.format.ResultWriter;
import dev.sheaf.server.shell.format.RowCursor;
import dev.sheaf.server.shell.text.ScriptItem.SqlStatement;
import dev.sheaf.server.shell.text.SqlLexer;
import java.io.IOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs one statement at a time and writes what comes back.
///
/// Statements run on the caller's thread. Only [#cancel] may be called from others.
public final class StatementRunner {
    private static final String QUERY_CANCELLED = "57014";

    private final Connection connection;
    private final ShellSettings settings;
    private final ShellOutput output;
    private final ShellTimers timers;
    private final Function<Statement, QueryProgress> progress;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    /// @param connection stays the caller's to close
    /// @param progress   finds the progress of a statement that is about to run
    public StatementRunner(
            Connection connection,
            ShellSettings settings,
            ShellOutput output,
            ShellTimers timers,
            Function<Statement, QueryProgress> progress) {
        this.connection = connection;
        this.settings = settings;
        this.output = output;
        this.timers = timers;
        this.progress = progress;
    }

    /// Runs a statement to its end and writes its result.
    ///
    /// @throws SQLException when it fails, is cancelled or takes longer than the timeout; what was written before
    ///                      stands
    /// @throws IOException  when the output can't be written
    public void run(SqlStatement sql) throws SQLException, IOException {
        long startNanos = timers.nanoTime();
        try (Statement statement = connection.createStatement(); Running run = new Running(statement)) {
            // From here on a cancel finds the statement, also before it has begun.
            running.set(run);
            try (ProgressBar bar = output.progressBar(progress.apply(statement), timers)) {
                run.check();
                boolean hasRows = statement.execute(sql.text());
                if (hasRows) {
                    try (ResultSet resultSet = statement.getResultSet()) {
                        Writer out = output.resultsOnTerminal()
                                ? ProgressBar.closingAtFirstText(output.results(), bar)
                                : output.results();
                        ResultSummary summary = write(sql, new StoppableRows(new JdbcRowCursor(resultSet), run), out);
                        closeBar(bar);
                        writeRemark(summary.toString(), startNanos);
                    }
                } else {
                    closeBar(bar);
                    writeUpdateCount(statement.getUpdateCount(), startNanos);
                }
                writeWarnings(statement);
            } catch (SQLException error) {
                throw run.explain(error);
            } finally {
                running.set(null);
            }
        }
        output.results().flush();
    }

    /// Cancels the statement that runs; false when none does.
    ///
    /// @throws SQLException when the driver can't
    public boolean cancel() throws SQLException {
        Running run = running.get();
        if (run == null) {
            return false;
        }
        run.stop("the statement was cancelled");
        return true;
    }

    private ResultSummary write(SqlStatement sql, RowCursor rows, Writer out) throws SQLException, IOException {
        OutputFormat format = settings.format();
        ResultWriter writer = format.isForPeople() && isPlan(sql, rows) ? StatementRunner::writePlan
                : format.writer(output.fit(settings.formatSettings()));
        return writer.write(rows, out);
    }

    /// A plan is text of many lines, in the last column, which a box would cut.
    private static boolean isPlan(SqlStatement sql, RowCursor rows) {
        SqlLexer lexer = new SqlLexer(sql.text());
        List<ResultColumn> columns = rows.columns();
        return columns.getLast().kind() == ResultColumn.Kind.TEXT && lexer.advance()
                && sql.text().substring(lexer.start(), lexer.end()).equalsIgnoreCase("EXPLAIN");
    }

    private static ResultSummary writePlan(RowCursor rows, Writer out) throws SQLException, IOException {
        long rowCount = 0;
        while (rows.next()) {
            String text = rows.text(rows.columns().size() - 1);
            out.append(text == null ? "" : text.stripTrailing()).append('\n');
            rowCount++;
        }
        return new ResultSummary(rowCount, rowCount, 1, 1);
    }

    private void writeUpdateCount(long updateCount, long startNanos) throws IOException {
        if (updateCount > 0) {
            writeRemark(ResultSummary.count(updateCount, "row") + " changed", startNanos);
        } else if (output.interactive()) {
            writeRemark("OK", startNanos);
        }
    }

    /// A line below the result, where a person reads it.
    private void writeRemark(String remark, long startNanos) throws IOException {
        if (settings.format().isForPeople() || output.interactive()) {
            String time = settings.timerShown() ? " in " + DurationText.elapsed(timers.nanoTime() - startNanos) : "";
            output.remarks().append(remark).append(time).append('\n').flush();
        }
    }

    private void writeWarnings(Statement statement) throws SQLException, IOException {
        SQLWarning warning = statement.getWarnings();
        while (warning != null) {
            output.messages().append("Warning: ").append(String.valueOf(warning.getMessage())).append('\n').flush();
            warning = warning.getNextWarning();
        }
    }

    private static void closeBar(@Nullable ProgressBar bar) throws IOException {
        if (bar != null) {
            bar.close();
        }
    }

    /// The statement that runs, and why it was stopped, if it was.
    private final class Running implements AutoCloseable {
        private final Statement statement;
        private final AtomicReference<@Nullable String> stopReason = new AtomicReference<>();
        private final ShellTimers.@Nullable Timer deadline;

        Running(Statement statement) {
            this.statement = statement;
            Duration timeout = settings.timeout();
            this.deadline = timeout.isZero() ? null : timers.every(timeout, timeout, () -> {
                try {
                    stop("the statement took longer than " + DurationText.elapsed(timeout.toNanos()));
                } catch (SQLException _) {
                    // The driver can't cancel: the reason is set, and reading the next row will find it.
                }
            });
        }

        void stop(String reason) throws SQLException {
            stopReason.compareAndSet(null, reason);
            statement.cancel();
        }

        void check() throws SQLException {
            String reason = stopReason.get();
            if (reason != null) {
                throw new SQLException(reason, QUERY_CANCELLED);
            }
        }

        /// The error as the shell reports it: the reason for the stop, if it was stopped.
        SQLException explain(SQLException error) {
            String reason = stopReason.get();
            return reason == null ? error : new SQLException(reason, QUERY_CANCELLED, error);
        }

        @Override
        public void close() {
            if (deadline != null) {
                deadline.stop();
            }
        }
    }

    /// Rows that end with an error once the statement was stopped, even where the driver holds them all already.
    private record StoppableRows(RowCursor rows, Running run) implements RowCursor {
        @Override
        public List<ResultColumn> columns() {
            return rows.columns();
        }

        @Override
        public boolean next() throws SQLException {
            run.check();
            return rows.next();
        }

        @Override
        public @Nullable String text(int column) throws SQLException {
            return rows.text(column);
        }
    }
}
