// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The data that the suites share, drawn from fixed seeds.
/// Nothing is measured here.
@NullMarked
package dev.sheaf.benchmarks.data;

import org.jspecify.annotations.NullMarked;
