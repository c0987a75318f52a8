// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A scheduler and clock that tests step by hand, in one thread, in an order drawn from a seed.
/// Nothing here may start a thread or read the machine's clock.
@NullMarked
package dev.sheaf.testkit.schedule;

import org.jspecify.annotations.NullMarked;
