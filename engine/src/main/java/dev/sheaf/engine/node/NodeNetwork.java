// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.node;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.NodeTransportProvider.NodeTransport;
import dev.sheaf.core.transport.NodeTransportProvider.PeerAddresses;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.transport.TransportProvider.LocalNetwork;
import dev.sheaf.engine.runtime.DaemonThreads;
import dev.sheaf.engine.runtime.SystemClock;
import org.jspecify.annotations.Nullable;

/// The network of a process that is one node: its transport, once the engine has given it memory.
public final class NodeNetwork implements LocalNetwork {
    private final NodeSettings settings;
    private final PeerAddresses addresses;
    private volatile @Nullable NodeTransport opened;

    public NodeNetwork(NodeSettings settings, PeerAddresses addresses) {
        this.settings = settings;
        this.addresses = addresses;
    }

    @Override
    public synchronized Transport join(String node, long incarnation, MemoryContext memory) {
        if (opened != null || !node.equals(settings.node())) {
            throw new IllegalStateException("this process is node " + settings.node() + " alone");
        }
        NodeTransport transport = settings.transport().open(
                settings.transportSettings(), addresses, DaemonThreads.named("sheaf-transport"), new SystemClock(),
                memory);
        opened = transport;
        return transport.transport();
    }

    /// Where other nodes reach it.
    public String address() {
        return transport().address();
    }

    /// A node is gone, or lives anew: streams to the life that is over end now.
    public void peerLost(String node, SheafException reason) {
        transport().peerLost(node, reason);
    }

    private NodeTransport transport() {
        NodeTransport transport = opened;
        if (transport == null) {
            throw new IllegalStateException("the node has no transport yet");
        }
        return transport;
    }

    @Override
    public synchronized void close() {
        NodeTransport transport = opened;
        if (transport != null) {
            transport.close();
        }
    }
}
