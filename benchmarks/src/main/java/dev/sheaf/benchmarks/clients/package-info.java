// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Many clients of one engine at once: throughput, and what a short statement waits for beside long ones.
/// No engine is opened for a single client here; that is compared elsewhere.
@NullMarked
package dev.sheaf.benchmarks.clients;

import org.jspecify.annotations.NullMarked;
