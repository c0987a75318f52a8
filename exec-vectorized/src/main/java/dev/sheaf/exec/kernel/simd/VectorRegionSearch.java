// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.simd;

import dev.sheaf.exec.kernel.text.ByteSearch;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.VectorSpecies;

/// Compares the needle's first and last bytes with as many places at once as a register has bytes, and looks closer
/// only where both are there (the "generic SIMD" search of Wojciech Muła). The few places before the end of the
/// segment, which no register can be filled from, are left to the scalar twin.
final class VectorRegionSearch extends RegionSearch {
    private static final VectorSpecies<Byte> BYTES = ByteVector.SPECIES_PREFERRED;
    private static final int WIDTH = BYTES.length();

    @Override
    public int find(ByteSearch needle, MemorySegment segment, long from, long to, int[] places) {
        int further = needle.length() - 1;
        byte first = needle.at(0);
        byte last = needle.at(further);
        long end = to - further;
        long loadable = segment.byteSize() - further - WIDTH + 1;
        int found = 0;
        long place = from;
        for (; place < end && place < loadable; place += WIDTH) {
            long candidates = candidates(segment, place, further, first, last);
            if (candidates == 0) {
                continue;
            }
            if (end - place < WIDTH) {
                candidates &= (1L << (end - place)) - 1;
            }
            for (; candidates != 0; candidates &= candidates - 1) {
                long candidate = place + Long.numberOfTrailingZeros(candidates);
                if (needle.matches(segment, candidate)) {
                    places[found++] = (int) (candidate - from);
                    if (found == places.length) {
                        return found;
                    }
                }
            }
        }
        for (; place < end; place++) {
            if (needle.matches(segment, place)) {
                places[found++] = (int) (place - from);
                if (found == places.length) {
                    return found;
                }
            }
        }
        return found;
    }

    private static long candidates(MemorySegment segment, long place, int further, byte first, byte last) {
        return ByteVector.fromMemorySegment(BYTES, segment, place, ByteOrder.LITTLE_ENDIAN)
                .eq(first)
                .and(ByteVector.fromMemorySegment(BYTES, segment, place + further, ByteOrder.LITTLE_ENDIAN)
                        .eq(last))
                .toLong();
    }
}
