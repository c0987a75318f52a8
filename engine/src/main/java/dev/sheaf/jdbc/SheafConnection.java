// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.Engine;
import dev.sheaf.engine.session.EngineSession;
import dev.sheaf.engine.session.SessionOption;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.planner.PlannedStatement;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// A session over JDBC. Each statement is a transaction of its own. Several threads may use a connection, each with
/// statements of its own; any thread may cancel or close those of others.
public final class SheafConnection extends AutoCommitConnection {
    private final Runnable release;
    private final EngineSession session;
    private final String url;
    private final Set<SheafStatement> statements = ConcurrentHashMap.newKeySet();
    private final Set<StatementControl> preparing = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /// @param release gives the engine back when the connection is closed
    SheafConnection(Engine engine, Runnable release, String url) {
        this.release = release;
        this.session = engine.openSession(Principal.EMBEDDED);
        this.url = url;
    }

    EngineSession session() {
        return session;
    }

    String url() {
        return url;
    }

    void statementClosed(SheafStatement statement) {
        statements.remove(statement);
    }

    @Override
    public Statement createStatement() throws SQLException {
        checkOpen();
        return opened(new SheafStatement(this));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        checkOpen();
        if (sql == null) {
            throw JdbcErrors.invalid("there is no statement");
        }
        return opened(new SheafPreparedStatement(this, sql, plan(sql)));
    }

    /// Plans a statement; closing the connection ends that.
    private PlannedStatement plan(String sql) throws SQLException {
        StatementControl control = new StatementControl();
        preparing.add(control);
        if (closed) {
            // Closed by another thread, which has not seen the control.
            control.cancel(closedMeanwhile());
        }
        try {
            return session.plan(sql, control);
        } catch (SheafException failure) {
            throw JdbcErrors.of(failure);
        } finally {
            preparing.remove(control);
        }
    }

    /// Whether a statement is being prepared.
    boolean isPreparing() {
        return !preparing.isEmpty();
    }

    private static SheafException closedMeanwhile() {
        return new SheafException(ErrorCode.QUERY_CANCELLED, "the connection was closed");
    }

    private <T extends SheafStatement> T opened(T statement) {
        statements.add(statement);
        return statement;
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        checkResultSet(type, concurrency);
        return createStatement();
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        checkResultSet(type, concurrency);
        return prepareStatement(sql);
    }

    private static void checkResultSet(int type, int concurrency) throws SQLException {
        if (type != ResultSet.TYPE_FORWARD_ONLY || concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw JdbcErrors.unsupported("a result set that scrolls or is updated");
        }
    }

    @Override
    public String nativeSQL(String sql) throws SQLException {
        checkOpen();
        return sql;
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        checkOpen();
        return new SheafDatabaseMetaData(this);
    }

    @Override
    public void setSchema(String schema) throws SQLException {
        checkOpen();
        if (!session.catalog().schemaExists(schema)) {
            throw JdbcErrors.invalid("schema \"" + schema + "\" does not exist");
        }
        session.settings().set(SessionOption.SCHEMA, schema);
    }

    @Override
    public String getSchema() throws SQLException {
        checkOpen();
        return session.settings().schema();
    }

    @Override
    public void setReadOnly(boolean readOnly) throws SQLException {
        checkOpen();
        session.setReadOnly(readOnly);
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        checkOpen();
        return session.readOnly();
    }

    @Override
    public void close() throws SQLException {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        preparing.forEach(control -> control.cancel(closedMeanwhile()));
        SQLException failure = null;
        for (SheafStatement statement : List.copyOf(statements)) {
            try {
                statement.close();
            } catch (SQLException first) {
                failure = failure == null ? first : failure;
            }
        }
        release.run();
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isValid(int timeoutSeconds) throws SQLException {
        if (timeoutSeconds < 0) {
            throw JdbcErrors.invalid("a timeout of " + timeoutSeconds + " seconds");
        }
        return !closed;
    }

    @Override
    public void abort(@Nullable Executor executor) throws SQLException {
        if (executor == null) {
            throw JdbcErrors.invalid("abort without an executor");
        }
        close();
    }

    @Override
    void checkOpen() throws SQLException {
        if (closed) {
            throw JdbcErrors.closed("connection");
        }
    }
}
