// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.error.SheafException;

/// What has become of a node.
public sealed interface MemberEvent {
    Connection connection();

    /// It is no member: a newer life of it is. Its connection is to be closed.
    record Refused(Connection connection, String reason) implements MemberEvent {}

    /// It has come, in a new life.
    record Joined(Connection connection) implements MemberEvent {}

    /// It has been silent for so long that it gets no new work.
    record Suspected(Connection connection) implements MemberEvent {}

    /// It is heard of again.
    record Trusted(Connection connection) implements MemberEvent {}

    /// Its life is over, whatever it thinks itself: its connection is to be closed.
    ///
    /// @param reason NODE_LOST with the node as its origin
    record Lost(Connection connection, SheafException reason) implements MemberEvent {}
}
