// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Comparisons of vectors of one type, whose results are bitmaps.
/// Nothing here may combine conditions or look at nulls, except for IS DISTINCT FROM.
@NullMarked
package dev.sheaf.exec.kernel.compare;

import org.jspecify.annotations.NullMarked;
