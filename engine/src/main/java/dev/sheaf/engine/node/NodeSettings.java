// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.node;

import dev.sheaf.cluster.membership.Liveness;
import dev.sheaf.core.control.ControlConnections;
import dev.sheaf.core.transport.NodeTransportProvider;
import dev.sheaf.core.transport.NodeTransportProvider.LinkCertificates;
import org.jspecify.annotations.Nullable;

/// How an engine takes part in a cluster.
///
/// @param node its name: letters, digits, dots, dashes and underscores
/// @param incarnation larger than that of any life of the node before
/// @param coordinates whether it takes statements
/// @param works whether it runs tasks for others
/// @param control the connections to the others; closed with the engine
/// @param transport carries batches
/// @param listen where the transport listens, as `host:port`
/// @param advertisedHost under what name others reach that, null for the same
/// @param transportBytes the most shared memory for its links
/// @param peerCountMax with how many nodes there are links at once
/// @param certificates the node's; null for links that are not encrypted
/// @param plainLinks whether such links may leave this machine
public record NodeSettings(
        String node,
        long incarnation,
        boolean coordinates,
        boolean works,
        ControlConnections control,
        NodeTransportProvider transport,
        String listen,
        @Nullable String advertisedHost,
        long transportBytes,
        int peerCountMax,
        @Nullable LinkCertificates certificates,
        boolean plainLinks,
        Liveness liveness) {
    /// What its transport needs to know.
    public NodeTransportProvider.Settings transportSettings() {
        return new NodeTransportProvider.Settings(
                node, incarnation, listen, advertisedHost, transportBytes, peerCountMax, certificates, plainLinks);
    }
}
