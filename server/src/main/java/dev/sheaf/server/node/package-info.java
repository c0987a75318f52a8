// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Nodes as processes: configuration, control connections over sockets, and their way from start to stop.
/// What nodes say to each other and who decides what is the engine's and the cluster's business.
@NullMarked
package dev.sheaf.server.node;

import org.jspecify.annotations.NullMarked;
