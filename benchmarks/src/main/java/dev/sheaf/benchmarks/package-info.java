// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Measures kernels, operators, exchanges and whole queries. Nothing depends on this module, and no claim of
/// correctness rests on it.
@NullMarked
package dev.sheaf.benchmarks;

import org.jspecify.annotations.NullMarked;
