// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Mathematical functions beyond the operators, functions of bits, and what works on values of all types: hashes,
/// extremes, chance.
/// Arithmetic operators and rounding live elsewhere.
@NullMarked
package dev.sheaf.exec.kernel.math;

import org.jspecify.annotations.NullMarked;
