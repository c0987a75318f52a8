// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Who gets in, for how long, and how often: with Arrow's JDBC driver over TLS.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Duration TOKEN = Duration.ofHours(2);

    private final RandomSource random = new SecureRandom()::nextLong;
    private final AtomicLong elapsedNanos = new AtomicLong();
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return elapsedNanos.get();
        }

        @Override
        public long epochMicros() {
            return elapsedNanos.get() / 1000;
        }
    };

    private FlightUsers users;
    private TestCertificate certificate;
    private Sheaf sheaf;
    private SheafFlightServer server;

    @BeforeAll
    void makeUsers(@TempDir Path folder) throws Exception {
        certificate = TestCertificate.make(folder);
        users = FlightUsers.parse("# who may ask\n\nada:" + hash("lovelace") + "\nbob:" + hash("b:ob") + "\n", random);
    }

    @BeforeEach
    void open() {
        sheaf = Sheaf.builder().workers(1).threads(1).memory("500MB").open();
        server = SheafFlightServer.builder(sheaf)
                .host("localhost")
                .users(users)
                .tls(certificate.chain(), certificate.key())
                .sessions(2, 3)
                .statements(4, 3)
                .times(IDLE, TOKEN)
                .clock(clock)
                .start();
    }

    @AfterEach
    void close() {
        server.close();
        sheaf.close();
    }

    @Test
    void usersHaveSessionsOfTheirOwn() throws SQLException {
        try (Connection ada = connect("ada", "lovelace");
                Connection bob = connect("bob", "b:ob")) {
            execute(ada, "SET time_zone = 'Europe/Berlin'");
            assertEquals("Europe/Berlin", setting(ada));
            assertEquals("UTC", setting(bob));
            execute(ada, "CREATE TABLE shared (k INTEGER)");
            execute(bob, "INSERT INTO shared VALUES (1)");
            assertEquals("1", one(ada, "SELECT count(*) FROM shared"));
            assertEquals(2, server.sessionCount());
        }
    }

    @Test
    void nobodyElseGetsIn() {
        assertRefused("ada", "wrong");
        assertRefused("ada", "b:ob");
        assertRefused("eve", "lovelace");
        assertRefused("ada", "");
        Properties nothing = new Properties();
        assertRefused(nothing, "log in");
        Properties token = new Properties();
        token.setProperty("token", "c2hlYWY");
        assertRefused(token, "token is not known");
        assertEquals(0, server.sessionCount());
    }

    @Test
    void certificatesThatAreNotTrustedAreNot() {
        Properties properties = new Properties();
        properties.setProperty("user", "ada");
        properties.setProperty("password", "lovelace");
        assertThrows(Exception.class, () -> connect(properties).close());
    }

    @Test
    void idleSessionsEnd() throws SQLException {
        try (Connection ada = connect("ada", "lovelace")) {
            assertEquals("1", one(ada, "SELECT 1"));
            pass(IDLE.minusMinutes(1));
            assertEquals("1", one(ada, "SELECT 1"));
            pass(IDLE.minusMinutes(1));
            assertEquals("1", one(ada, "SELECT 1"));
            pass(IDLE.plusMinutes(1));
            assertSays("has expired", () -> one(ada, "SELECT 1"));
        }
    }

    @Test
    void tokensEndEvenIfTheyAreUsed() throws SQLException {
        try (Connection ada = connect("ada", "lovelace")) {
            for (Duration at = Duration.ZERO; at.compareTo(TOKEN) < 0; at = at.plusMinutes(20)) {
                assertEquals("1", one(ada, "SELECT 1"));
                pass(Duration.ofMinutes(20));
            }
            pass(Duration.ofMinutes(1));
            assertSays("has expired", () -> one(ada, "SELECT 1"));
            try (Connection again = connect("ada", "lovelace")) {
                assertEquals("1", one(again, "SELECT 1"));
            }
        }
    }

    @Test
    void sessionsAreLimited() throws SQLException {
        try (Connection first = connect("ada", "lovelace");
                Connection second = connect("ada", "lovelace");
                Connection other = connect("bob", "b:ob")) {
            assertSays("\"ada\" has 2 sessions", () -> connect("ada", "lovelace").close());
            assertSays("there are 3 sessions", () -> connect("bob", "b:ob").close());
            assertEquals("1", one(first, "SELECT 1"));
            assertEquals("1", one(second, "SELECT 1"));
            assertEquals("1", one(other, "SELECT 1"));
            // Those that nobody uses any more make room.
            pass(IDLE.plusMinutes(1));
            try (Connection third = connect("ada", "lovelace")) {
                assertEquals("1", one(third, "SELECT 1"));
            }
        }
    }

    @Test
    void sessionsOfClientsThatAreGoneMakeRoom() throws SQLException {
        for (int i = 0; i < 5; i++) {
            try (Connection ada = connect("ada", "lovelace")) {
                assertEquals("1", one(ada, "SELECT 1"));
            }
        }
        assertTrue(server.sessionCount() <= 2);
    }

    @Test
    void preparedStatementsAreLimitedAndExpire() throws SQLException {
        try (Connection ada = connect("ada", "lovelace")) {
            List<PreparedStatement> prepared = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                prepared.add(ada.prepareStatement("SELECT CAST(? AS INTEGER) + " + i));
            }
            assertSays("3 prepared statements", () -> ada.prepareStatement("SELECT 4").close());
            pass(IDLE.dividedBy(2));
            prepared.get(0).setInt(1, 7);
            try (ResultSet rows = prepared.get(0).executeQuery()) {
                assertTrue(rows.next());
            }
            pass(IDLE.dividedBy(2).plusMinutes(1));
            prepared.get(1).setInt(1, 7);
            assertSays("was closed, or has expired", () -> prepared.get(1).executeQuery().close());
            prepared.get(0).setInt(1, 8);
            try (ResultSet rows = prepared.get(0).executeQuery()) {
                assertTrue(rows.next());
                assertEquals(8, rows.getInt(1));
            }
            for (PreparedStatement statement : prepared) {
                statement.close();
            }
        }
    }

    @Test
    void beyondLoopbackItNeedsTlsAndUsers() {
        for (SheafFlightServer.Builder open : List.of(
                SheafFlightServer.builder(sheaf).host("0.0.0.0"),
                SheafFlightServer.builder(sheaf).host("0.0.0.0").users(users),
                SheafFlightServer.builder(sheaf).host("0.0.0.0").tls(certificate.chain(), certificate.key()))) {
            SheafException refused = assertThrows(SheafException.class, open::start);
            assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
        }
        SheafFlightServer.builder(sheaf)
                .host("0.0.0.0")
                .users(users)
                .tls(certificate.chain(), certificate.key())
                .start()
                .close();
    }

    @Test
    void portsInUseAreSaid() {
        SheafException refused = assertThrows(
                SheafException.class, () -> SheafFlightServer.builder(sheaf).port(server.port()).start());
        assertEquals(ErrorCode.IO_ERROR, refused.code());
    }

    @Test
    void filesOfUsersAreChecked() {
        for (String wrong : List.of(
                "", "ada", ":" + hash("x"), "ada:lovelace", "ada:" + hash("x") + "\nada:" + hash("y"))) {
            assertEquals(
                    ErrorCode.INVALID_PARAMETER,
                    assertThrows(SheafException.class, () -> FlightUsers.parse(wrong, random)).code());
        }
    }

    private String hash(String password) {
        return PasswordHash.of(password.getBytes(StandardCharsets.UTF_8), random).toString();
    }

    private void pass(Duration time) {
        elapsedNanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(time.toMillis()));
    }

    private Connection connect(String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("tlsRootCerts", certificate.chain().toString());
        return connect(properties);
    }

    private Connection connect(Properties properties) throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(), properties);
    }

    private void assertRefused(String user, String password) {
        assertSays("wrong name or password", () -> connect(user, password).close());
    }

    private void assertRefused(Properties properties, String why) {
        properties.setProperty("tlsRootCerts", certificate.chain().toString());
        assertSays(why, () -> {
            try (Connection connection = connect(properties)) {
                one(connection, "SELECT 1");
            }
        });
    }

    private static void assertSays(String part, Call call) {
        Exception failure = assertThrows(Exception.class, call::run);
        StringBuilder messages = new StringBuilder();
        for (Throwable at = failure; at != null; at = at.getCause()) {
            messages.append(at.getMessage()).append('\n');
        }
        assertTrue(messages.indexOf(part) >= 0, () -> part + " is not in " + messages);
    }

    private static String setting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW time_zone")) {
            assertTrue(rows.next());
            return rows.getString("value");
        }
    }

    private static String one(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getString(1);
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Something that may fail in any way.
    private interface Call {
        void run() throws Exception;
    }
}
