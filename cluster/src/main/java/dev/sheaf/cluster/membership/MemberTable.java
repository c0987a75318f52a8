// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Decides which nodes at the other ends of connections live: the one place that does, for its side. A closed
/// connection ends a life at once; silence is first only suspicion, and then the end, too. A life that has ended never
/// comes back: the node begins another.
///
/// A pure state machine: it is told what happens and what time it is, and answers what has changed.
public final class MemberTable {
    private final Liveness liveness;
    private final Map<String, Entry> entries = new TreeMap<>();
    private long lastTickNanos;

    private static final class Entry {
        private final Connection connection;
        private long heardNanos;
        private boolean suspected;

        Entry(Connection connection, long nowNanos) {
            this.connection = connection;
            this.heardNanos = nowNanos;
        }
    }

    /// A node that lives.
    public record Seen(Connection connection, boolean suspected) {}

    public MemberTable(Liveness liveness, long nowNanos) {
        this.liveness = liveness;
        this.lastTickNanos = nowNanos;
    }

    /// A connection stands. It ends the life of the node that came before, unless it is from before itself.
    public List<MemberEvent> connected(Connection connection, long nowNanos) {
        String node = connection.peer().node();
        Entry known = entries.get(node);
        List<MemberEvent> events = new ArrayList<>();
        if (known != null) {
            if (known.connection.peer().incarnation() > connection.peer().incarnation()) {
                return List.of(new MemberEvent.Refused(
                        connection, "node " + node + " has begun a newer life, or another node has its name"));
            }
            events.add(new MemberEvent.Lost(known.connection, lost(node, "it has connected anew")));
        }
        entries.put(node, new Entry(connection, nowNanos));
        events.add(new MemberEvent.Joined(connection));
        return events;
    }

    /// A connection was closed, by whichever side.
    public List<MemberEvent> closed(Connection connection, String why) {
        String node = connection.peer().node();
        Entry known = entries.get(node);
        if (known == null || known.connection.number() != connection.number()) {
            return List.of();
        }
        entries.remove(node);
        return List.of(new MemberEvent.Lost(connection, lost(node, why)));
    }

    /// There was a sign of life.
    public List<MemberEvent> heard(String node, long nowNanos) {
        Entry known = entries.get(node);
        if (known == null) {
            return List.of();
        }
        known.heardNanos = nowNanos;
        if (!known.suspected) {
            return List.of();
        }
        known.suspected = false;
        return List.of(new MemberEvent.Trusted(known.connection));
    }

    /// Time has passed. To be called at least each [Liveness#beatNanos].
    public List<MemberEvent> tick(long nowNanos) {
        boolean stoodStill = nowNanos - lastTickNanos > liveness.suspectedNanos();
        lastTickNanos = nowNanos;
        if (stoodStill) {
            // It was this side that slept: what the others said meanwhile may not have been read yet.
            entries.values().forEach(entry -> entry.heardNanos = nowNanos);
        }
        List<MemberEvent> events = new ArrayList<>();
        for (Entry entry : List.copyOf(entries.values())) {
            MemberEvent event = judge(entry, nowNanos - entry.heardNanos);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    private @Nullable MemberEvent judge(Entry entry, long silentNanos) {
        String node = entry.connection.peer().node();
        if (silentNanos >= liveness.lostNanos()) {
            entries.remove(node);
            return new MemberEvent.Lost(
                    entry.connection, lost(node, "it was silent for " + silentNanos / 1_000_000_000L + " s"));
        }
        if (silentNanos >= liveness.suspectedNanos() && !entry.suspected) {
            entry.suspected = true;
            return new MemberEvent.Suspected(entry.connection);
        }
        return null;
    }

    /// All nodes that live, by name.
    public List<Seen> living() {
        return entries.values().stream()
                .map(entry -> new Seen(entry.connection, entry.suspected))
                .toList();
    }

    private static SheafException lost(String node, String why) {
        return new SheafException(
                ErrorCode.NODE_LOST, "node " + node + " was lost: " + why, SourcePosition.UNKNOWN, node, null);
    }
}
