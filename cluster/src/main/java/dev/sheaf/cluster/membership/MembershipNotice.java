// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.control.ControlMessage;

/// What the network tells the agent that minds its side of a connection.
public sealed interface MembershipNotice extends ControlMessage {
    record Connected(Connection connection) implements MembershipNotice {}

    record Closed(Connection connection, String reason) implements MembershipNotice {}
}
