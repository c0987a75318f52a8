// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Queries that hold far more than their memory.
class SpillingTest {
    private static final String GROUPS = "select count(*), sum(c), sum(s), max(v) from (select g % 300000 as k, "
            + "count(*) as c, sum(g) as s, max('value number ' || (g % 300000)) as v "
            + "from generate_series(1, 600000) t(g) group by g % 300000) q";

    @TempDir
    private Path folder;

    @AfterEach
    void leavesNothing() throws IOException {
        assertEquals(List.of(), files());
    }

    private List<Path> files() throws IOException {
        Path parent = folder.resolve("sheaf-temp");
        if (!Files.exists(parent)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(parent)) {
            return paths.filter(path -> !path.equals(parent)).toList();
        }
    }

    private Connection open(String options) throws SQLException {
        return DriverManager.getConnection("jdbc:sheaf:?threads=2&memory=16MB&temp_directory=" + folder + options);
    }

    private static List<Object> row(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            List<Object> values = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                values.add(rows.getObject(i).toString());
            }
            return values;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&temp_encryption=true", "&workers=2&threads=1"})
    void groupsThatDontFitGoThroughTheDisk(String options) throws SQLException {
        try (Connection connection = open(options);
                Statement statement = connection.createStatement()) {
            assertEquals(
                    List.of("300000", "600000", "180000300000", "value number 99999"), row(statement, GROUPS));
            StringBuilder plan = new StringBuilder();
            try (ResultSet rows = statement.executeQuery("explain analyze " + GROUPS)) {
                while (rows.next()) {
                    plan.append(rows.getString(1));
                }
            }
            assertTrue(plan.toString().contains(", spilled "), plan.toString());
        }
    }

    @Test
    void filesGoWhenTheirQueryEnds() throws SQLException, IOException {
        try (Connection connection = open("");
                Statement statement = connection.createStatement()) {
            row(statement, GROUPS);
            List<Path> left = files();
            assertEquals(2, left.size(), "the engine's folder and its lock: " + left);
        }
    }

    @Test
    void distinctValuesThatDontFitGoThroughTheDisk() throws SQLException {
        try (Connection connection = open("");
                Statement statement = connection.createStatement()) {
            assertEquals(
                    List.of("500000"),
                    row(statement, "select count(distinct g % 500000) from generate_series(1, 800000) t(g)"));
            assertEquals(
                    List.of("900000", "400000", "80000200000"),
                    row(
                            statement,
                            "select count(*), count(distinct g % 400000), sum(distinct g % 400000 + 1)"
                                    + " from generate_series(1, 900000) t(g)"));
            assertEquals(
                    List.of("50000", "900000", "450000"),
                    row(
                            statement,
                            "select count(*), sum(d), sum(e) from (select g % 50000 as k, count(distinct g) as d,"
                                    + " count(distinct g - g % 100000) as e from generate_series(0, 899999) t(g)"
                                    + " group by g % 50000) q"));
            assertEquals(
                    List.of("800000"),
                    row(
                            statement,
                            "select count(*) from (select g from generate_series(1, 600000) t(g) union"
                                    + " select g from generate_series(200001, 800000) u(g)) q"));
        }
    }

    @Test
    void theLimitOfTemporaryFilesHolds() throws SQLException {
        try (Connection connection = open("&temp_limit=1MB");
                Statement statement = connection.createStatement()) {
            SQLException full = assertThrows(SQLException.class, () -> row(statement, GROUPS));
            assertEquals("53100", full.getSQLState(), full.getMessage());
        }
    }

    @Test
    void withoutSpillingTheMemoryIsTheLimit() throws SQLException, IOException {
        try (Connection connection = open("&spill=off");
                Statement statement = connection.createStatement()) {
            SQLException full = assertThrows(SQLException.class, () -> row(statement, GROUPS));
            assertEquals("53200", full.getSQLState(), full.getMessage());
            assertFalse(Files.exists(folder.resolve("sheaf-temp")));
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsATypedError() throws SQLException, IOException {
        Path file = Files.createFile(folder.resolve("file"));
        try (Connection connection = DriverManager.getConnection(
                "jdbc:sheaf:?threads=2&memory=16MB&temp_directory=" + file);
                Statement statement = connection.createStatement()) {
            SQLException failed = assertThrows(SQLException.class, () -> row(statement, GROUPS));
            assertTrue(failed.getSQLState().startsWith("58"), failed.getSQLState() + " " + failed.getMessage());
        }
    }
}
