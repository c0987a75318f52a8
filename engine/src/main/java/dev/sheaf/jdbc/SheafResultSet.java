// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.Calendar;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows as they stream from the workers: forward only, one batch in memory.
final class SheafResultSet extends ByNameResultSet {
    private final RowCursor cursor;
    private final @Nullable SheafStatement statement;
    private final ZoneId sessionZone;
    private final long rowsMax;
    private boolean wasNull;
    private volatile boolean closed;
    private int fetchSize;

    /// @param statement whose result it is; null for metadata
    /// @param sessionZone the zone in which instants are shown
    /// @param rowsMax after how many rows it ends; 0 for no limit
    SheafResultSet(RowCursor cursor, @Nullable SheafStatement statement, ZoneId sessionZone, long rowsMax) {
        this.cursor = cursor;
        this.statement = statement;
        this.sessionZone = sessionZone;
        this.rowsMax = rowsMax;
    }

    @Override
    public boolean next() throws SQLException {
        checkOpen();
        try {
            if (rowsMax > 0 && cursor.rowNumber() >= rowsMax) {
                // What comes after is wanted by nobody.
                cursor.close();
            }
            return cursor.next();
        } catch (SheafException failure) {
            throw JdbcErrors.of(failure);
        }
    }

    @Override
    public void close() throws SQLException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            cursor.close();
        } catch (SheafException failure) {
            throw JdbcErrors.of(failure);
        } finally {
            if (statement != null) {
                statement.resultClosed(this);
            }
        }
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean wasNull() {
        return wasNull;
    }

    /// Ends the query if it still runs.
    void cancel(SheafException reason) {
        cursor.rows().cancel(reason);
    }

    private @Nullable Object value(int column) throws SQLException {
        FlatVector vector = vector(column);
        Object value = ValueReader.value(vector, cursor.row(), sessionZone);
        wasNull = value == null;
        return value;
    }

    private FlatVector vector(int column) throws SQLException {
        checkOpen();
        if (column < 1 || column > cursor.schema().size()) {
            throw JdbcErrors.invalid("there is no column " + column + " among " + cursor.schema().size());
        }
        if (!cursor.onRow()) {
            throw JdbcErrors.invalid("the result set is not on a row");
        }
        return cursor.column(column - 1);
    }

    private <T> @Nullable T converted(int column, Class<T> target, ZoneId zone) throws SQLException {
        Object value = value(column);
        return value == null ? null : ValueConverter.convert(value, target, zone);
    }

    private <T> @Nullable T converted(int column, Class<T> target) throws SQLException {
        return converted(column, target, ZoneId.systemDefault());
    }

    @Override
    public long getLong(int column) throws SQLException {
        FlatVector vector = vector(column);
        if (vector instanceof LongVector longs && vector.type() instanceof DataType.IntegerType) {
            wasNull = vector.isNull(cursor.row());
            return wasNull ? 0 : longs.values()[cursor.row()];
        }
        Long value = converted(column, Long.class);
        return value == null ? 0 : value;
    }

    @Override
    public int getInt(int column) throws SQLException {
        FlatVector vector = vector(column);
        if (vector instanceof IntVector ints && vector.type() instanceof DataType.IntegerType) {
            wasNull = vector.isNull(cursor.row());
            return wasNull ? 0 : ints.values()[cursor.row()];
        }
        Integer value = converted(column, Integer.class);
        return value == null ? 0 : value;
    }

    @Override
    public short getShort(int column) throws SQLException {
        Short value = converted(column, Short.class);
        return value == null ? 0 : value;
    }

    @Override
    public byte getByte(int column) throws SQLException {
        Byte value = converted(column, Byte.class);
        return value == null ? 0 : value;
    }

    @Override
    public boolean getBoolean(int column) throws SQLException {
        Boolean value = converted(column, Boolean.class);
        return value != null && value;
    }

    @Override
    public double getDouble(int column) throws SQLException {
        Double value = converted(column, Double.class);
        return value == null ? 0 : value;
    }

    @Override
    public float getFloat(int column) throws SQLException {
        Float value = converted(column, Float.class);
        return value == null ? 0 : value;
    }

    @Override
    public @Nullable BigDecimal getBigDecimal(int column) throws SQLException {
        return converted(column, BigDecimal.class);
    }

    @Override
    @Deprecated
    public @Nullable BigDecimal getBigDecimal(int column, int scale) throws SQLException {
        BigDecimal value = getBigDecimal(column);
        return value == null ? null : value.setScale(scale, RoundingMode.HALF_UP);
    }

    @Override
    public @Nullable String getString(int column) throws SQLException {
        return converted(column, String.class);
    }

    @Override
    public @Nullable String getNString(int column) throws SQLException {
        return getString(column);
    }

    @Override
    public byte @Nullable [] getBytes(int column) throws SQLException {
        return converted(column, byte[].class);
    }

    @Override
    public @Nullable Date getDate(int column) throws SQLException {
        return converted(column, Date.class);
    }

    @Override
    public @Nullable Date getDate(int column, @Nullable Calendar calendar) throws SQLException {
        return converted(column, Date.class, zone(calendar));
    }

    @Override
    public @Nullable Time getTime(int column) throws SQLException {
        return converted(column, Time.class);
    }

    @Override
    public @Nullable Time getTime(int column, @Nullable Calendar calendar) throws SQLException {
        return converted(column, Time.class, zone(calendar));
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column) throws SQLException {
        return converted(column, Timestamp.class);
    }

    @Override
    public @Nullable Timestamp getTimestamp(int column, @Nullable Calendar calendar) throws SQLException {
        return converted(column, Timestamp.class, zone(calendar));
    }

    @Override
    public @Nullable Object getObject(int column) throws SQLException {
        FlatVector vector = vector(column);
        return converted(column, JdbcTypes.objectClass(vector.type()));
    }

    @Override
    public <T> @Nullable T getObject(int column, Class<T> type) throws SQLException {
        return converted(column, type);
    }

    @Override
    public @Nullable Object getObject(int column, @Nullable Map<String, Class<?>> types) throws SQLException {
        if (types != null && !types.isEmpty()) {
            throw JdbcErrors.unsupported("a type map");
        }
        return getObject(column);
    }

    @Override
    public @Nullable InputStream getAsciiStream(int column) throws SQLException {
        String value = getString(column);
        return value == null ? null : new ByteArrayInputStream(value.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public @Nullable InputStream getBinaryStream(int column) throws SQLException {
        byte[] value = getBytes(column);
        return value == null ? null : new ByteArrayInputStream(value);
    }

    @Override
    public @Nullable Reader getCharacterStream(int column) throws SQLException {
        String value = getString(column);
        return value == null ? null : new StringReader(value);
    }

    @Override
    public @Nullable Reader getNCharacterStream(int column) throws SQLException {
        return getCharacterStream(column);
    }

    @Override
    public URL getURL(int column) throws SQLException {
        throw JdbcErrors.unsupported("getURL");
    }

    @Override
    public URL getURL(String label) throws SQLException {
        throw JdbcErrors.unsupported("getURL");
    }

    @Override
    public int findColumn(String label) throws SQLException {
        checkOpen();
        int index = cursor.schema().indexOf(label);
        if (index < 0) {
            throw JdbcErrors.invalid("there is no column \"" + label + "\"");
        }
        return index + 1;
    }

    @Override
    public ResultSetMetaData getMetaData() throws SQLException {
        checkOpen();
        return new SheafResultSetMetaData(cursor.schema());
    }

    @Override
    public int getRow() {
        return (int) Math.min(Integer.MAX_VALUE, cursor.rowNumber());
    }

    @Override
    public boolean isBeforeFirst() throws SQLException {
        checkOpen();
        return cursor.rowNumber() == 0 && !cursor.ended();
    }

    @Override
    public boolean isAfterLast() throws SQLException {
        checkOpen();
        return cursor.ended();
    }

    @Override
    public boolean isFirst() throws SQLException {
        checkOpen();
        return cursor.rowNumber() == 1;
    }

    @Override
    public boolean isLast() throws SQLException {
        throw JdbcErrors.unsupported("looking ahead in a streamed result");
    }

    @Override
    public void beforeFirst() throws SQLException {
        throw scrolling();
    }

    @Override
    public void afterLast() throws SQLException {
        throw scrolling();
    }

    @Override
    public boolean first() throws SQLException {
        throw scrolling();
    }

    @Override
    public boolean last() throws SQLException {
        throw scrolling();
    }

    @Override
    public boolean absolute(int row) throws SQLException {
        throw scrolling();
    }

    @Override
    public boolean relative(int rows) throws SQLException {
        throw scrolling();
    }

    @Override
    public boolean previous() throws SQLException {
        throw scrolling();
    }

    @Override
    public void setFetchDirection(int direction) throws SQLException {
        if (direction != ResultSet.FETCH_FORWARD) {
            throw scrolling();
        }
    }

    @Override
    public int getFetchDirection() {
        return ResultSet.FETCH_FORWARD;
    }

    @Override
    public void setFetchSize(int rows) throws SQLException {
        if (rows < 0) {
            throw JdbcErrors.invalid("a fetch size of " + rows);
        }
        fetchSize = rows;
    }

    @Override
    public int getFetchSize() {
        return fetchSize;
    }

    @Override
    public int getType() {
        return ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public int getConcurrency() {
        return ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public int getHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public @Nullable Statement getStatement() {
        return statement;
    }

    @Override
    public String getCursorName() throws SQLException {
        throw JdbcErrors.unsupported("getCursorName");
    }

    @Override
    public @Nullable SQLWarning getWarnings() {
        return null;
    }

    @Override
    public void clearWarnings() {
        // There are none.
    }

    @Override
    public boolean rowDeleted() {
        return false;
    }

    @Override
    public boolean rowInserted() {
        return false;
    }

    @Override
    public boolean rowUpdated() {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    private void checkOpen() throws SQLException {
        if (closed) {
            throw JdbcErrors.closed("result set");
        }
    }

    private static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
    }

    private static SQLException scrolling() {
        return JdbcErrors.unsupported("scrolling in a forward-only result");
    }
}
