// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.coordinator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.cluster.FakeTaskExecutor;
import dev.sheaf.cluster.TestTasks;
import dev.sheaf.cluster.coordinator.QueryHandle.State;
import dev.sheaf.cluster.protocol.ClusterMessageCodec;
import dev.sheaf.cluster.worker.Worker;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskStatistics;
import dev.sheaf.testkit.exchange.FakeExchangeNetwork;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.SimulatedNetwork;
import dev.sheaf.transport.inproc.simulated.SimulatedNetworkSettings;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A coordinator and two workers whose tasks are fakes; messages travel as bytes.
class CoordinatorTest {
    private final SheafException cancel = new SheafException(ErrorCode.QUERY_CANCELLED, "stop");

    private final SteppedScheduler scheduler = new SteppedScheduler(5, 1);
    private final ControlNetwork control = new SimulatedNetwork(
            scheduler,
            scheduler.clock(),
            new SplittableRandom(5)::nextLong,
            new SimulatedNetworkSettings(1024, 8, 1_000_000, 100, 0))
            .control(new ClusterMessageCodec());
    private final EngineMemory engine = new EngineMemory(1 << 20);
    private final FakeTaskExecutor first = new FakeTaskExecutor();
    private final FakeTaskExecutor second = new FakeTaskExecutor();
    private final FakeExchangeNetwork exchanges = new FakeExchangeNetwork();
    private final Worker workerA = new Worker("a", control, first, exchanges, engine.context());
    private final Worker workerB = new Worker("b", control, second, exchanges, engine.context());
    private final Coordinator coordinator = new Coordinator("coordinator", control, scheduler, scheduler.clock());

    CoordinatorTest() {
        scheduler.start("a", "a", workerA);
        scheduler.start("b", "b", workerB);
        scheduler.start("coordinator", "coordinator", coordinator);
    }

    @AfterEach
    void nothingIsLeft() {
        coordinator.close();
        workerA.close();
        workerB.close();
        settle();
        engine.close();
    }

    private void settle() {
        scheduler.runFor(1_000_000_000L, 100_000);
    }

    private QueryHandle submit(long query) {
        QueryHandle handle = coordinator.submit(query, TestTasks.placed(query, "a", "b"), Long.MAX_VALUE);
        settle();
        return handle;
    }

    @Test
    void aQueryRunsFinishesAndIsReleased() {
        QueryHandle handle = submit(1);
        assertEquals(1, first.tasks().size());
        assertEquals(1, second.tasks().size());
        assertEquals(State.RUNNING, handle.state());
        first.task(TestTasks.id(1, 0))
                .finish(new TaskStatistics(10, 1, 1, List.of(new NodeStatistics(4, 100, 7, 8, 9, 3))));
        settle();
        assertEquals(State.RUNNING, handle.state());
        second.task(TestTasks.id(1, 1))
                .finish(new TaskStatistics(30, 1, 1, List.of(new NodeStatistics(4, 11, 1, 1, 1, 4))));
        settle();
        assertEquals(State.FINISHED, handle.state());
        assertEquals(30, handle.elapsedNanos());
        assertEquals(Map.of(4, new NodeStatistics(4, 111, 8, 9, 10, 7)), handle.nodeStatistics());
        coordinator.readerDone(1);
        settle();
        assertEquals(State.RELEASED, handle.state());
        assertEquals(0, handle.leakedBytes());
        assertNull(handle.error());
    }

    @Test
    void progressIsThatOfAllNodesWhenTheyWereLastAsked() {
        QueryHandle handle = submit(1);
        assertEquals(ScanProgress.NONE, handle.progress());
        first.task(TestTasks.id(1, 0)).progress = new ScanProgress(10, 1, 4);
        second.task(TestTasks.id(1, 1)).progress = new ScanProgress(20, 3, 4);
        coordinator.askProgress(handle);
        settle();
        assertEquals(new ScanProgress(30, 4, 8), handle.progress());
        assertEquals(0.5, handle.progress().fraction());
        first.task(TestTasks.id(1, 0)).progress = new ScanProgress(40, 4, 4);
        settle();
        assertEquals(new ScanProgress(30, 4, 8), handle.progress());
        coordinator.askProgress(handle);
        settle();
        assertEquals(new ScanProgress(60, 7, 8), handle.progress());
        coordinator.readerDone(1);
        settle();
        coordinator.askProgress(handle);
        settle();
        assertEquals(State.RELEASED, handle.state());
    }

    @Test
    void theFirstErrorEndsAllTasks() {
        QueryHandle handle = submit(1);
        first.task(TestTasks.id(1, 0)).fail(new SheafException(ErrorCode.DIVISION_BY_ZERO, "division by zero"));
        settle();
        assertEquals(ErrorCode.DIVISION_BY_ZERO, handle.error().code());
        assertEquals("a", handle.error().origin());
        assertEquals(
                ErrorCode.DIVISION_BY_ZERO,
                second.task(TestTasks.id(1, 1)).cancelledFor.code());
        assertEquals(State.FAILED, handle.state());
        coordinator.readerDone(1);
        settle();
        assertEquals(State.RELEASED, handle.state());
        assertEquals(ErrorCode.DIVISION_BY_ZERO, handle.error().code());
    }

    @Test
    void aTaskThatCantStartFailsTheQuery() {
        second.failStarts(new SheafException(ErrorCode.NOT_SUPPORTED, "can't be run"));
        QueryHandle handle = submit(1);
        assertEquals(ErrorCode.NOT_SUPPORTED, handle.error().code());
        assertEquals(State.FAILED, handle.state());
    }

    @Test
    void cancelEndsTheQueryWithItsReason() {
        QueryHandle handle = submit(1);
        coordinator.cancel(1, cancel);
        coordinator.cancel(2, cancel);
        settle();
        assertEquals(State.FAILED, handle.state());
        assertSame(cancel, handle.error());
        assertEquals("stop", first.task(TestTasks.id(1, 0)).cancelledFor.getMessage());
    }

    @Test
    void aQueryEndsWhenItsTimeIsUp() {
        QueryHandle slow = coordinator.submit(1, TestTasks.placed(1, "a"), 5_000_000_000L);
        QueryHandle quick = coordinator.submit(2, TestTasks.placed(2, "b"), 5_000_000_000L);
        settle();
        second.task(TestTasks.id(2, 0)).finish(TaskStatistics.NONE);
        settle();
        assertEquals(State.RUNNING, slow.state());
        scheduler.runFor(6_000_000_000L, 100_000);
        assertEquals(ErrorCode.STATEMENT_TIMEOUT, slow.error().code());
        assertEquals(State.FAILED, slow.state());
        assertNull(quick.error());
    }

    @Test
    void aReaderThatIsDoneEarlyEndsTheQuery() {
        QueryHandle handle = submit(1);
        coordinator.readerDone(1);
        settle();
        assertEquals(ErrorCode.QUERY_CANCELLED, first.task(TestTasks.id(1, 0)).cancelledFor.code());
        assertEquals(State.RELEASED, handle.state());
    }

    @Test
    void nothingIsReleasedWhileATaskStillEnds() {
        first.ignoreCancels();
        QueryHandle handle = submit(1);
        coordinator.readerDone(1);
        settle();
        assertEquals(State.RUNNING, handle.state());
        first.task(TestTasks.id(1, 0)).fail(cancel);
        settle();
        assertEquals(State.RELEASED, handle.state());
    }

    @Test
    void memoryThatIsStillHeldIsReported() {
        QueryHandle handle = submit(1);
        FakeTaskExecutor.FakeTask task = first.task(TestTasks.id(1, 0));
        task.memory.reserve(1000);
        task.finish(TaskStatistics.NONE);
        second.task(TestTasks.id(1, 1)).finish(TaskStatistics.NONE);
        coordinator.readerDone(1);
        settle();
        assertEquals(State.RELEASED, handle.state());
        assertEquals(1000, handle.leakedBytes());
        task.memory.unreserve(1000);
        task.memory.close();
    }

    @Test
    void changesWake() {
        boolean[] woken = {false};
        QueryHandle handle = submit(1);
        handle.waitForChange(() -> woken[0] = true);
        settle();
        assertTrue(!woken[0]);
        coordinator.cancel(1, cancel);
        settle();
        assertTrue(woken[0]);
    }

    @Test
    void queriesDontMixUp() {
        QueryHandle one = submit(1);
        QueryHandle two = submit(2);
        first.task(TestTasks.id(1, 0)).fail(cancel);
        settle();
        assertEquals(State.FAILED, one.state());
        assertEquals(State.RUNNING, two.state());
        coordinator.readerDone(1);
        coordinator.readerDone(2);
        settle();
        assertEquals(State.RELEASED, one.state());
        assertEquals(State.RELEASED, two.state());
    }

    private static SheafException lost(String node) {
        return new SheafException(ErrorCode.NODE_LOST, "node " + node + " was lost");
    }

    @Test
    void aLostNodeFailsItsQueriesAndEndsTheirOtherTasks() {
        QueryHandle both = submit(1);
        QueryHandle other = coordinator.submit(2, TestTasks.placed(2, "b"), Long.MAX_VALUE);
        settle();
        first.ignoreCancels();
        coordinator.nodeLost("a", lost("a"));
        settle();
        assertEquals(ErrorCode.NODE_LOST, both.error().code());
        assertEquals(ErrorCode.NODE_LOST, second.task(TestTasks.id(1, 1)).cancelledFor.code());
        assertEquals(State.FAILED, both.state());
        assertEquals(State.RUNNING, other.state());
        coordinator.readerDone(1);
        coordinator.readerDone(2);
        settle();
        assertEquals(State.RELEASED, both.state());
        assertEquals(State.RELEASED, other.state());
        // What was lost from here may live on: it was told, and forgets the query when its task has ended.
        assertEquals(ErrorCode.NODE_LOST, first.task(TestTasks.id(1, 0)).cancelledFor.code());
        assertEquals(1, workerA.queryCount());
        first.task(TestTasks.id(1, 0)).fail(cancel);
        settle();
        assertEquals(0, workerA.queryCount());
    }

    @Test
    void aNodeIsLostUntilItJoinsAgain() {
        coordinator.nodeLost("a", lost("a"));
        QueryHandle failed = submit(1);
        assertEquals(ErrorCode.NODE_LOST, failed.error().code());
        assertEquals(State.FAILED, failed.state());
        coordinator.readerDone(1);
        coordinator.nodeJoined("a");
        QueryHandle good = submit(2);
        assertNull(good.error());
        assertEquals(State.RELEASED, failed.state());
        coordinator.readerDone(2);
        settle();
        assertEquals(State.RELEASED, good.state());
    }

    @Test
    void aNodeThatIsLostWhileQueriesAreReleasedHoldsNothingUp() {
        QueryHandle handle = submit(1);
        first.task(TestTasks.id(1, 0)).finish(TaskStatistics.NONE);
        second.task(TestTasks.id(1, 1)).finish(TaskStatistics.NONE);
        settle();
        workerA.close();
        settle();
        coordinator.readerDone(1);
        settle();
        assertEquals(State.FINISHED, handle.state());
        coordinator.nodeLost("a", lost("a"));
        settle();
        assertEquals(State.RELEASED, handle.state());
        assertNull(handle.error());
    }
}
