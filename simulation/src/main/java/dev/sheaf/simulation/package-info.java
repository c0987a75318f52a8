// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Runs a whole cluster in one thread from one seed and checks what must always hold. Nothing depends on this
/// module.
@NullMarked
package dev.sheaf.simulation;

import org.jspecify.annotations.NullMarked;
