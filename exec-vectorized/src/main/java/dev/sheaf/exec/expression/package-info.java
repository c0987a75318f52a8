// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Evaluation of the plan's expressions over chunks, by trees of evaluators that call kernels.
/// Operators use it; it knows none of them.
@NullMarked
package dev.sheaf.exec.expression;

import org.jspecify.annotations.NullMarked;
