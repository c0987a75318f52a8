// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.error.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberTableTest {
    private static final long SECOND = 1_000_000_000L;

    private final MemberTable table = new MemberTable(Liveness.DEFAULT, 0);

    static Connection connection(long number, String node, long incarnation) {
        return new Connection(number, new NodeInfo(node, incarnation, node + ":1", 2), false);
    }

    private List<MemberEvent> silentUntil(long second) {
        List<MemberEvent> last = List.of();
        for (long now = 1; now <= second; now++) {
            last = table.tick(now * SECOND);
        }
        return last;
    }

    private static MemberEvent.Lost lost(List<MemberEvent> events) {
        return assertInstanceOf(MemberEvent.Lost.class, events.getFirst());
    }

    @Test
    void aClosedConnectionIsALossAtOnce() {
        Connection first = connection(1, "a", 10);
        assertEquals(List.of(new MemberEvent.Joined(first)), table.connected(first, 0));
        MemberEvent.Lost lost = lost(table.closed(first, "reset"));
        assertEquals(ErrorCode.NODE_LOST, lost.reason().code());
        assertEquals("a", lost.reason().origin());
        assertEquals(List.of(), table.living());
        assertEquals(List.of(), table.closed(first, "again"));
    }

    @Test
    void silenceIsSuspectedThenLost() {
        Connection first = connection(1, "a", 10);
        table.connected(first, 0);
        assertEquals(List.of(), silentUntil(2));
        assertEquals(List.of(new MemberEvent.Suspected(first)), table.tick(3 * SECOND));
        assertEquals(List.of(new MemberTable.Seen(first, true)), table.living());
        for (long now = 4; now < 15; now++) {
            assertEquals(List.of(), table.tick(now * SECOND));
        }
        assertEquals(first, lost(table.tick(15 * SECOND)).connection());
        assertEquals(List.of(), table.heard("a", 16 * SECOND));
        assertEquals(List.of(), table.living());
    }

    @Test
    void aSignOfLifeEndsSuspicion() {
        Connection first = connection(1, "a", 10);
        table.connected(first, 0);
        silentUntil(5);
        assertEquals(List.of(new MemberEvent.Trusted(first)), table.heard("a", 5 * SECOND));
        assertEquals(List.of(), table.heard("a", 6 * SECOND));
        assertEquals(List.of(), table.tick(7 * SECOND));
        assertEquals(List.of(new MemberTable.Seen(first, false)), table.living());
    }

    @Test
    void whoSleptItselfLosesNobody() {
        Connection first = connection(1, "a", 10);
        table.connected(first, 0);
        silentUntil(2);
        assertEquals(List.of(), table.tick(40 * SECOND));
        assertEquals(List.of(), table.tick(42 * SECOND));
        assertEquals(List.of(new MemberEvent.Suspected(first)), table.tick(43 * SECOND));
    }

    @Test
    void aNewLifeEndsTheOneBefore() {
        Connection first = connection(1, "a", 10);
        Connection second = connection(2, "a", 11);
        table.connected(first, 0);
        List<MemberEvent> events = table.connected(second, SECOND);
        assertEquals(first, lost(events).connection());
        assertEquals(new MemberEvent.Joined(second), events.getLast());
        assertEquals(List.of(), table.closed(first, "late"));
        assertEquals(List.of(new MemberTable.Seen(second, false)), table.living());
    }

    @Test
    void anOldLifeNeverComesBack() {
        Connection second = connection(2, "a", 11);
        table.connected(second, 0);
        Connection first = connection(3, "a", 10);
        assertInstanceOf(MemberEvent.Refused.class, table.connected(first, SECOND).getFirst());
        assertEquals(List.of(), table.closed(first, "refused"));
        assertEquals(List.of(new MemberTable.Seen(second, false)), table.living());
    }

    @Test
    void theSameLifeMayConnectAnew() {
        Connection first = connection(1, "a", 10);
        Connection second = connection(2, "a", 10);
        table.connected(first, 0);
        assertEquals(first, lost(table.connected(second, SECOND)).connection());
        assertEquals(List.of(new MemberTable.Seen(second, false)), table.living());
    }

    @Test
    void timesMustNotContradictEachOther() {
        assertThrows(IllegalArgumentException.class, () -> new Liveness(1, 1, 5));
        assertThrows(IllegalArgumentException.class, () -> new Liveness(1, 5, 5));
    }
}
