// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.transport;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ThreadFactory;

/// Makes transports for several nodes of one process. Found by [ServiceLoader], so that an engine can use what is on
/// its class path without knowing it: the same queries run over the real network in one process as between many.
public interface TransportProvider {
    /// What it is asked for by: small letters, digits and dashes.
    String name();

    /// Joins nodes of this process.
    ///
    /// @param threads makes the threads that it needs
    /// @throws dev.sheaf.core.error.SheafException when the machine lacks what it needs
    LocalNetwork open(ThreadFactory threads, Clock clock);

    /// The provider of a name, if there is one on the class path.
    static Optional<TransportProvider> find(String name) {
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findFirst();
    }

    /// Nodes of one process that reach each other. Safe for use by many threads.
    interface LocalNetwork extends AutoCloseable {
        /// Adds a node.
        ///
        /// @param incarnation larger than that of any node of the name before
        /// @param memory charged for what is held of the node's streams
        Transport join(String node, long incarnation, MemoryContext memory);

        /// Gives everything back, once all nodes are closed.
        @Override
        void close();
    }
}
