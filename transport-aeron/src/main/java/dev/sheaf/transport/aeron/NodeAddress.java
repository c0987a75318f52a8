// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import org.jspecify.annotations.Nullable;

/// How a node is reached. Nodes of one host that share a media driver pass frames through its memory; all others by
/// datagrams.
///
/// @param endpoint host and port as Aeron writes them, `10.0.0.1:4711` or `[::1]:4711`; null when the node takes no
/// datagrams
/// @param driverDirectory of the driver that the node uses
/// @param ipcStream the node's number among those that use that driver, 0 when it takes nothing that way
/// @param controlEndpoint where the node takes control connections, as `host:port`; null when its links are plain
public record NodeAddress(
        @Nullable String endpoint, String driverDirectory, int ipcStream, @Nullable String controlEndpoint) {
    /// The stream of all nodes that have an endpoint of their own.
    static final int UDP_STREAM = 1001;

    /// The address of a node that only takes datagrams, as [#text] has written it.
    ///
    /// @param text null while it isn't known
    static @Nullable NodeAddress parse(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int comma = text.indexOf(',');
        return comma < 0
                ? new NodeAddress(text, "", 0, null)
                : new NodeAddress(text.substring(0, comma), "", 0, text.substring(comma + 1));
    }

    /// Where datagrams are taken, and behind a comma where control connections are, if links are sealed.
    String text() {
        return controlEndpoint == null ? String.valueOf(endpoint) : endpoint + "," + controlEndpoint;
    }

    /// Whether a user of the given driver reaches the node without a network.
    boolean sharesDriver(String directory) {
        return ipcStream != 0 && driverDirectory.equals(directory);
    }
}
