// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.SheafException;

/// Hears of links that were lost. Called by the transport's stepping thread, after all streams of the link have ended;
/// must not block.
public interface LinkListener {
    /// For a node that minds only its streams.
    LinkListener NONE = (_, _, _) -> {};

    /// A link that stood is lost, for whatever reason: once per link.
    ///
    /// @param node the other side
    /// @param incarnation the life of the other side that the link was to
    void linkLost(String node, long incarnation, SheafException reason);
}
