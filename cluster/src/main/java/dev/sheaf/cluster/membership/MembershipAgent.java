// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the agents at both ends of a connection have in common: a table that they feed with what they hear, and a beat.
abstract sealed class MembershipAgent implements Activity permits Registry, Attendant {
    private static final int LETTERS_PER_STEP = 64;

    private final String name;
    private final ControlNetwork control;
    private final Mailbox mailbox;
    private final Scheduler scheduler;
    private final Clock clock;
    private final Liveness liveness;
    private final AddressBook addresses;
    private final MembershipListener listener;
    private final MemberTable table;
    private long beatNanos;
    private Scheduler.@Nullable Timer timer;
    private volatile int livingCount;
    private volatile boolean beatWanted;
    private volatile boolean closed;
    private volatile Waker self = Waker.NONE;

    MembershipAgent(
            String name,
            ControlNetwork control,
            Scheduler scheduler,
            Clock clock,
            Liveness liveness,
            AddressBook addresses,
            MembershipListener listener) {
        this.name = name;
        this.control = control;
        this.mailbox = control.open(name);
        this.scheduler = scheduler;
        this.clock = clock;
        this.liveness = liveness;
        this.addresses = addresses;
        this.listener = listener;
        this.beatNanos = clock.nanoTime();
        this.table = new MemberTable(liveness, beatNanos);
    }

    public String name() {
        return name;
    }

    /// Gives a sign of life now, since there is news. Any thread may call it.
    public void beatSoon() {
        beatWanted = true;
        self.wake();
    }

    /// The agent ends at its next step.
    public void close() {
        closed = true;
        mailbox.close();
    }

    /// A message from the other side of a connection has come.
    protected abstract void receive(Mailbox.Letter letter);

    /// Something is to be told.
    ///
    /// @param membersChanged whether a life has begun or ended
    protected abstract void changed(boolean membersChanged);

    /// A life has ended.
    protected abstract void lost(Connection connection);

    /// A sign of life is due.
    protected abstract void beat();

    final void send(String to, ControlMessage message) {
        control.send(name, to, message);
    }

    final List<MemberTable.Seen> living() {
        return table.living();
    }

    final int livingCount() {
        return livingCount;
    }

    final void heard(String node) {
        apply(table.heard(node, clock.nanoTime()));
    }

    final void note(String node, long incarnation, String address) {
        if (addresses.note(node, incarnation, address)) {
            listener.renewed(node);
        }
    }

    @Override
    public final Outcome step(Waker waker) {
        self = waker;
        for (int i = 0; i < LETTERS_PER_STEP; i++) {
            Mailbox.Letter letter = mailbox.poll();
            if (letter == null) {
                return idle(waker);
            }
            switch (letter.message()) {
                case MembershipNotice.Connected connected -> {
                    Connection connection = connected.connection();
                    note(connection.peer().node(), connection.peer().incarnation(), connection.peer().address());
                    apply(table.connected(connection, clock.nanoTime()));
                }
                case MembershipNotice.Closed gone -> apply(table.closed(gone.connection(), gone.reason()));
                default -> receive(letter);
            }
        }
        return Outcome.AGAIN;
    }

    private Outcome idle(Waker waker) {
        if (closed) {
            cancelTimer();
            return Outcome.DONE;
        }
        long now = clock.nanoTime();
        if (beatWanted || now - beatNanos >= 0) {
            beatWanted = false;
            beatNanos = now + liveness.beatNanos();
            apply(table.tick(now));
            beat();
        }
        cancelTimer();
        timer = scheduler.at(beatNanos, waker::wake);
        mailbox.waitForLetter(waker);
        return beatWanted ? Outcome.AGAIN : Outcome.BLOCKED;
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void apply(List<MemberEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        boolean membersChanged = false;
        for (MemberEvent event : events) {
            switch (event) {
                case MemberEvent.Joined joined -> {
                    membersChanged = true;
                    listener.joined(joined.connection());
                }
                case MemberEvent.Lost lost -> {
                    membersChanged = true;
                    lost(lost.connection());
                    listener.lost(lost.connection(), lost.reason());
                }
                case MemberEvent.Refused refused -> listener.refused(refused.connection(), refused.reason());
                case MemberEvent.Suspected _, MemberEvent.Trusted _ -> {}
            }
        }
        livingCount = table.living().size();
        changed(membersChanged);
    }
}
