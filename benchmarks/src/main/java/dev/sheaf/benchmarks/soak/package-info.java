// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// A long run of mixed statements in one JVM, and the bounds that it must keep.
/// Times are not measured here.
@NullMarked
package dev.sheaf.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
