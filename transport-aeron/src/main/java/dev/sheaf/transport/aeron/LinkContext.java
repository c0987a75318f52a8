// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.Transport.Acceptor;
import dev.sheaf.transport.aeron.control.ControlEndpoint;
import dev.sheaf.transport.aeron.secure.KeyRotation;
import io.aeron.Aeron;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What links know of the node that they belong to.
interface LinkContext {
    /// More than any node takes: what says so is no frame.
    int FRAME_BYTES_MAX = 16 << 20;

    String localNode();

    long incarnation();

    LinkSettings settings();

    Clock clock();

    /// Charged for what is held of inbound streams.
    MemoryContext memory();

    /// The inbound streams that hold some of it. Safe for use by many threads.
    Set<AeronInboundStream> held();

    NodeResolver resolver();

    /// The node's control connections; null when its links are plain.
    @Nullable ControlEndpoint control();

    /// When keys change.
    KeyRotation rotation();

    LinkSecurity security();

    LinkListener listener();

    Aeron aeron();

    /// Of the driver that the node uses.
    String driverDirectory();

    /// Who takes streams; null as long as nobody does.
    @Nullable Acceptor acceptor();

    /// A link that is lost.
    void forget(AeronLink link);
}
