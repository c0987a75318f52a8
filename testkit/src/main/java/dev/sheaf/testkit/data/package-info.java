// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Rows of Java values, their way into and out of vectors and batches, and seeded generators of them.
/// Nothing here may know operators.
@NullMarked
package dev.sheaf.testkit.data;

import org.jspecify.annotations.NullMarked;
