// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Drops rows near their source whose keys a join further up will not find on its build side, so that the joins and
/// computations in between are spared them. Where several joins have such sets, those that drop most come first, and
/// those that drop little rest for a while (Zhu et al., "Looking Ahead Makes Query Plans Robust", VLDB 2017).
///
/// Stands in a pipeline that starts only when those joins' build sides are complete.
public final class KeyFilterOperator implements Operator {
    private static final int DROPPED_ONE_IN = 4;
    private static final int RESTING_CHUNKS = 64;

    /// A join's key, and the column that will be looked up in it.
    ///
    /// @param key which of the join's keys
    /// @param column of the filtered chunks
    public record Key(HashJoinBuildSink join, int key, int column) {}

    /// A set, and how it fares in this driver.
    private static final class Probe {
        private final KeySet set;
        private final int column;
        private int resting;
        private long asked = 1;
        private long kept = 1;

        Probe(KeySet set, int column) {
            this.set = set;
            this.column = column;
        }

        private double keptShare() {
            return (double) kept / asked;
        }
    }

    private final List<Key> keys;
    private final Selection survivors;
    private final Chunk compacted;
    private @Nullable List<Probe> probes;
    private int[] rows = {};
    private @Nullable Chunk output;

    private KeyFilterOperator(Schema schema, List<Key> keys, int chunkRows) {
        this.keys = keys;
        this.survivors = new Selection(chunkRows);
        this.compacted = new Chunk(schema);
    }

    /// @param schema of the chunks
    public static OperatorFactory factory(Schema schema, List<Key> keys) {
        List<Key> all = List.copyOf(keys);
        all.forEach(key -> key.join.build().index().wantSet(key.key));
        return context -> new KeyFilterOperator(schema, all, context.chunkRows());
    }

    @Override
    public void addInput(Chunk input) {
        output = input;
        List<Probe> asked = probes();
        int active = input.activeCount();
        int count = -1;
        for (Probe probe : asked) {
            if (probe.resting > 0) {
                probe.resting--;
                continue;
            }
            if (count < 0) {
                count = activeRows(input);
            }
            count = select(probe, input, count);
        }
        sort(asked);
        if (count < 0 || count == active) {
            return;
        }
        if (count == 0) {
            output = null;
            return;
        }
        long[] bits = survivors.start(input.rowCount());
        Arrays.fill(bits, 0, Bits.words(input.rowCount()), 0L);
        Bits.setRows(bits, rows, count);
        Selection left = survivors.complete();
        input.select(left);
        if (FilterPolicy.compacts(count, input.rowCount())) {
            compacted.slice(input, left.rows(), count);
            output = compacted;
        }
    }

    /// The sets that the joins have turned out to have.
    private List<Probe> probes() {
        List<Probe> known = probes;
        if (known == null) {
            known = new ArrayList<>();
            for (Key key : keys) {
                KeySet set = key.join.build().index().set(key.key);
                if (set != null) {
                    known.add(new Probe(set, key.column));
                }
            }
            probes = known;
        }
        return known;
    }

    private int activeRows(Chunk input) {
        int count = input.activeCount();
        if (rows.length < input.rowCount()) {
            rows = new int[Math.max(input.rowCount(), Chunk.DEFAULT_ROWS)];
        }
        Selection selection = input.selection();
        for (int i = 0; selection == null && i < count; i++) {
            rows[i] = i;
        }
        if (selection != null) {
            System.arraycopy(selection.rows(), 0, rows, 0, count);
        }
        return count;
    }

    private int select(Probe probe, Chunk input, int count) {
        FlatVector values = input.flat(probe.column);
        int left = count;
        long[] validity = values.validity();
        if (validity != null) {
            left = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[left] = row;
                left += (int) (validity[row >> 6] >>> row & 1);
            }
        }
        left = probe.set.select(values, rows, left);
        probe.asked += count;
        probe.kept += left;
        if (left > count - count / DROPPED_ONE_IN) {
            probe.resting = RESTING_CHUNKS;
        }
        return left;
    }

    /// Moves sets that keep fewer rows forward, one place a chunk.
    private static void sort(List<Probe> probes) {
        for (int i = 1; i < probes.size(); i++) {
            if (probes.get(i).keptShare() < probes.get(i - 1).keptShare()) {
                probes.add(i - 1, probes.remove(i));
            }
        }
    }

    @Override
    public @Nullable Chunk next() {
        Chunk result = output;
        output = null;
        return result;
    }

    @Override
    public void close() {
        output = null;
    }
}
