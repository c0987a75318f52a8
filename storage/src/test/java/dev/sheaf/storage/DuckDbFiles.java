// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.storage.file.MemoryFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// DuckDB as the other side: writes files and reads them back.
public final class DuckDbFiles implements AutoCloseable {
    private final Connection connection;
    private final Path directory;
    private int files;

    public DuckDbFiles(Path directory) {
        this.directory = directory;
        try {
            connection = DriverManager.getConnection("jdbc:duckdb:");
            execute("SET threads = 2");
            execute("SET TimeZone = 'UTC'");
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    public void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException failure) {
            throw new IllegalStateException(sql, failure);
        }
    }

    public Path copy(String query, String options) {
        Path path = directory.resolve("file" + files++);
        execute("COPY (" + query + ") TO '" + path + "' (FORMAT parquet" + options + ")");
        return path;
    }

    public MemoryFile write(String query, String options) {
        try {
            return new MemoryFile("test.parquet", Files.readAllBytes(copy(query, options)));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public List<List<Object>> rows(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            List<List<Object>> rows = new ArrayList<>();
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(value(result, i));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException failure) {
            throw new IllegalStateException(query, failure);
        }
    }

    private static Object value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        return switch (value) {
            case null -> null;
            case Byte number -> number.longValue();
            case Short number -> number.longValue();
            case Integer number -> number.longValue();
            case java.math.BigInteger number -> new BigDecimal(number);
            case java.sql.Timestamp time -> time.toLocalDateTime();
            case java.sql.Date date -> date.toLocalDate();
            case java.sql.Time time -> time.toLocalTime();
            case OffsetDateTime time -> time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            case java.util.UUID uuid -> uuid.toString();
            case java.sql.Blob blob -> HexFormat.of().formatHex(blob.getBytes(1, (int) blob.length()));
            default -> value;
        };
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
