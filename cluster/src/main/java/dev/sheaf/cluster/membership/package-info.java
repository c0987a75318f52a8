// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Who belongs to the cluster: a table that decides it, and the agents at both ends of a connection that feed the
/// table. Connections themselves and what a loss means to a query are others' business.
@NullMarked
package dev.sheaf.cluster.membership;

import org.jspecify.annotations.NullMarked;
