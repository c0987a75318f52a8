// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The one versioned hash of values.
/// No hash table lives here.
@NullMarked
package dev.sheaf.core.hash;

import org.jspecify.annotations.NullMarked;
