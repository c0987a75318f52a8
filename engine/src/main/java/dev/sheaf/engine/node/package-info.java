// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// An engine's place in a cluster: the control network over connections, and the agents of a node put together.
/// Sockets, certificates and configuration are the server's business.
@NullMarked
package dev.sheaf.engine.node;

import org.jspecify.annotations.NullMarked;
