// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The borrowed form of data inside a pipeline: heap vectors of a few thousand rows, in flat, constant, dictionary and
/// lazy forms. Nothing here may allocate native memory or compute SQL functions.
@NullMarked
package dev.sheaf.core.vector;

import org.jspecify.annotations.NullMarked;
