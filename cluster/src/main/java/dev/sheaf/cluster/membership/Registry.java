// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.cluster.placement.WorkerSeat;
import dev.sheaf.cluster.protocol.AgentName;
import dev.sheaf.cluster.protocol.ClusterMessage.Member;
import dev.sheaf.cluster.protocol.ClusterMessage.Members;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.control.NodeInfo;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/// The agent of a coordinating node that decides which workers there are. It tells all of them about each other before
/// it lets queries be placed on them.
public final class Registry extends MembershipAgent {
    private static final WorkerStatus IDLE = new WorkerStatus(0, false);

    private final NodeInfo self;
    private final Supplier<WorkerStatus> own;
    private final boolean works;
    private final Map<String, WorkerStatus> statuses = new HashMap<>();
    private volatile List<WorkerSeat> seats = List.of();

    /// @param self the node of the agent
    /// @param works whether that is a worker, too
    /// @param own how it is as one
    public Registry(
            NodeInfo self,
            boolean works,
            Supplier<WorkerStatus> own,
            ControlNetwork control,
            Scheduler scheduler,
            Clock clock,
            Liveness liveness,
            AddressBook addresses,
            MembershipListener listener) {
        super(AgentName.registry(self.node()), control, scheduler, clock, liveness, addresses, listener);
        this.self = self;
        this.works = works;
        this.own = own;
        addresses.note(self.node(), self.incarnation(), self.address());
        publish();
    }

    /// The workers that queries can be placed on now, by name. Any thread may call it.
    public List<WorkerSeat> seats() {
        return seats;
    }

    @Override
    protected void receive(Mailbox.Letter letter) {
        if (letter.message() instanceof WorkerStatus status) {
            String node = AgentName.of(letter.from()).node();
            statuses.put(node, status);
            heard(node);
            publish();
        }
    }

    @Override
    protected void changed(boolean membersChanged) {
        if (membersChanged) {
            tellAll();
        }
        publish();
    }

    @Override
    protected void lost(Connection connection) {
        statuses.remove(connection.peer().node());
    }

    @Override
    protected void beat() {
        tellAll();
        publish();
    }

    private void tellAll() {
        List<Member> members = new ArrayList<>();
        members.add(new Member(self.node(), self.incarnation(), self.address()));
        for (MemberTable.Seen seen : living()) {
            NodeInfo peer = seen.connection().peer();
            members.add(new Member(peer.node(), peer.incarnation(), peer.address()));
        }
        ControlMessage message = new Members(members);
        living().forEach(seen -> send(AgentName.attendant(seen.connection().peer().node()), message));
    }

    private void publish() {
        List<WorkerSeat> now = new ArrayList<>();
        if (works) {
            add(self, own.get(), now);
        }
        for (MemberTable.Seen seen : living()) {
            if (!seen.suspected()) {
                NodeInfo peer = seen.connection().peer();
                add(peer, Objects.requireNonNullElse(statuses.get(peer.node()), IDLE), now);
            }
        }
        now.sort((left, right) -> left.node().compareTo(right.node()));
        seats = List.copyOf(now);
    }

    private static void add(NodeInfo node, WorkerStatus status, List<WorkerSeat> seats) {
        if (!status.draining()) {
            seats.add(new WorkerSeat(node.node(), node.threads(), status.runningTasks()));
        }
    }
}
