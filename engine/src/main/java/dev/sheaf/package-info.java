// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The engine as a Java program sees it. Wiring and the public face only: no planning, no operator, no format is
/// written here.
@NullMarked
package dev.sheaf;

import org.jspecify.annotations.NullMarked;
