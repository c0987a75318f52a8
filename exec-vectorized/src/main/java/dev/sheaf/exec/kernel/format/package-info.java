// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Values as texts by a pattern, and back: STRFTIME, STRPTIME, TO_CHAR.
/// The plain texts that casts give are made elsewhere.
@NullMarked
package dev.sheaf.exec.kernel.format;

import org.jspecify.annotations.NullMarked;
