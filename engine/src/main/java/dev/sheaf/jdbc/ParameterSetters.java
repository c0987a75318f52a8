// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URL;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.Date;
import java.sql.JDBCType;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.Ref;
import java.sql.RowId;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLType;
import java.sql.SQLXML;
import java.sql.Time;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The setters of a prepared statement. Values are kept as the classes of `java.time` and as plain values; that they
/// fit their parameter is checked when the statement runs.
abstract class ParameterSetters extends SheafStatement implements PreparedStatement {
    private @Nullable Object[] values = {};
    private boolean[] bound = {};

    ParameterSetters(SheafConnection connection) {
        super(connection);
    }

    final void setParameterCount(int count) {
        values = new @Nullable Object[count];
        bound = new boolean[count];
    }

    /// A copy of the values.
    ///
    /// @throws SQLException when one is missing
    final List<@Nullable Object> boundValues() throws SQLException {
        checkOpen();
        for (int i = 0; i < bound.length; i++) {
            if (!bound[i]) {
                throw new SQLDataException(
                        "parameter " + (i + 1) + " has no value", ErrorCode.PARAMETER_COUNT.sqlState());
            }
        }
        return new ArrayList<>(Arrays.asList(values));
    }

    private void bind(int parameter, @Nullable Object value) throws SQLException {
        checkOpen();
        if (parameter < 1 || parameter > values.length) {
            throw new SQLDataException(
                    "there is no parameter " + parameter + " among " + values.length,
                    ErrorCode.PARAMETER_COUNT.sqlState());
        }
        values[parameter - 1] = value;
        bound[parameter - 1] = true;
    }

    @Override
    public void clearParameters() throws SQLException {
        checkOpen();
        Arrays.fill(values, null);
        Arrays.fill(bound, false);
    }

    @Override
    public void setNull(int parameter, int type) throws SQLException {
        bind(parameter, null);
    }

    @Override
    public void setNull(int parameter, int type, String typeName) throws SQLException {
        bind(parameter, null);
    }

    @Override
    public void setBoolean(int parameter, boolean value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setByte(int parameter, byte value) throws SQLException {
        bind(parameter, (int) value);
    }

    @Override
    public void setShort(int parameter, short value) throws SQLException {
        bind(parameter, (int) value);
    }

    @Override
    public void setInt(int parameter, int value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setLong(int parameter, long value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setFloat(int parameter, float value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setDouble(int parameter, double value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setBigDecimal(int parameter, @Nullable BigDecimal value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setString(int parameter, @Nullable String value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setNString(int parameter, @Nullable String value) throws SQLException {
        bind(parameter, value);
    }

    @Override
    public void setBytes(int parameter, byte @Nullable [] value) throws SQLException {
        bind(parameter, value == null ? null : value.clone());
    }

    @Override
    public void setDate(int parameter, @Nullable Date value) throws SQLException {
        bind(parameter, plain(value, ZoneId.systemDefault()));
    }

    @Override
    public void setDate(int parameter, @Nullable Date value, @Nullable Calendar calendar) throws SQLException {
        bind(parameter, plain(value, zone(calendar)));
    }

    @Override
    public void setTime(int parameter, @Nullable Time value) throws SQLException {
        bind(parameter, plain(value, ZoneId.systemDefault()));
    }

    @Override
    public void setTime(int parameter, @Nullable Time value, @Nullable Calendar calendar) throws SQLException {
        bind(parameter, plain(value, zone(calendar)));
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value) throws SQLException {
        bind(parameter, plain(value, ZoneId.systemDefault()));
    }

    @Override
    public void setTimestamp(int parameter, @Nullable Timestamp value, @Nullable Calendar calendar)
            throws SQLException {
        bind(parameter, plain(value, zone(calendar)));
    }

    @Override
    public void setObject(int parameter, @Nullable Object value) throws SQLException {
        bind(parameter, plain(value, ZoneId.systemDefault()));
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type) throws SQLException {
        bind(parameter, converted(value, type));
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, int type, int scale) throws SQLException {
        Object converted = converted(value, type);
        bind(parameter, converted instanceof BigDecimal decimal
                ? decimal.setScale(scale, RoundingMode.HALF_UP)
                : converted);
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type) throws SQLException {
        setObject(parameter, value, vendorType(type));
    }

    @Override
    public void setObject(int parameter, @Nullable Object value, SQLType type, int scale) throws SQLException {
        setObject(parameter, value, vendorType(type), scale);
    }

    private static int vendorType(SQLType type) throws SQLException {
        if (!(type instanceof JDBCType known)) {
            throw JdbcErrors.unsupported("the type " + type);
        }
        return known.getVendorTypeNumber();
    }

    /// The value as one of a type of [Types].
    private static @Nullable Object converted(@Nullable Object value, int type) throws SQLException {
        Object plain = plain(value, ZoneId.systemDefault());
        return switch (type) {
            case Types.ARRAY, Types.BLOB, Types.CLOB, Types.NCLOB, Types.DATALINK, Types.DISTINCT, Types.REF,
                    Types.REF_CURSOR, Types.ROWID, Types.SQLXML, Types.STRUCT, Types.TIME_WITH_TIMEZONE ->
                    throw JdbcErrors.unsupported("a value of the type " + JDBCType.valueOf(type));
            case Types.NULL, Types.OTHER, Types.JAVA_OBJECT, Types.TIMESTAMP_WITH_TIMEZONE -> plain;
            default -> plain == null
                    ? null
                    : plain(
                            ValueConverter.convert(
                                    plain, JdbcTypes.objectClass(JdbcTypes.of(type)), ZoneId.systemDefault()),
                            ZoneId.systemDefault());
        };
    }

    /// The value without the zone that `java.sql` classes smuggle in.
    private static @Nullable Object plain(@Nullable Object value, ZoneId zone) {
        return switch (value) {
            case null -> null;
            case Timestamp timestamp -> LocalDateTime.ofInstant(timestamp.toInstant(), zone);
            case Date date -> instantOf(date).atZone(zone).toLocalDate();
            case Time time -> instantOf(time).atZone(zone).toLocalTime();
            case java.util.Date date -> LocalDateTime.ofInstant(date.toInstant(), zone);
            case LocalDate date -> date;
            case LocalTime time -> time;
            case byte[] bytes -> bytes.clone();
            default -> value;
        };
    }

    @SuppressWarnings("JavaUtilDate") // JDBC's own classes are such dates
    private static Instant instantOf(java.util.Date date) {
        return Instant.ofEpochMilli(date.getTime());
    }

    private static ZoneId zone(@Nullable Calendar calendar) {
        return calendar == null ? ZoneId.systemDefault() : calendar.getTimeZone().toZoneId();
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream value, int length) throws SQLException {
        bind(parameter, text(value, length, StandardCharsets.US_ASCII));
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream value, long length) throws SQLException {
        bind(parameter, text(value, length, StandardCharsets.US_ASCII));
    }

    @Override
    public void setAsciiStream(int parameter, @Nullable InputStream value) throws SQLException {
        bind(parameter, text(value, Integer.MAX_VALUE, StandardCharsets.US_ASCII));
    }

    @Override
    @Deprecated
    public void setUnicodeStream(int parameter, @Nullable InputStream value, int length) throws SQLException {
        bind(parameter, text(value, length, StandardCharsets.UTF_8));
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream value, int length) throws SQLException {
        bind(parameter, read(value, length));
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream value, long length) throws SQLException {
        bind(parameter, read(value, length));
    }

    @Override
    public void setBinaryStream(int parameter, @Nullable InputStream value) throws SQLException {
        bind(parameter, read(value, Integer.MAX_VALUE));
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader value, int length) throws SQLException {
        bind(parameter, read(value, length));
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader value, long length) throws SQLException {
        bind(parameter, read(value, length));
    }

    @Override
    public void setCharacterStream(int parameter, @Nullable Reader value) throws SQLException {
        bind(parameter, read(value, Integer.MAX_VALUE));
    }

    @Override
    public void setNCharacterStream(int parameter, @Nullable Reader value, long length) throws SQLException {
        bind(parameter, read(value, length));
    }

    @Override
    public void setNCharacterStream(int parameter, @Nullable Reader value) throws SQLException {
        bind(parameter, read(value, Integer.MAX_VALUE));
    }

    private static @Nullable String text(@Nullable InputStream stream, long length, Charset charset)
            throws SQLException {
        byte[] bytes = read(stream, length);
        return bytes == null ? null : new String(bytes, charset);
    }

    private static byte @Nullable [] read(@Nullable InputStream stream, long length) throws SQLException {
        if (stream == null) {
            return null;
        }
        try {
            return stream.readNBytes((int) Math.min(Integer.MAX_VALUE, length));
        } catch (IOException failure) {
            throw new SQLException("a stream given as a value could not be read", "58030", failure);
        }
    }

    private static @Nullable String read(@Nullable Reader reader, long length) throws SQLException {
        if (reader == null) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        char[] buffer = new char[4096];
        try {
            while (text.length() < length) {
                int count = reader.read(buffer, 0, (int) Math.min(buffer.length, length - text.length()));
                if (count < 0) {
                    break;
                }
                text.append(buffer, 0, count);
            }
        } catch (IOException failure) {
            throw new SQLException("a reader given as a value could not be read", "58030", failure);
        }
        return text.toString();
    }

    @Override
    public void setRef(int parameter, Ref value) throws SQLException {
        throw JdbcErrors.unsupported("setRef");
    }

    @Override
    public void setBlob(int parameter, Blob value) throws SQLException {
        throw JdbcErrors.unsupported("large objects");
    }

    @Override
    public void setBlob(int parameter, @Nullable InputStream value, long length) throws SQLException {
        setBinaryStream(parameter, value, length);
    }

    @Override
    public void setBlob(int parameter, @Nullable InputStream value) throws SQLException {
        setBinaryStream(parameter, value);
    }

    @Override
    public void setClob(int parameter, Clob value) throws SQLException {
        throw JdbcErrors.unsupported("large objects");
    }

    @Override
    public void setClob(int parameter, @Nullable Reader value, long length) throws SQLException {
        setCharacterStream(parameter, value, length);
    }

    @Override
    public void setClob(int parameter, @Nullable Reader value) throws SQLException {
        setCharacterStream(parameter, value);
    }

    @Override
    public void setNClob(int parameter, NClob value) throws SQLException {
        throw JdbcErrors.unsupported("large objects");
    }

    @Override
    public void setNClob(int parameter, @Nullable Reader value, long length) throws SQLException {
        setCharacterStream(parameter, value, length);
    }

    @Override
    public void setNClob(int parameter, @Nullable Reader value) throws SQLException {
        setCharacterStream(parameter, value);
    }

    @Override
    public void setArray(int parameter, Array value) throws SQLException {
        throw JdbcErrors.unsupported("arrays");
    }

    @Override
    public void setURL(int parameter, URL value) throws SQLException {
        throw JdbcErrors.unsupported("setURL");
    }

    @Override
    public void setRowId(int parameter, RowId value) throws SQLException {
        throw JdbcErrors.unsupported("setRowId");
    }

    @Override
    public void setSQLXML(int parameter, SQLXML value) throws SQLException {
        throw JdbcErrors.unsupported("XML");
    }
}
