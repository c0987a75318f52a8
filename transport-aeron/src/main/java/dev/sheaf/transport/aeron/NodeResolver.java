// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import org.jspecify.annotations.Nullable;

/// Tells where nodes are. Asked anew for every link, so that a node that has moved is found again. Called by the
/// transport's stepping thread; must not block.
public interface NodeResolver {
    /// @return null while it isn't known
    @Nullable NodeAddress resolve(String node);
}
