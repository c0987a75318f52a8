// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Pattern matching over text: LIKE by the shape of the pattern, searches for fixed text, regular expressions in linear
/// time.
/// No other text function lives here.
@NullMarked
package dev.sheaf.exec.kernel.pattern;

import org.jspecify.annotations.NullMarked;
