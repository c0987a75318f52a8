// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.engine.session.StatementResult;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Runs statements one after another. Only [#cancel], [#close] and [#progress] may be called by other threads.
class SheafStatement implements Statement, StatementProgress {
    private final SheafConnection connection;
    private final List<String> batch = new ArrayList<>();
    private volatile @Nullable StatementControl running;
    private volatile @Nullable SheafResultSet resultSet;
    private long updateCount = -1;
    private long rowsMax;
    private int fetchSize;
    private int queryTimeoutSeconds;
    private boolean closeOnCompletion;
    private boolean poolable;
    private volatile boolean closed;

    SheafStatement(SheafConnection connection) {
        this.connection = connection;
    }

    final SheafConnection sheafConnection() {
        return connection;
    }

    /// Runs a statement with values for its parameters.
    ///
    /// @return whether there are rows
    final boolean run(String sql, List<? extends @Nullable Object> parameters) throws SQLException {
        checkOpen();
        if (sql == null) {
            throw JdbcErrors.invalid("there is no statement");
        }
        closeResult();
        StatementControl control = new StatementControl();
        running = control;
        if (closed) {
            // Closed by another thread, which has not seen the control.
            control.cancel(closedMeanwhile());
        }
        try {
            StatementResult result = connection.session().execute(sql, parameters, control, timeoutNanos());
            switch (result) {
                case StatementResult.Rows rows -> {
                    resultSet = new SheafResultSet(
                            new RowCursor(rows.rows()), this, connection.session().timeZone(), rowsMax);
                    updateCount = -1;
                    if (closed) {
                        closeResult();
                        throw closedMeanwhile();
                    }
                    return true;
                }
                case StatementResult.Count count -> {
                    connection.wrote();
                    updateCount = count.rowCount();
                }
                case StatementResult.Done _ -> updateCount = 0;
            }
            running = null;
            return false;
        } catch (SheafException failure) {
            running = null;
            throw JdbcErrors.of(failure);
        }
    }

    private static SheafException closedMeanwhile() {
        return new SheafException(ErrorCode.QUERY_CANCELLED, "the statement was closed");
    }

    private long timeoutNanos() {
        return queryTimeoutSeconds == 0 ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(queryTimeoutSeconds);
    }

    final void closeResult() throws SQLException {
        SheafResultSet open = resultSet;
        resultSet = null;
        updateCount = -1;
        if (open != null) {
            open.close();
        }
    }

    /// The result set tells that it was closed.
    final void resultClosed(SheafResultSet result) throws SQLException {
        if (resultSet == result) {
            running = null;
            if (closeOnCompletion) {
                close();
            }
        }
    }

    @Override
    public final ScanProgress progress() {
        StatementControl control = running;
        return control == null ? ScanProgress.NONE : control.progress();
    }

    @Override
    public void cancel() throws SQLException {
        checkOpen();
        StatementControl control = running;
        if (control != null) {
            control.cancel(new SheafException(ErrorCode.QUERY_CANCELLED, "the statement was cancelled"));
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        StatementControl control = running;
        if (control != null) {
            control.cancel(closedMeanwhile());
        }
        try {
            closeResult();
        } finally {
            connection.statementClosed(this);
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean execute(String sql) throws SQLException {
        return run(sql, List.of());
    }

    @Override
    public ResultSet executeQuery(String sql) throws SQLException {
        run(sql, List.of());
        return rows();
    }

    /// The result set of what has just run.
    final ResultSet rows() throws SQLException {
        SheafResultSet rows = resultSet;
        if (rows == null) {
            throw JdbcErrors.invalid("the statement gives no rows");
        }
        return rows;
    }

    @Override
    public long executeLargeUpdate(String sql) throws SQLException {
        run(sql, List.of());
        return count();
    }

    /// The update count of what has just run.
    final long count() throws SQLException {
        if (resultSet != null) {
            closeResult();
            throw JdbcErrors.invalid("the statement gives rows");
        }
        return updateCount;
    }

    @Override
    public int executeUpdate(String sql) throws SQLException {
        return toInt(executeLargeUpdate(sql));
    }

    static int toInt(long count) {
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    @Override
    public int executeUpdate(String sql, int autoGeneratedKeys) throws SQLException {
        checkNoKeys(autoGeneratedKeys);
        return executeUpdate(sql);
    }

    @Override
    public int executeUpdate(String sql, int[] columns) throws SQLException {
        throw JdbcErrors.unsupported("generated keys");
    }

    @Override
    public int executeUpdate(String sql, String[] columns) throws SQLException {
        throw JdbcErrors.unsupported("generated keys");
    }

    @Override
    public boolean execute(String sql, int autoGeneratedKeys) throws SQLException {
        checkNoKeys(autoGeneratedKeys);
        return execute(sql);
    }

    @Override
    public boolean execute(String sql, int[] columns) throws SQLException {
        throw JdbcErrors.unsupported("generated keys");
    }

    @Override
    public boolean execute(String sql, String[] columns) throws SQLException {
        throw JdbcErrors.unsupported("generated keys");
    }

    static void checkNoKeys(int autoGeneratedKeys) throws SQLException {
        if (autoGeneratedKeys == RETURN_GENERATED_KEYS) {
            throw JdbcErrors.unsupported("generated keys");
        }
    }

    @Override
    public void addBatch(String sql) throws SQLException {
        checkOpen();
        batch.add(sql);
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        List<String> statements = List.copyOf(batch);
        batch.clear();
        return runBatch(statements.size(), i -> run(statements.get(i), List.of()));
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Arrays.stream(executeLargeBatch()).mapToInt(SheafStatement::toInt).toArray();
    }

    /// One element of a batch.
    interface BatchStep {
        void run(int index) throws SQLException;
    }

    /// Runs the elements until one fails.
    final long[] runBatch(int size, BatchStep step) throws SQLException {
        long[] counts = new long[size];
        for (int i = 0; i < size; i++) {
            try {
                step.run(i);
                counts[i] = count();
            } catch (SQLException failure) {
                throw new BatchUpdateException(
                        failure.getMessage(),
                        failure.getSQLState(),
                        failure.getErrorCode(),
                        Arrays.copyOf(counts, i),
                        failure);
            }
        }
        return counts;
    }

    @Override
    public @Nullable ResultSet getResultSet() throws SQLException {
        checkOpen();
        return resultSet;
    }

    @Override
    public int getUpdateCount() throws SQLException {
        return toInt(getLargeUpdateCount());
    }

    @Override
    public long getLargeUpdateCount() throws SQLException {
        checkOpen();
        return resultSet == null ? updateCount : -1;
    }

    @Override
    public boolean getMoreResults() throws SQLException {
        checkOpen();
        closeResult();
        return false;
    }

    @Override
    public boolean getMoreResults(int current) throws SQLException {
        if (current != CLOSE_CURRENT_RESULT && current != CLOSE_ALL_RESULTS) {
            throw JdbcErrors.unsupported("several open results of one statement");
        }
        return getMoreResults();
    }

    @Override
    public Connection getConnection() throws SQLException {
        checkOpen();
        return connection;
    }

    @Override
    public void setMaxRows(int rows) throws SQLException {
        setLargeMaxRows(rows);
    }

    @Override
    public int getMaxRows() throws SQLException {
        checkOpen();
        return toInt(rowsMax);
    }

    @Override
    public void setLargeMaxRows(long rows) throws SQLException {
        checkOpen();
        if (rows < 0) {
            throw JdbcErrors.invalid("at most " + rows + " rows");
        }
        rowsMax = rows;
    }

    @Override
    public long getLargeMaxRows() throws SQLException {
        checkOpen();
        return rowsMax;
    }

    @Override
    public void setQueryTimeout(int seconds) throws SQLException {
        checkOpen();
        if (seconds < 0) {
            throw JdbcErrors.invalid("a timeout of " + seconds + " seconds");
        }
        queryTimeoutSeconds = seconds;
    }

    @Override
    public int getQueryTimeout() throws SQLException {
        checkOpen();
        return queryTimeoutSeconds;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        checkOpen();
        if (rows < 0) {
            throw JdbcErrors.invalid("a fetch size of " + rows);
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() throws SQLException {
        checkOpen();
        return fetchSize;
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        checkOpen();
        switch (direction) {
            case ResultSet.FETCH_FORWARD, ResultSet.FETCH_REVERSE, ResultSet.FETCH_UNKNOWN -> {
                // A hint; rows come forward.
            }
            default -> throw JdbcErrors.invalid("there is no fetch direction " + direction);
        }
    }

    @Override
    public int getFetchDirection() throws SQLException {
        checkOpen();
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public int getResultSetType() throws SQLException {
        checkOpen();
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getResultSetConcurrency() throws SQLException {
        checkOpen();
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getResultSetHoldability() throws SQLException {
        checkOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public ResultSet getGeneratedKeys() throws SQLException {
        throw JdbcErrors.unsupported("generated keys");
    }

    @Override
    public void setMaxFieldSize(int bytes) throws SQLException {
        if (bytes != 0) {
            throw JdbcErrors.unsupported("a limit on the size of values");
        }
    }

    @Override
    public int getMaxFieldSize() throws SQLException {
        checkOpen();
        return 0;
    }

    @Override
    public void setEscapeProcessing(boolean enable) throws SQLException {
        checkOpen();
    }

    @Override
    public void setCursorName(String name) throws SQLException {
        throw JdbcErrors.unsupported("named cursors");
    }

    @Override
    public void closeOnCompletion() throws SQLException {
        checkOpen();
        closeOnCompletion = true;
    }

    @Override
    public boolean isCloseOnCompletion() throws SQLException {
        checkOpen();
        return closeOnCompletion;
    }

    @Override
    public void setPoolable(boolean wanted) {
        poolable = wanted;
    }

    @Override
    public boolean isPoolable() throws SQLException {
        checkOpen();
        return poolable;
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        checkOpen();
        return null;
    }

    @Override
    public void clearWarnings() {
        // There are none.
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    final void checkOpen() throws SQLException {
        if (closed) {
            throw JdbcErrors.closed("statement");
        }
    }
}
