// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// An exchange network for tests of those who send and receive.
/// Contract suites that real networks must pass don't belong to the fakes.
@NullMarked
package dev.sheaf.testkit.exchange;

import org.jspecify.annotations.NullMarked;
