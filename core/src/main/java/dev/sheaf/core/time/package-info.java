// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The doors to time and chance.
/// Nothing here may read a real clock: implementations are handed in from outside.
@NullMarked
package dev.sheaf.core.time;

import org.jspecify.annotations.NullMarked;
