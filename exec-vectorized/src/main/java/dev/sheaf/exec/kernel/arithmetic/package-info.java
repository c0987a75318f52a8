// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Arithmetic of integers and doubles: the operators and what rounds, negates or compares with zero.
/// Decimals have a package of their own; no transcendental function lives here.
@NullMarked
package dev.sheaf.exec.kernel.arithmetic;

import org.jspecify.annotations.NullMarked;
