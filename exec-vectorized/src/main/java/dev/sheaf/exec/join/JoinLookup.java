// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowMatcher;
import java.util.Arrays;
import java.util.List;

/// Finds, for the rows of a probe chunk, the first build row of equal keys. Rows whose keys can't be there are dropped
/// first. Goes by rounds over all rows at once: hash, fetch slots, compare keys column by column, and the few rows
/// whose slot belonged to another key go on to the next slot.
final class JoinLookup {
    /// The filter is left out for a while when it drops less than one row in so many.
    private static final int DROPPED_ONE_IN = 4;
    private static final int UNFILTERED_CHUNKS = 64;

    private final JoinBuild build;
    private final int[] keys;
    private final List<Boolean> nullsEqual;
    private final VectorHash hash;
    private int[] rows = {};
    private long[] entries = {};
    private int[] candidateRows = {};
    private long[] candidateAddresses = {};
    private long[] candidatePlaces = {};
    private boolean[] differs = {};
    private boolean[] scratch = {};
    private long[] addresses = {};
    private long[] matched = {};
    private int matchedCount;
    private int chunksUnfiltered;
    private final int[] chunksWithoutSet;

    /// @param keys the places of the keys in the probe's chunks
    JoinLookup(JoinBuild build, int[] keys, List<Boolean> nullsEqual) {
        this.build = build;
        this.keys = keys;
        this.nullsEqual = nullsEqual;
        this.hash = new VectorHash(keys);
        this.chunksWithoutSet = new int[keys.length];
    }

    /// Looks up the chunk's rows in play.
    void find(Chunk chunk) {
        ensureCapacity(chunk.rowCount());
        Bits.clearAll(matched, chunk.rowCount());
        matchedCount = 0;
        if (build.empty()) {
            return;
        }
        int count = candidates(chunk);
        if (count == 0) {
            return;
        }
        boolean setSuffices = build.index().setSuffices();
        count = bySets(chunk, count, setSuffices);
        DirectTable direct = build.index().direct();
        DenseRows dense = build.index().dense();
        if (setSuffices) {
            Bits.setRows(matched, rows, count);
            matchedCount = count;
        } else if (dense != null) {
            matchedCount = dense.find(chunk.flat(keys[0]), rows, count, addresses, matched);
        } else if (direct != null) {
            matchedCount = direct.find(chunk.flat(keys[0]), rows, count, addresses, matched);
        } else {
            findByHash(chunk, count);
        }
    }

    private void findByHash(Chunk chunk, int candidates) {
        JoinTable table = build.index().table();
        long[] hashes = hash.hash(chunk, rows, candidates);
        int count = prefilter(hashes, candidates);
        table.fetch(hashes, rows, count, entries);
        int candidateCount = 0;
        for (int i = 0; i < count; i++) {
            long entry = entries[i];
            if (entry == 0) {
                continue;
            }
            int row = rows[i];
            long place = table.home(hashes[row]);
            if (!JoinTable.saltEquals(entry, hashes[row])) {
                place = table.seek(hashes[row], place, entry);
                entry = table.entry(place);
                if (entry == 0) {
                    continue;
                }
            }
            candidateRows[candidateCount] = row;
            candidatePlaces[candidateCount] = place;
            candidateAddresses[candidateCount++] = JoinTable.firstRow(entry);
        }
        while (candidateCount > 0) {
            candidateCount = compare(chunk, table, hashes, candidateCount);
        }
    }

    /// Drops rows by the keys' sets, as long as they drop enough to be worth their time.
    private int bySets(Chunk chunk, int count, boolean always) {
        int left = count;
        for (int i = 0; i < keys.length; i++) {
            KeySet set = build.index().set(i);
            if (set == null) {
                continue;
            }
            if (!always && chunksWithoutSet[i] > 0) {
                chunksWithoutSet[i]--;
                continue;
            }
            int kept = set.select(chunk.flat(keys[i]), rows, left);
            if (kept > left - left / DROPPED_ONE_IN) {
                chunksWithoutSet[i] = UNFILTERED_CHUNKS;
            }
            left = kept;
        }
        return left;
    }

    /// Drops rows by the filter, as long as it drops enough to be worth its time.
    private int prefilter(long[] hashes, int count) {
        JoinFilter filter = build.index().filter();
        if (filter == null || chunksUnfiltered > 0) {
            chunksUnfiltered--;
            return count;
        }
        int kept = filter.select(hashes, rows, count);
        if (kept > count - count / DROPPED_ONE_IN) {
            chunksUnfiltered = UNFILTERED_CHUNKS;
        }
        return kept;
    }

    /// The rows whose keys may be equal to others: not those with a null where nulls match nothing.
    private int candidates(Chunk chunk) {
        int count = chunk.activeCount();
        if (chunk.selection() == null) {
            for (int i = 0; i < count; i++) {
                rows[i] = i;
            }
        } else {
            System.arraycopy(chunk.selection().rows(), 0, rows, 0, count);
        }
        for (int i = 0; i < keys.length; i++) {
            long[] validity = nullsEqual.get(i) ? null : chunk.flat(keys[i]).validity();
            if (validity != null) {
                int kept = 0;
                for (int j = 0; j < count; j++) {
                    int row = rows[j];
                    rows[kept] = row;
                    kept += (int) (validity[row >> 6] >>> row & 1);
                }
                count = kept;
            }
        }
        return count;
    }

    /// Takes the candidates with equal keys and finds the next candidates of the others.
    private int compare(Chunk chunk, JoinTable table, long[] hashes, int count) {
        Arrays.fill(differs, 0, count, false);
        for (int i = 0; i < keys.length; i++) {
            RowMatcher.compare(
                    build.rows(),
                    i,
                    chunk.flat(keys[i]),
                    candidateRows,
                    candidateAddresses,
                    count,
                    differs,
                    scratch);
        }
        int left = 0;
        for (int i = 0; i < count; i++) {
            int row = candidateRows[i];
            if (!differs[i]) {
                addresses[row] = candidateAddresses[i];
                matched[row >> 6] |= 1L << row;
                matchedCount++;
                continue;
            }
            long place = table.next(hashes[row], candidatePlaces[i]);
            place = table.seek(hashes[row], place, table.entry(place));
            long entry = table.entry(place);
            if (entry != 0) {
                candidateRows[left] = row;
                candidatePlaces[left] = place;
                candidateAddresses[left++] = JoinTable.firstRow(entry);
            }
        }
        return left;
    }

    private void ensureCapacity(int rowCount) {
        if (rows.length < rowCount) {
            int length = Math.max(rowCount, Chunk.DEFAULT_ROWS);
            rows = new int[length];
            entries = new long[length];
            candidateRows = new int[length];
            candidateAddresses = new long[length];
            candidatePlaces = new long[length];
            differs = new boolean[length];
            scratch = new boolean[length];
            addresses = new long[length];
            matched = new long[Bits.words(length)];
        }
    }

    /// Bits of the rows that have found a build row.
    long[] matched() {
        return matched;
    }

    int matchedCount() {
        return matchedCount;
    }

    /// By row number, the first build row of equal keys; of rows that have found none, anything.
    long[] addresses() {
        return addresses;
    }
}
