// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The physical plan: a sealed family of immutable nodes, fragments and the exchanges between them.
/// Nothing here may know how a plan came to be (Calcite) or how it is run (exec).
@NullMarked
package dev.sheaf.core.plan;

import org.jspecify.annotations.NullMarked;
