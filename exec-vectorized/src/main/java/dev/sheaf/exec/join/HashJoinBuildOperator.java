// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowHeaders;
import java.util.Arrays;
import java.util.List;

/// A driver's side of [HashJoinBuildSink]. Never blocks.
final class HashJoinBuildOperator implements SinkOperator {
    private final JoinBuild build;
    private final JoinLayout layout;
    private final List<Boolean> nullsEqual;
    private final int[] keys;
    private final VectorHash hash;
    private final RowCollection rows;
    private final KeyBounds[] bounds;
    private final KeyBounds[] values;
    private long rowCount;
    private boolean nullKeys;
    private int[] chosen = {};
    private int[] partitions = {};
    private boolean[] unjoinable = {};
    private boolean closed;

    HashJoinBuildOperator(HashJoinNode node, JoinBuild build) {
        this.build = build;
        this.layout = build.layout();
        this.nullsEqual = node.nullsEqual();
        this.keys = node.buildKeys().stream().mapToInt(Integer::intValue).toArray();
        this.hash = new VectorHash(keys);
        this.rows = build.newRows();
        this.bounds = new KeyBounds[keys.length];
        this.values = new KeyBounds[layout.rows().columnCount()];
        Arrays.setAll(values, _ -> new KeyBounds());
        for (int i = 0; i < keys.length; i++) {
            bounds[i] = new KeyBounds();
            if (nullsEqual.get(i)) {
                bounds[i].giveUp();
            }
        }
    }

    @Override
    public Result take(Chunk chunk, Waker waker) {
        int count = chunk.activeCount();
        rowCount += count;
        if (chosen.length < chunk.rowCount()) {
            chosen = new int[Math.max(chunk.rowCount(), Chunk.DEFAULT_ROWS)];
            partitions = new int[chosen.length];
            unjoinable = new boolean[chosen.length];
        }
        if (chunk.selection() == null) {
            for (int i = 0; i < count; i++) {
                chosen[i] = i;
            }
        } else {
            System.arraycopy(chunk.selection().rows(), 0, chosen, 0, count);
        }
        Arrays.fill(unjoinable, 0, chunk.rowCount(), false);
        for (int i = 0; i < keys.length; i++) {
            long[] validity = nullsEqual.get(i) ? null : chunk.flat(keys[i]).validity();
            if (validity != null) {
                count = setNullsApart(validity, count);
            }
        }
        if (count > 0) {
            noteBounds(chunk, count);
            long[] hashes = hash.hash(chunk, chosen, count);
            assignPartitions(hashes, count);
            long[] addresses = rows.append(chunk, layout.buildPlaces(), chosen, count, partitions);
            RowHeaders.putLongs(rows.pages(), addresses, JoinLayout.LINK_OFFSET, hashes, chosen, count);
            RowHeaders.putBytes(rows.pages(), addresses, JoinLayout.MATCHED_OFFSET, (byte) 0, count);
            rows.parkFilled();
        }
        return Result.TAKEN;
    }

    /// Drops the rows with a null, or marks them.
    private int setNullsApart(long[] validity, int count) {
        boolean keep = layout.type().keepsBuildRows();
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = chosen[i];
            boolean valid = Bits.get(validity, row);
            if (!valid) {
                nullKeys = true;
                unjoinable[row] = true;
            }
            chosen[kept] = row;
            kept += valid || keep ? 1 : 0;
        }
        return kept;
    }

    private void noteBounds(Chunk chunk, int count) {
        int[] joinable = chosen;
        int joinableCount = count;
        if (nullKeys && layout.type().keepsBuildRows()) {
            joinable = new int[count];
            joinableCount = 0;
            for (int i = 0; i < count; i++) {
                joinable[joinableCount] = chosen[i];
                joinableCount += unjoinable[chosen[i]] ? 0 : 1;
            }
        }
        for (int i = 0; i < keys.length; i++) {
            bounds[i].add(chunk.flat(keys[i]), joinable, joinableCount);
        }
        if (keys.length == 1 && layout.allowsDenseRows()) {
            for (int i = 0; i < values.length; i++) {
                values[i].addValues(chunk.flat(layout.buildPlaces()[i]), chosen, count);
            }
        }
    }

    private void assignPartitions(long[] hashes, int count) {
        if (rows.rowCount() < JoinPartitions.ROWS_MIN) {
            for (int i = 0; i < count; i++) {
                partitions[chosen[i]] = JoinPartitions.UNPARTITIONED;
            }
        } else {
            JoinPartitions.assign(hashes, chosen, count, partitions);
        }
        if (nullKeys && layout.type().keepsBuildRows()) {
            for (int i = 0; i < count; i++) {
                if (unjoinable[chosen[i]]) {
                    partitions[chosen[i]] = JoinPartitions.UNJOINABLE;
                }
            }
        }
    }

    @Override
    public Result finish(Waker waker) {
        if (!closed) {
            build.absorb(rows, rowCount, nullKeys, bounds, values);
            closed = true;
        }
        return Result.TAKEN;
    }

    @Override
    public void close() {
        closed = true;
        rows.close();
    }
}
