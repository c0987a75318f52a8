// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Arithmetic of exact decimals: 64-bit loops where the numbers of a batch are small enough, 128 bits where not.
/// No cast and no comparison lives here.
@NullMarked
package dev.sheaf.exec.kernel.decimal;

import org.jspecify.annotations.NullMarked;
