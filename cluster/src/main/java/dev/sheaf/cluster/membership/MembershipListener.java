// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.control.ControlConnections.Connection;
import dev.sheaf.core.error.SheafException;

/// Hears of lives that begin and end. Called by the stepping thread of the agent that minds them.
public interface MembershipListener {
    void joined(Connection connection);

    /// Its connection is to be closed if it isn't.
    void lost(Connection connection, SheafException reason);

    /// Its connection is to be closed: it never was a member.
    void refused(Connection connection, String reason);

    /// A node is known in a newer life than before: what was said to the old one is for nobody.
    void renewed(String node);
}
