// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The coordinator agent and the life of a query.
/// Planning and placing happen before; nothing of SQL is known here.
@NullMarked
package dev.sheaf.cluster.coordinator;

import org.jspecify.annotations.NullMarked;
