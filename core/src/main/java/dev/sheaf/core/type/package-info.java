// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// SQL types, fields and schemas, and the physical layout each type has in a vector.
/// Nothing here may hold data or know of Arrow or Calcite.
@NullMarked
package dev.sheaf.core.type;

import org.jspecify.annotations.NullMarked;
