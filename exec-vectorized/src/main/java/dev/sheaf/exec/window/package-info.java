// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Window functions: rows bucketed by partition, frames, and what is computed over them.
/// Sorting and aggregate states live elsewhere.
@NullMarked
package dev.sheaf.exec.window;

import org.jspecify.annotations.NullMarked;
