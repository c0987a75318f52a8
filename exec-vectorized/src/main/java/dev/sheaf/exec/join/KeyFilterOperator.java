// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.pipeline.DriverContext;
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
/// Where the joins are in this task, it stands in a pipeline that starts only when their build sides are complete.
/// Where they are in tasks that take the rows over an exchange, it waits a while for what those have to say.
public final class KeyFilterOperator implements Operator {
    private static final int DROPPED_ONE_IN = 4;
    private static final int RESTING_CHUNKS = 64;

    /// What is known of a join's key, and the column that is looked up in it.
    ///
    /// @param column of the filtered chunks
    public record Key(KeySource source, int column) {}

    /// A set, and how it fares in this driver.
    private static final class Probe {
        private final KeyCheck set;
        private final int column;
        private int resting;
        private long asked = 1;
        private long kept = 1;

        Probe(KeyCheck set, int column) {
            this.set = set;
            this.column = column;
        }

        private double keptShare() {
            return (double) kept / asked;
        }
    }

    private final List<Key> unsettled;
    private final List<Probe> probes = new ArrayList<>();
    private final Selection survivors;
    private final Chunk compacted;
    private int[] rows = {};
    private @Nullable Chunk output;

    private KeyFilterOperator(Schema schema, List<Key> keys, int chunkRows) {
        this.unsettled = new ArrayList<>(keys);
        this.survivors = new Selection(chunkRows);
        this.compacted = new Chunk(schema);
    }

    /// @param schema of the chunks
    public static OperatorFactory factory(Schema schema, List<Key> keys) {
        List<Key> all = List.copyOf(keys);
        return new OperatorFactory() {
            @Override
            public Operator create(DriverContext context) {
                return new KeyFilterOperator(schema, all, context.chunkRows());
            }

            @Override
            public void close() {
                all.forEach(key -> key.source.close());
            }
        };
    }

    @Override
    public boolean blocked(Waker waker) {
        // By index: this is asked before each chunk, and an iterator would be an object each time.
        for (int i = 0; i < unsettled.size(); i++) {
            if (unsettled.get(i).source.blocked(waker)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void addInput(Chunk input) {
        output = input;
        List<Probe> asked = probes();
        int active = input.activeCount();
        int count = -1;
        for (int i = 0; i < asked.size(); i++) {
            Probe probe = asked.get(i);
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

    /// The sets that the joins have turned out to have so far.
    private List<Probe> probes() {
        for (int i = unsettled.size() - 1; i >= 0; i--) {
            Key key = unsettled.get(i);
            if (key.source.settled()) {
                unsettled.remove(i);
                KeyCheck check = key.source.check();
                if (check != null) {
                    probes.add(new Probe(check, key.column));
                }
            }
        }
        return probes;
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
