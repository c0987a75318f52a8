// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.cluster.protocol.AgentName;
import dev.sheaf.cluster.protocol.ClusterMessage.Members;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import java.util.function.Supplier;

/// The agent of a working node that says to its coordinators how the worker is, and minds whether they live: what a
/// coordinator wanted done must not go on without it.
public final class Attendant extends MembershipAgent {
    private final Supplier<WorkerStatus> status;

    /// @param status how the worker is now
    public Attendant(
            String node,
            Supplier<WorkerStatus> status,
            ControlNetwork control,
            Scheduler scheduler,
            Clock clock,
            Liveness liveness,
            AddressBook addresses,
            MembershipListener listener) {
        super(AgentName.attendant(node), control, scheduler, clock, liveness, addresses, listener);
        this.status = status;
    }

    /// With how many coordinators it is connected. Any thread may call it.
    public int coordinatorCount() {
        return livingCount();
    }

    @Override
    protected void receive(Mailbox.Letter letter) {
        if (letter.message() instanceof Members members) {
            members.members().forEach(member -> note(member.node(), member.incarnation(), member.address()));
            heard(AgentName.of(letter.from()).node());
        }
    }

    @Override
    protected void changed(boolean membersChanged) {
        if (membersChanged) {
            beat();
        }
    }

    @Override
    protected void lost(Connection connection) {}

    @Override
    protected void beat() {
        WorkerStatus now = status.get();
        living().forEach(seen -> send(AgentName.registry(seen.connection().peer().node()), now));
    }
}
