// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The framed exchange: batches encoded, cut into frames and sent over any byte transport, under a credit per channel.
/// No transport lives here, and nothing of tasks or plans is known.
@NullMarked
package dev.sheaf.cluster.exchange;

import org.jspecify.annotations.NullMarked;
