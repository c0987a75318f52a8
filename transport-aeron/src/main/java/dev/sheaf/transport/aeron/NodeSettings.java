// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import java.nio.charset.StandardCharsets;

/// A node as its transport needs to know it.
///
/// @param node its name
/// @param incarnation its life: larger in each
/// @param links what its links are like
/// @param security how they are kept from strangers
/// @param resolver finds other nodes
/// @param listener hears of lost links
/// @param clock for deadlines
/// @param memory charged for what is held of inbound streams
public record NodeSettings(
        String node,
        long incarnation,
        LinkSettings links,
        LinkSecurity security,
        NodeResolver resolver,
        LinkListener listener,
        Clock clock,
        MemoryContext memory) {
    private static final int NAME_BYTES_MAX = 256;

    public NodeSettings {
        int bytes = node.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > NAME_BYTES_MAX) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "the name of a node has 1 to " + NAME_BYTES_MAX + " bytes, not " + bytes);
        }
    }
}
