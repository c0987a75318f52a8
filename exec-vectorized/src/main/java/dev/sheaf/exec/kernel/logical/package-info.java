// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Truth values and nulls as bitmaps: NOT and the IS family.
/// AND and OR aren't here, since they decide which rows their operands are evaluated for.
@NullMarked
package dev.sheaf.exec.kernel.logical;

import org.jspecify.annotations.NullMarked;
