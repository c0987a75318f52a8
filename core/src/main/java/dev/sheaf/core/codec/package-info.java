// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The plan language as bytes: versioned, bounded, and safe to read from anybody.
/// No Java serialisation, and nothing of how bytes travel.
@NullMarked
package dev.sheaf.core.codec;

import org.jspecify.annotations.NullMarked;
