// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A network that exists only in virtual time: what may go wrong on a real one goes wrong here, drawn from a seed.
/// Nothing here breaks the transport's promise; planted bugs that do belong to the tests.
@NullMarked
package dev.sheaf.transport.inproc.simulated;

import org.jspecify.annotations.NullMarked;
