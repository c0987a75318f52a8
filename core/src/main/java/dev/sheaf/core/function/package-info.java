// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The names and typing of the built-in scalar, aggregate and window functions that plans may call.
/// No kernel lives here: how a function is computed is exec's business.
@NullMarked
package dev.sheaf.core.function;

import org.jspecify.annotations.NullMarked;
