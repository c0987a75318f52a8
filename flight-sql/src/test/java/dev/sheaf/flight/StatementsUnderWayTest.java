// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.Sheaf;
import dev.sheaf.core.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.FlightClient;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.flight.FlightStatusCode;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.Location;
import org.apache.arrow.flight.sql.FlightSqlClient;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Results that are being read: what a slow client costs, and what ends a statement. Each test ends with nothing held,
/// on either side.
@SuppressWarnings("try") // Arrow declares that closing a stream may be interrupted.
class StatementsUnderWayTest {
    private static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(60);
    private static final String ENDLESS = "SELECT i, i * 2 AS twice FROM range(1000000000000) r(i)";

    private BufferAllocator allocator;
    private Sheaf sheaf;
    private SheafFlightServer server;
    private FlightSqlClient client;

    @BeforeEach
    void open() {
        allocator = new RootAllocator();
        sheaf = Sheaf.builder().workers(1).threads(1).memory("300MB").open();
        server = SheafFlightServer.builder(sheaf).times(Duration.ofSeconds(2), Duration.ofHours(1)).start();
        client = new FlightSqlClient(FlightClient.builder(
                allocator, Location.forGrpcInsecure("127.0.0.1", server.port()))
                .build());
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        server.close();
        sheaf.close();
        allocator.close();
    }

    @Test
    void clientsThatReadSlowlyPauseTheirStatement() throws Exception {
        try (FlightStream stream = client.getStream(ticket(ENDLESS))) {
            assertTrue(stream.next());
            // What the statement may have made ahead is bounded, however long it had the time.
            long seen = usedWhenSteady();
            assertTrue(seen < 64 << 20, () -> seen + " bytes for one client that doesn't read");
            long expected = 0;
            for (int batch = 0; batch < 20; batch++) {
                VectorSchemaRoot root = stream.getRoot();
                BigIntVector numbers = (BigIntVector) root.getVector(0);
                for (int row = 0; row < root.getRowCount(); row++) {
                    assertEquals(expected++, numbers.get(row));
                }
                assertTrue(stream.next());
            }
            stream.cancel("enough", null);
        }
        awaitIdle();
    }

    @Test
    void streamsThatClientsCancelEndTheirStatement() throws Exception {
        try (FlightStream stream = client.getStream(ticket(ENDLESS))) {
            assertTrue(stream.next());
            stream.cancel("enough", null);
        }
        awaitIdle();
        // The session goes on.
        assertEquals(1, client.executeUpdate("CREATE TABLE one AS SELECT 1 AS k"));
    }

    @Test
    void statementsThatAreCancelledByTheirInfoEnd() throws Exception {
        FlightInfo info = client.execute("SELECT count(*) FROM range(1000000000000) r(i)");
        try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
            await(() -> sheaf.engine().exchangingQueryCount() > 0);
            assertEquals(CancelStatus.CANCELLED, cancel(info));
            assertCancelled(assertThrows(FlightRuntimeException.class, stream::next));
        }
        awaitIdle();
        assertEquals(CancelStatus.NOT_CANCELLABLE, cancel(info));
    }

    @Test
    void statementsThatWereCancelledBeforeDontRun() throws Exception {
        FlightInfo info = client.execute("SELECT 1");
        assertEquals(CancelStatus.CANCELLED, cancel(info));
        try (FlightStream stream = client.getStream(info.getEndpoints().getFirst().getTicket())) {
            assertCancelled(assertThrows(FlightRuntimeException.class, stream::next));
        }
    }

    @Test
    void clientsThatTakeNothingLoseTheirStatement() throws Exception {
        try (FlightStream stream = client.getStream(ticket(ENDLESS))) {
            assertTrue(stream.next());
            awaitIdle();
            FlightRuntimeException ended = assertThrows(FlightRuntimeException.class, () -> {
                while (stream.next()) {
                    stream.getRoot().clear();
                }
            });
            assertEquals(FlightStatusCode.TIMED_OUT, ended.status().code());
            assertEquals("STATEMENT_TIMEOUT", ended.status().metadata().get(FlightErrors.CODE));
        }
    }

    @Test
    void closingTheServerEndsStatements() throws Exception {
        try (FlightStream stream = client.getStream(ticket(ENDLESS))) {
            assertTrue(stream.next());
            server.close();
            assertThrows(FlightRuntimeException.class, () -> {
                while (stream.next()) {
                    stream.getRoot().clear();
                }
            });
        }
        assertEquals(0, sheaf.engine().exchangingQueryCount());
    }

    @Test
    void errorsHaveFields() throws Exception {
        FlightRuntimeException undefined =
                assertThrows(FlightRuntimeException.class, () -> client.execute("SELECT\n nothing"));
        assertEquals(FlightStatusCode.INVALID_ARGUMENT, undefined.status().code());
        assertEquals("UNDEFINED_COLUMN", undefined.status().metadata().get(FlightErrors.CODE));
        assertEquals("42703", undefined.status().metadata().get(FlightErrors.SQL_STATE));
        assertEquals("2", undefined.status().metadata().get(FlightErrors.LINE));
        assertEquals("2", undefined.status().metadata().get(FlightErrors.COLUMN));
        assertEquals("false", undefined.status().metadata().get(FlightErrors.RETRYABLE));
        FlightRuntimeException transaction =
                assertThrows(FlightRuntimeException.class, () -> client.beginTransaction());
        assertEquals(FlightStatusCode.UNIMPLEMENTED, transaction.status().code());
        assertTrue(transaction.getMessage().contains("each statement commits by itself"));
    }

    @Test
    void ticketsOfOthersAreRefused() throws Exception {
        for (byte[] bytes : List.of(new byte[0], new byte[] {1, 2, 3}, new byte[] {9, 8, 7, 6, 5})) {
            try (FlightStream stream = client.getStream(new org.apache.arrow.flight.Ticket(bytes))) {
                FlightRuntimeException refused = assertThrows(FlightRuntimeException.class, stream::next);
                assertEquals(FlightStatusCode.INVALID_ARGUMENT, refused.status().code());
            }
        }
        assertEquals(0, client.executeUpdate("CREATE TABLE still_there (k INTEGER)"));
    }

    @Test
    void everyCodeHasAStatus() {
        for (ErrorCode code : ErrorCode.values()) {
            assertTrue(FlightErrors.status(code).code() != FlightStatusCode.OK, code::name);
        }
    }

    private org.apache.arrow.flight.Ticket ticket(String sql) {
        return client.execute(sql).getEndpoints().getFirst().getTicket();
    }

    private CancelStatus cancel(FlightInfo info) {
        return client.cancelFlightInfo(new CancelFlightInfoRequest(info)).getStatus();
    }

    private static void assertCancelled(FlightRuntimeException failure) {
        assertEquals(FlightStatusCode.CANCELLED, failure.status().code());
    }

    private void awaitIdle() {
        await(() -> sheaf.engine().exchangingQueryCount() == 0);
    }

    /// What the engine holds when that has stopped to change.
    private long usedWhenSteady() {
        long[] last = {-1, 0};
        await(() -> {
            long used = sheaf.engine().memory().usedBytes();
            last[1] = used == last[0] ? last[1] + 1 : 0;
            last[0] = used;
            return last[1] > 20;
        });
        return last[0];
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + WAIT_NANOS_MAX;
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - deadline < 0, "waited too long");
            LockSupport.parkNanos(5_000_000);
        }
    }
}
