// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.cluster.FakeTaskExecutor;
import dev.sheaf.cluster.TestTasks;
import dev.sheaf.cluster.protocol.ClusterMessage;
import dev.sheaf.cluster.protocol.ClusterMessage.AbandonQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ProgressReport;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.schedule.Activity.Outcome;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskStatistics;
import dev.sheaf.testkit.exchange.FakeExchangeNetwork;
import dev.sheaf.transport.inproc.direct.DirectControlNetwork;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private final SheafException stop = new SheafException(ErrorCode.QUERY_CANCELLED, "stop");

    private final DirectControlNetwork control = new DirectControlNetwork();
    private final Mailbox coordinator = control.open("coordinator");
    private final EngineMemory engine = new EngineMemory(1 << 20);
    private final FakeTaskExecutor executor = new FakeTaskExecutor();
    private final Worker worker = new Worker("w", control, executor, new FakeExchangeNetwork(), engine.context());

    @AfterEach
    void nothingIsLeft() {
        worker.close();
        assertEquals(Outcome.DONE, worker.step(() -> {}));
        assertNull(coordinator.poll());
        engine.close();
    }

    private void tell(ControlMessage message) {
        control.send("coordinator", "w", message);
        assertEquals(Outcome.BLOCKED, worker.step(() -> {}));
    }

    private ClusterMessage answer() {
        Mailbox.Letter letter = coordinator.poll();
        return letter == null ? null : (ClusterMessage) letter.message();
    }

    private void release(long query) {
        tell(new ReleaseQuery(query));
        assertEquals(new QueryReleased(query, 0), answer());
    }

    @Test
    void reportsHowATaskEnded() {
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        tell(new StartTask(TestTasks.task(1, 1, 0)));
        TaskStatistics statistics = new TaskStatistics(1, 2, 3, List.of());
        executor.task(TestTasks.id(1, 0)).finish(statistics);
        assertEquals(new TaskEnded(TestTasks.id(1, 0), Optional.empty(), statistics), answer());
        executor.task(TestTasks.id(1, 1)).fail(stop);
        assertEquals(new TaskEnded(TestTasks.id(1, 1), Optional.of(stop), TaskStatistics.NONE), answer());
        release(1);
    }

    @Test
    void tellsHowFarAllTasksOfAQueryHaveCome() {
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        tell(new StartTask(TestTasks.task(1, 1, 0)));
        tell(new StartTask(TestTasks.task(2, 0, 0)));
        executor.task(TestTasks.id(1, 0)).progress = new ScanProgress(10, 1, 4);
        executor.task(TestTasks.id(1, 1)).progress = new ScanProgress(5, 2, 2);
        executor.task(TestTasks.id(2, 0)).progress = new ScanProgress(1000, 9, 9);
        tell(new ReportProgress(1));
        assertEquals(new ProgressReport(1, new ScanProgress(15, 3, 6)), answer());
        for (TaskId id : executor.tasks().keySet()) {
            executor.task(id).finish(TaskStatistics.NONE);
            answer();
        }
        release(1);
        release(2);
        tell(new ReportProgress(1));
        assertNull(answer());
    }

    @Test
    void aTaskThatCantStartIsReportedLikeOneThatFailed() {
        executor.failStarts(new SheafException(ErrorCode.NOT_SUPPORTED, "no"));
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        TaskEnded ended = (TaskEnded) answer();
        assertEquals(ErrorCode.NOT_SUPPORTED, ended.error().orElseThrow().code());
        release(1);
    }

    @Test
    void startsNothingForAQueryThatWasCancelled() {
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        tell(new CancelQuery(1, stop));
        assertEquals(new TaskEnded(TestTasks.id(1, 0), Optional.of(stop), TaskStatistics.NONE), answer());
        tell(new StartTask(TestTasks.task(1, 1, 0)));
        assertEquals(new TaskEnded(TestTasks.id(1, 1), Optional.of(stop), TaskStatistics.NONE), answer());
        assertEquals(1, executor.tasks().size());
        release(1);
    }

    @Test
    void knowsNothingOfOtherQueries() {
        tell(new CancelQuery(5, stop));
        release(5);
    }

    @Test
    void tasksOfAQueryShareItsMemoryUntilTheRelease() {
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        tell(new StartTask(TestTasks.task(1, 1, 0)));
        tell(new StartTask(TestTasks.task(2, 0, 0)));
        assertEquals(
                executor.task(TestTasks.id(1, 0)).memory, executor.task(TestTasks.id(1, 1)).memory);
        executor.task(TestTasks.id(2, 0)).memory.reserve(10);
        assertEquals(0, executor.task(TestTasks.id(1, 0)).memory.usedBytes());
        executor.task(TestTasks.id(2, 0)).memory.unreserve(10);
        release(1);
        release(2);
    }

    @Test
    void tasksEndWithTheirCoordinatorAndAreForgotten() {
        SheafException lost = new SheafException(ErrorCode.NODE_LOST, "gone");
        executor.ignoreCancels();
        tell(new StartTask(TestTasks.task(1, 0, 0)));
        Mailbox other = control.open("other");
        control.send("other", "w", new StartTask(TestTasks.task(2, 0, 0)));
        worker.step(() -> {});
        assertEquals(2, worker.queryCount());
        worker.coordinatorLost("coordinator", lost);
        worker.step(() -> {});
        assertEquals(lost, executor.task(TestTasks.id(1, 0)).cancelledFor);
        assertNull(executor.task(TestTasks.id(2, 0)).cancelledFor);
        assertEquals(2, worker.queryCount());
        executor.task(TestTasks.id(1, 0)).fail(lost);
        worker.step(() -> {});
        assertEquals(1, worker.queryCount());
        assertEquals(1, worker.runningTasks());
        answer();
        executor.task(TestTasks.id(2, 0)).finish(TaskStatistics.NONE);
        control.send("other", "w", new AbandonQuery(2, lost));
        worker.step(() -> {});
        assertEquals(0, worker.queryCount());
        assertEquals(0, worker.runningTasks());
        other.close();
    }

    @Test
    void refusesMessagesThatAreNotForWorkers() {
        control.send("x", "w", new QueryReleased(1, 0));
        assertEquals(
                ErrorCode.PROTOCOL_VIOLATION,
                assertThrows(SheafException.class, () -> worker.step(() -> {})).code());
    }
}
