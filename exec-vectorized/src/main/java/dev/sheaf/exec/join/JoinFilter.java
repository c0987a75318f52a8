// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// A register-blocked Bloom filter over the build side's hashes (Putze, Sanders and Singler, JEA 2009): three bits of
/// one 64-bit word per key. It is an eighth of the table's size or less, so that probe rows without a match mostly end
/// in a cache instead of in memory. Divided into regions like the table.
final class JoinFilter implements AutoCloseable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final long MULTIPLIER = 0x9FB2_1C65_1E98_DF25L;
    /// One word for so many rows: 16 bits a row.
    private static final int ROWS_PER_WORD = 4;

    private final MemoryBlock block;
    private final MemorySegment words;
    private final long wordsPerRegion;
    private boolean closed;

    JoinFilter(long rowCount, MemoryContext memory) {
        long perRegion = Math.max(1, rowCount / ROWS_PER_WORD / JoinPartitions.REGIONS);
        this.wordsPerRegion = Long.highestOneBit(2 * perRegion - 1);
        long bytes = 8 * wordsPerRegion * JoinPartitions.REGIONS;
        this.block = memory.allocate(bytes);
        this.words = block.segment().asSlice(0, bytes);
    }

    /// Empties all regions: pooled memory has old contents.
    void clear() {
        words.fill((byte) 0);
    }

    /// Empties a region.
    void clear(int region) {
        words.asSlice(8 * wordsPerRegion * region, 8 * wordsPerRegion).fill((byte) 0);
    }

    void add(long[] hashes, int count) {
        for (int i = 0; i < count; i++) {
            long offset = offset(hashes[i]);
            words.set(LONG, offset, words.get(LONG, offset) | mask(hashes[i]));
        }
    }

    /// Keeps the rows whose keys may be on the build side.
    ///
    /// @param rows row numbers, narrowed in place
    /// @return how many are left
    int select(long[] hashes, int[] rows, int count) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long missing = mask(hashes[row]) & ~words.get(LONG, offset(hashes[row]));
            rows[kept] = row;
            kept += (int) ((missing | -missing) >>> 63) ^ 1;
        }
        return kept;
    }

    private long offset(long hash) {
        return 8 * (wordsPerRegion * JoinPartitions.region(hash) + (hash & (wordsPerRegion - 1)));
    }

    /// The bits come from a further mix, so that they don't repeat what chose the word.
    private static long mask(long hash) {
        long mixed = hash * MULTIPLIER;
        return 1L << (mixed >>> 58) | 1L << (mixed >>> 52) | 1L << (mixed >>> 46);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            block.release();
        }
    }
}
