// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.cluster.protocol.AgentName;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.direct.DirectControlNetwork;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A registry and the attendants of two workers on virtual time; a network that can be cut without a connection being
/// closed, as when a process is stopped.
class MembershipAgentsTest {
    private static final long SECOND = 1_000_000_000L;

    private final SteppedScheduler scheduler = new SteppedScheduler(3, 1);
    private final DirectControlNetwork control = new DirectControlNetwork();
    private final List<String> events = new ArrayList<>();
    private final AddressBook registryBook = new AddressBook();
    private final AddressBook attendantBook = new AddressBook();
    private final NodeInfo self = new NodeInfo("c", 1, "c:1", 4);
    private final Registry registry = new Registry(
            self, false, () -> new WorkerStatus(0, false), control, scheduler, scheduler.clock(), Liveness.DEFAULT,
            registryBook, listener("registry"));
    private int tasksOfA;
    private boolean drainingA;
    private final Attendant a = new Attendant(
            "a", () -> new WorkerStatus(tasksOfA, drainingA), control, scheduler, scheduler.clock(), Liveness.DEFAULT,
            attendantBook, listener("a"));

    MembershipAgentsTest() {
        scheduler.start("registry", "registry", registry);
        scheduler.start("a", "a", a);
        tell(AgentName.registry("c"), new MembershipNotice.Connected(fromA(1, 10)));
        tell(AgentName.attendant("a"), new MembershipNotice.Connected(toC(2)));
        pass(SECOND / 2);
    }

    @AfterEach
    void agentsEnd() {
        registry.close();
        a.close();
        pass(SECOND);
    }

    private static Connection fromA(long number, long incarnation) {
        return new Connection(number, new NodeInfo("a", incarnation, "a:" + incarnation, 2), false);
    }

    private Connection toC(long number) {
        return new Connection(number, self, true);
    }

    private void tell(String agent, ControlMessage message) {
        control.send(agent, agent, message);
    }

    private void pass(long nanos) {
        scheduler.runFor(nanos, 1_000_000);
    }

    private MembershipListener listener(String who) {
        return new MembershipListener() {
            @Override
            public void joined(Connection connection) {
                events.add(who + ": joined " + connection.peer().node() + " " + connection.peer().incarnation());
            }

            @Override
            public void lost(Connection connection, SheafException reason) {
                events.add(who + ": lost " + connection.peer().node() + " " + connection.peer().incarnation());
            }

            @Override
            public void refused(Connection connection, String reason) {
                events.add(who + ": refused " + connection.peer().node() + " " + connection.peer().incarnation());
            }

            @Override
            public void renewed(String node) {
                events.add(who + ": renewed " + node);
            }
        };
    }

    @Test
    void aWorkerThatHasComeGetsTasksAndAddresses() {
        assertEquals(List.of("registry: joined a 10", "a: joined c 1"), events.stream().sorted((l, r) -> r
                .compareTo(l)).toList());
        assertEquals(List.of(new WorkerSeat("a", 2, 0)), registry.seats());
        assertEquals("a:10", registryBook.address("a"));
        assertEquals("a:10", attendantBook.address("a"));
        assertEquals("c:1", attendantBook.address("c"));
        assertNull(attendantBook.address("b"));
        assertEquals(1, a.coordinatorCount());
    }

    @Test
    void theRegistryKnowsHowBusyAWorkerIs() {
        tasksOfA = 5;
        pass(2 * SECOND);
        assertEquals(List.of(new WorkerSeat("a", 2, 5)), registry.seats());
    }

    @Test
    void aDrainingWorkerGetsNothingNewAtOnce() {
        drainingA = true;
        a.beatSoon();
        pass(SECOND / 100);
        assertEquals(List.of(), registry.seats());
    }

    @Test
    void beatsKeepBothSidesTrusted() {
        events.clear();
        pass(60 * SECOND);
        assertEquals(List.of(), events);
        assertEquals(1, registry.seats().size());
    }

    @Test
    void aSilentWorkerGetsNothingNewAndIsLostAfterFifteenSeconds() {
        events.clear();
        a.close();
        pass(4 * SECOND);
        assertEquals(List.of(), registry.seats());
        assertEquals(List.of(), events);
        pass(10 * SECOND);
        assertEquals(List.of(), events);
        pass(3 * SECOND);
        assertEquals(List.of("registry: lost a 10"), events);
    }

    @Test
    void aSilentCoordinatorIsLostToo() {
        events.clear();
        registry.close();
        pass(14 * SECOND);
        assertEquals(List.of(), events);
        pass(3 * SECOND);
        assertEquals(List.of("a: lost c 1"), events);
        assertEquals(0, a.coordinatorCount());
    }

    @Test
    void aClosedConnectionAndANewLifeAreToldInOrder() {
        events.clear();
        tell(AgentName.registry("c"), new MembershipNotice.Closed(fromA(1, 10), "reset"));
        tell(AgentName.registry("c"), new MembershipNotice.Connected(fromA(3, 11)));
        pass(SECOND / 100);
        assertEquals(List.of("registry: lost a 10", "registry: renewed a", "registry: joined a 11", "a: renewed a"),
                events);
        assertEquals("a:11", registryBook.address("a"));
        events.clear();
        tell(AgentName.registry("c"), new MembershipNotice.Connected(fromA(4, 10)));
        pass(SECOND / 100);
        assertEquals(List.of("registry: refused a 10"), events);
        assertEquals("a:11", registryBook.address("a"));
        assertTrue(registry.seats().stream().anyMatch(seat -> seat.node().equals("a")));
    }
}
