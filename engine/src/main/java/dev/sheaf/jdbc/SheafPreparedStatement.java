// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.PlannedStatement;
import java.sql.ParameterMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A statement with parameters. It is planned when it is prepared, for its parameters and columns, and again, from the
/// cache mostly, when it runs: the catalog may have changed.
final class SheafPreparedStatement extends ParameterSetters {
    private final String sql;
    private final PlannedStatement planned;
    private final List<List<@Nullable Object>> batch = new ArrayList<>();

    SheafPreparedStatement(SheafConnection connection, String sql, PlannedStatement planned) {
        super(connection);
        this.sql = sql;
        this.planned = planned;
        setParameterCount(StatementShape.parameters(planned).size());
    }

    @Override
    public boolean execute() throws SQLException {
        return run(sql, boundValues());
    }

    @Override
    public ResultSet executeQuery() throws SQLException {
        run(sql, boundValues());
        return rows();
    }

    @Override
    public long executeLargeUpdate() throws SQLException {
        run(sql, boundValues());
        return count();
    }

    @Override
    public int executeUpdate() throws SQLException {
        return toInt(executeLargeUpdate());
    }

    @Override
    public void addBatch() throws SQLException {
        batch.add(boundValues());
    }

    @Override
    public void clearBatch() throws SQLException {
        checkOpen();
        batch.clear();
    }

    @Override
    public long[] executeLargeBatch() throws SQLException {
        checkOpen();
        List<List<@Nullable Object>> rows = new ArrayList<>(batch);
        batch.clear();
        return runBatch(rows.size(), i -> run(sql, rows.get(i)));
    }

    @Override
    public int[] executeBatch() throws SQLException {
        return Arrays.stream(executeLargeBatch()).mapToInt(SheafStatement::toInt).toArray();
    }

    @Override
    public @Nullable ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        Schema columns = StatementShape.columns(planned);
        return columns == null ? null : new SheafResultSetMetaData(columns);
    }

    @Override
    public ParameterMetaData getParameterMetaData() throws SQLException {
        checkOpen();
        return new SheafParameterMetaData(StatementShape.parameters(planned));
    }

    @Override
    public boolean execute(String other) throws SQLException {
        throw otherText();
    }

    @Override
    public ResultSet executeQuery(String other) throws SQLException {
        throw otherText();
    }

    @Override
    public long executeLargeUpdate(String other) throws SQLException {
        throw otherText();
    }

    @Override
    public void addBatch(String other) throws SQLException {
        throw otherText();
    }

    private static SQLException otherText() {
        return JdbcErrors.invalid("a prepared statement has its text already");
    }
}
