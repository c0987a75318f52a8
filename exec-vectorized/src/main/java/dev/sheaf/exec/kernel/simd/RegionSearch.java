// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.simd;

import dev.sheaf.exec.kernel.text.ByteSearch;
import java.lang.foreign.MemorySegment;

/// Finds all places of a byte string in a stretch of memory.
public abstract class RegionSearch {
    private static final String VECTOR_MODULE = "jdk.incubator.vector";
    private static final RegionSearch BEST =
            ModuleLayer.boot().findModule(VECTOR_MODULE).isPresent() ? vector() : new ScalarRegionSearch();

    /// The fastest that this JVM can run; chosen once.
    public static RegionSearch best() {
        return BEST;
    }

    /// Its class is linked only when this is called.
    private static RegionSearch vector() {
        return new VectorRegionSearch();
    }

    /// Finds the places at which the needle lies wholly within the stretch, ascending, as many as there is room for:
    /// when `places` is full, there may be more behind the last one.
    ///
    /// @param needle not empty
    /// @param from the begin of the stretch, an offset in the segment
    /// @param to the end of the stretch, at most `Integer.MAX_VALUE` bytes further
    /// @param places receives the places, relative to `from`
    /// @return how many have been found
    public abstract int find(ByteSearch needle, MemorySegment segment, long from, long to, int[] places);
}
