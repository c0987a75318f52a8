// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowCollection;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts a driver's probe rows aside whose region of the build side is deferred, and leaves the others in play. Rows
/// with a null that matches nothing stay: what becomes of them needs no build rows.
final class ProbeAside implements AutoCloseable {
    private final JoinBuild build;
    private final int[] keys;
    private final List<Boolean> nullsEqual;
    private final VectorHash hash;
    private final Selection staying;
    private @Nullable RowCollection rows;
    private boolean finished;
    private int[] asked = {};
    private int[] leaving = {};
    private int[] partitions = {};

    /// @param keys the places of the keys in the probe's chunks
    ProbeAside(JoinBuild build, int[] keys, List<Boolean> nullsEqual, int chunkRows) {
        this.build = build;
        this.keys = keys;
        this.nullsEqual = nullsEqual;
        this.hash = new VectorHash(keys);
        this.staying = new Selection(chunkRows);
    }

    /// Takes rows out of the chunk, when the build side is complete.
    ///
    /// @return how many are left in play
    int split(Chunk chunk) {
        DeferredRegions deferred = build.deferred();
        return deferred == null ? chunk.activeCount() : split(chunk, deferred);
    }

    private int split(Chunk chunk, DeferredRegions deferred) {
        ensureCapacity(chunk.rowCount());
        int count = matchable(chunk);
        long[] hashes = hash.hash(chunk, asked, count);
        int left = 0;
        for (int i = 0; i < count; i++) {
            int row = asked[i];
            int region = JoinPartitions.region(hashes[row]);
            partitions[row] = JoinPartitions.FIRST_REGION + region;
            leaving[left] = row;
            left += deferred.contains(region) ? 1 : 0;
        }
        int active = chunk.activeCount();
        if (left == 0) {
            return active;
        }
        rows(deferred).append(chunk, deferred.probePlaces(), leaving, left, partitions);
        Selection before = chunk.selection();
        long[] bits = staying.start(chunk.rowCount());
        if (before == null) {
            Bits.setAll(bits, chunk.rowCount());
        } else {
            System.arraycopy(before.bits(), 0, bits, 0, Bits.words(chunk.rowCount()));
        }
        for (int i = 0; i < left; i++) {
            bits[leaving[i] >> 6] &= ~(1L << leaving[i]);
        }
        chunk.select(staying.complete());
        return active - left;
    }

    private RowCollection rows(DeferredRegions deferred) {
        if (finished) {
            throw new IllegalStateException("the rows have been handed over");
        }
        RowCollection own = rows;
        if (own == null) {
            own = deferred.newProbeRows();
            rows = own;
        }
        return own;
    }

    private int matchable(Chunk chunk) {
        int count = chunk.activeCount();
        Selection selection = chunk.selection();
        if (selection == null) {
            Arrays.setAll(asked, i -> i);
        } else {
            System.arraycopy(selection.rows(), 0, asked, 0, count);
        }
        for (int i = 0; i < keys.length; i++) {
            long[] validity = nullsEqual.get(i) ? null : chunk.flat(keys[i]).validity();
            if (validity != null) {
                int kept = 0;
                for (int j = 0; j < count; j++) {
                    asked[kept] = asked[j];
                    kept += Bits.get(validity, asked[j]) ? 1 : 0;
                }
                count = kept;
            }
        }
        return count;
    }

    private void ensureCapacity(int rowCount) {
        if (asked.length < rowCount) {
            asked = new int[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
            leaving = new int[asked.length];
            partitions = new int[asked.length];
        }
    }

    /// Says that no more rows come.
    void finish() {
        finished = true;
        DeferredRegions deferred = build.deferred();
        if (rows != null && deferred != null) {
            deferred.absorb(rows);
            rows = null;
        }
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
            rows = null;
        }
    }
}
