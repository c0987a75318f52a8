// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.control;

/// Carries messages between named agents: in order between two agents, each at most once. A message to an agent that
/// isn't there is lost, as it would be on a real network: whoever needs an answer has a deadline. Safe for use by many
/// threads.
public interface ControlNetwork extends AutoCloseable {
    /// Opens the mailbox of an agent on this node.
    ///
    /// @throws IllegalStateException when it is open already
    Mailbox open(String agent);

    void send(String from, String to, ControlMessage message);

    @Override
    void close();
}
