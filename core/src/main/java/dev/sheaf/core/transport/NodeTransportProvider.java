// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.transport;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/// Makes the transport of a node that is a process of its own. Found by [ServiceLoader], so that a node uses what is on
/// its class path without knowing it.
public interface NodeTransportProvider {
    /// What it is asked for by: small letters, digits and dashes.
    String name();

    /// Begins to listen.
    ///
    /// @param addresses where the others are
    /// @param threads makes the threads that it needs
    /// @param memory charged for what is held of inbound streams
    /// @throws SheafException when the machine lacks what it needs, or the address can't be had
    NodeTransport open(
            Settings settings, PeerAddresses addresses, ThreadFactory threads, Clock clock, MemoryContext memory);

    /// The provider of a name, if there is one on the class path.
    static Optional<NodeTransportProvider> find(String name) {
        return ServiceLoader.load(NodeTransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }

    /// A node as its transport needs to know it.
    ///
    /// @param incarnation larger than that of any life of the node before
    /// @param listen where streams come in, as `host:port`, port 0 for any that is free
    /// @param advertisedHost under what name others reach that, null for the host listened on
    /// @param memoryBytes the most shared memory for all links
    /// @param peerCountMax with how many nodes there are links at once
    /// @param certificates the node's; null for links that are not encrypted
    /// @param plainBeyondLoopback whether such links may leave this machine
    record Settings(
            String node,
            long incarnation,
            String listen,
            @Nullable String advertisedHost,
            long memoryBytes,
            int peerCountMax,
            @Nullable LinkCertificates certificates,
            boolean plainBeyondLoopback) {}

    /// Where a node's certificates lie, as PEM files.
    ///
    /// @param authority what others' must come from
    /// @param certificate the node's own chain
    /// @param key its private key
    /// @param revoked lists of what was revoked; null for none
    record LinkCertificates(Path authority, Path certificate, Path key, @Nullable Path revoked) {}

    /// Tells where nodes are. Must not block.
    interface PeerAddresses {
        /// @return in the words of the transport; null while it isn't known
        @Nullable String address(String node);
    }

    /// The transport of one life of a node.
    interface NodeTransport extends AutoCloseable {
        Transport transport();

        /// Where other nodes reach it.
        String address();

        /// The other side is gone for good, as whoever decides that says: its streams end now. Any thread may call it.
        void peerLost(String node, SheafException reason);

        /// Ends all links and gives everything back.
        @Override
        void close();
    }
}
