// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.membership;

import dev.sheaf.core.transport.NodeTransportProvider.PeerAddresses;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Where the nodes are that this one has heard of, each in its newest life. Safe for use by many threads.
public final class AddressBook implements PeerAddresses {
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(long incarnation, String address) {}

    /// Notes where a node is, unless a newer life of it is known.
    ///
    /// @return whether an older life of it was known
    public boolean note(String node, long incarnation, String address) {
        Entry noted = new Entry(incarnation, address);
        boolean[] newer = new boolean[1];
        entries.merge(node, noted, (known, _) -> {
            newer[0] = known.incarnation() < incarnation;
            return newer[0] ? noted : known;
        });
        return newer[0];
    }

    @Override
    public @Nullable String address(String node) {
        Entry entry = entries.get(node);
        return entry == null ? null : entry.address();
    }
}
