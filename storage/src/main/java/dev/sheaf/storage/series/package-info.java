// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Tables of evenly spaced numbers: `range` and `generate_series`.
/// No data is stored here.
@NullMarked
package dev.sheaf.storage.series;

import org.jspecify.annotations.NullMarked;
