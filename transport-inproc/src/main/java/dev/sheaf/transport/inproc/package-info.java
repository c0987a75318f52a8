// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Carries batches and frames between workers of one process. No socket, thread or clock is opened here.
@NullMarked
package dev.sheaf.transport.inproc;

import org.jspecify.annotations.NullMarked;
