// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of queries when the processes that run them are killed, stopped, or no longer wanted.
@Timeout(180)
class LostProcessesTest {
    /// More than anybody would wait for.
    private static final String ENDLESS = """
            SELECT sum(a.l_quantity * b.l_quantity) FROM "tpch.sf0.1".lineitem a, "tpch.sf0.1".lineitem b
            WHERE a.l_orderkey + b.l_orderkey <> 7""";
    /// More rows than wait in exchanges for a client that doesn't take them.
    private static final String MANY = """
            SELECT a.l_orderkey FROM "tpch.sf0.1".lineitem a,
                (SELECT 1 FROM "tpch.sf0.01".lineitem LIMIT 10) b""";
    private static final String COUNT = "SELECT count(*) FROM \"tpch.sf0.01\".lineitem";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long LOSS_MILLIS_MAX = 2_000;
    private static final long SECONDS_MAX = 60;

    @TempDir
    Path directory;

    /// A coordinator of this process, and two workers of their own.
    private record Cluster(
            TestCoordinator coordinator, ChildNode first, ChildNode second, Connection connection,
            Statement statement) {}

    private interface Scenario {
        void play(Cluster cluster) throws Exception;
    }

    private void withTwoWorkers(Scenario scenario) throws Exception {
        try (TestCoordinator coordinator = TestCoordinator.start("c1", directory, line -> {});
                ChildNode first = ChildNode.worker("w1", coordinator.address(), directory);
                ChildNode second = ChildNode.worker("w2", coordinator.address(), directory);
                Connection connection = coordinator.connect();
                Statement statement = connection.createStatement()) {
            coordinator.awaitWorkers(2, List.of(first, second));
            scenario.play(new Cluster(coordinator, first, second, connection, statement));
        }
    }

    private static FutureTask<SQLException> fails(Statement statement) {
        FutureTask<SQLException> task = new FutureTask<>(() -> assertThrows(SQLException.class, () -> {
            try (ResultSet result = statement.executeQuery(ENDLESS)) {
                result.next();
            }
        }));
        Thread.ofPlatform().daemon().start(task);
        return task;
    }

    private static void awaitTasksEverywhere(TestCoordinator coordinator) {
        Waiting.until(() -> withTasks(coordinator).toList().equals(List.of("w1", "w2")), SECONDS_MAX,
                () -> "tasks are missing: " + coordinator.process().node().workers());
    }

    /// The name of a worker that has a task.
    private static String awaitTasks(TestCoordinator coordinator) {
        Waiting.until(() -> withTasks(coordinator).findFirst().isPresent(), SECONDS_MAX, () -> "no tasks");
        return withTasks(coordinator).findFirst().orElseThrow();
    }

    private static Stream<String> withTasks(TestCoordinator coordinator) {
        return coordinator.process().node().workers().stream()
                .filter(worker -> worker.runningTasks() > 0)
                .map(WorkerSeat::node)
                .sorted();
    }

    private static void awaitTasksNowhere(TestCoordinator coordinator) {
        Waiting.until(() -> coordinator.process().node().workers().stream()
                .allMatch(worker -> worker.runningTasks() == 0), SECONDS_MAX,
                () -> "tasks are left: " + coordinator.process().node().workers());
    }

    private static void assertCounts(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(COUNT)) {
            assertTrue(result.next());
            assertEquals(60_175, result.getLong(1));
        }
    }

    @Test
    void aKilledWorkerFailsItsQueriesAtOnceAndMayComeBack() throws Exception {
        withTwoWorkers(cluster -> {
            FutureTask<SQLException> failure = fails(cluster.statement);
            awaitTasksEverywhere(cluster.coordinator);
            long killed = System.nanoTime();
            cluster.first.kill();
            SQLException error = failure.get(SECONDS_MAX, TimeUnit.SECONDS);
            long millis = (System.nanoTime() - killed) / 1_000_000;
            assertTrue(millis <= LOSS_MILLIS_MAX, millis + " ms");
            assertInstanceOf(SQLTransientException.class, error);
            SheafException cause = assertInstanceOf(SheafException.class, error.getCause());
            assertEquals(ErrorCode.NODE_LOST, cause.code(), cause.getMessage());
            assertEquals("w1", cause.origin());
            cluster.coordinator.awaitWorkers(1, List.of(cluster.second));
            assertCounts(cluster.connection);
            try (ChildNode again = ChildNode.worker("w1", cluster.coordinator.address(), directory)) {
                cluster.coordinator.awaitWorkers(2, List.of(cluster.second, again));
                assertNotEquals(cluster.first.pid(), again.pid());
                for (int i = 0; i < 4; i++) {
                    assertCounts(cluster.connection);
                }
                awaitTasksNowhere(cluster.coordinator);
            }
        });
    }

    @Test
    void aWorkerThatIsPausedIsSuspectedAndLosesNothing() throws Exception {
        withTwoWorkers(cluster -> {
            try (ResultSet result = cluster.statement.executeQuery(MANY)) {
                assertTrue(result.next());
                ChildNode paused = awaitTasks(cluster.coordinator).equals("w1") ? cluster.first : cluster.second;
                paused.signal("STOP");
                // Suspected: after three seconds.
                cluster.coordinator.awaitWorkers(1, List.of(cluster.first, cluster.second));
                assertCounts(cluster.connection);
                paused.signal("CONT");
                cluster.coordinator.awaitWorkers(2, List.of(cluster.first, cluster.second));
                long rows = 1;
                while (result.next()) {
                    rows++;
                }
                assertEquals(10L * 600_572, rows);
            }
        });
    }

    @Test
    void cancelAndDeadlinesReachTheTasksOfOtherProcesses() throws Exception {
        withTwoWorkers(cluster -> {
            FutureTask<SQLException> failure = fails(cluster.statement);
            awaitTasksEverywhere(cluster.coordinator);
            cluster.statement.cancel();
            assertEquals("57014", failure.get(SECONDS_MAX, TimeUnit.SECONDS).getSQLState());
            awaitTasksNowhere(cluster.coordinator);
            try (Statement hurried = cluster.connection.createStatement()) {
                hurried.setQueryTimeout(1);
                assertInstanceOf(SQLTimeoutException.class, fails(hurried).get(SECONDS_MAX, TimeUnit.SECONDS));
            }
            awaitTasksNowhere(cluster.coordinator);
            assertCounts(cluster.connection);
        });
    }

    @Test
    void tasksDoNotOutliveTheirCoordinator() throws Exception {
        try (ChildNode coordinator = ChildNode.start(
                "c1", List.of(CoordinatorProgram.class.getName(), directory.toString(), ENDLESS));
                ChildNode worker = ChildNode.worker("w1", coordinator.address("control"), directory)) {
            String http = "http://" + worker.address("http");
            awaitStatus(http + "/ready", 200);
            Waiting.until(() -> text(http + "/live").contains("queries=1"), SECONDS_MAX, worker::output);
            coordinator.kill();
            awaitStatus(http + "/ready", 503);
            Waiting.until(() -> text(http + "/live").contains("queries=0"), SECONDS_MAX, worker::output);
            worker.terminate();
            // What a task had left of its memory would make it fail.
            assertEquals(143, worker.awaitExit(SECONDS_MAX), worker::output);
            assertTrue(worker.output().contains("nothing left to do"), worker::output);
            assertTrue(worker.output().contains("node w1 stopped"), worker::output);
        }
    }

    @Test
    void aWorkerThatStopsFinishesWhatItHasAndGetsNothingNew() throws Exception {
        withTwoWorkers(cluster -> {
            FutureTask<SQLException> failure = fails(cluster.statement);
            awaitTasksEverywhere(cluster.coordinator);
            cluster.first.terminate();
            cluster.first.awaitLine("node w1 drains");
            cluster.coordinator.awaitWorkers(1, List.of(cluster.second));
            assertCounts(cluster.connection);
            cluster.statement.cancel();
            assertEquals("57014", failure.get(SECONDS_MAX, TimeUnit.SECONDS).getSQLState());
            assertEquals(143, cluster.first.awaitExit(SECONDS_MAX), cluster.first::output);
            assertTrue(cluster.first.output().contains("nothing left to do"), cluster.first::output);
            assertTrue(cluster.first.output().contains("node w1 stopped"), cluster.first::output);
        });
    }

    private static void awaitStatus(String url, int status) {
        Waiting.until(() -> get(url).statusCode() == status, SECONDS_MAX, () -> url + ": " + get(url).statusCode());
    }

    private static String text(String url) {
        return get(url).body();
    }

    private static HttpResponse<String> get(String url) {
        try {
            return CLIENT.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(url, e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
