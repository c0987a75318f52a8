// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What all kernels share: the frame in which one runs, its operands, and the native memory that strings are built in.
/// Nothing here may know of expressions' evaluation order, of operators or of one function in particular.
@NullMarked
package dev.sheaf.exec.kernel;

import org.jspecify.annotations.NullMarked;
