// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import java.lang.foreign.MemorySegment;

/// Memory that was taken from a [SegmentPool] and is given back to it: a region of its own, or a piece of a slab.
sealed interface Pooled permits Region, Slab.Piece {
    MemorySegment segment();
}
