// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.simd;

import dev.sheaf.exec.kernel.text.ByteSearch;
import java.lang.foreign.MemorySegment;

/// By words of 64 bits, as [ByteSearch] does.
final class ScalarRegionSearch extends RegionSearch {
    @Override
    public int find(ByteSearch needle, MemorySegment segment, long from, long to, int[] places) {
        int found = 0;
        int place = needle.indexIn(segment, from, 0, (int) (to - from));
        while (place >= 0 && found < places.length) {
            places[found++] = place;
            place = needle.indexIn(segment, from, place + 1, (int) (to - from));
        }
        return found;
    }
}
