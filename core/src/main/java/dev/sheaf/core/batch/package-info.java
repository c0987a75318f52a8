// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The owned form of data: immutable batches of columns in native memory, and the way from and to chunks.
/// Nothing here may know of operators, files or the network.
@NullMarked
package dev.sheaf.core.batch;

import org.jspecify.annotations.NullMarked;
