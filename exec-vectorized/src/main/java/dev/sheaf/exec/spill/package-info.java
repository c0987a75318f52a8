// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Temporary files for what queries hold but don't touch: pages of bytes are written out when memory is asked for, and
/// read back when they are needed. Nothing here knows what is in a page or what it is kept for.
@NullMarked
package dev.sheaf.exec.spill;

import org.jspecify.annotations.NullMarked;
