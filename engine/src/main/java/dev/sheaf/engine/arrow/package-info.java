// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The border to Arrow's own vectors: results out, registered data in.
/// Nothing here runs a query.
@NullMarked
package dev.sheaf.engine.arrow;

import org.jspecify.annotations.NullMarked;
