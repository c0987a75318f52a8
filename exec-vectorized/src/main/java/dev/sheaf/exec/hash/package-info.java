// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Hashes of vectors, the very ones of [dev.sheaf.core.hash.ValueHash], computed a column at a time.
/// No hash table lives here.
@NullMarked
package dev.sheaf.exec.hash;

import org.jspecify.annotations.NullMarked;
