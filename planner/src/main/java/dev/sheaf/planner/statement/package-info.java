// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What planning gives and takes: statements ready to be run, and the context they are planned in.
/// Nothing of Calcite shows here.
@NullMarked
package dev.sheaf.planner.statement;

import org.jspecify.annotations.NullMarked;
