// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Memory with an owner: pooled native blocks, contexts that are charged and limited, and the engine's root.
/// Nothing here may know what the memory is for.
@NullMarked
package dev.sheaf.core.memory;

import org.jspecify.annotations.NullMarked;
