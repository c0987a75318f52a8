// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.aggregate.CallAccumulator;
import java.util.ArrayList;
import java.util.List;

/// An aggregate over any frames, by a segment tree (Leis et al., VLDB 2015): the states of every sixteen rows, of every
/// sixteen of those, and so on; a frame is put together from the few largest nodes within it. Where states can't be
/// added up, frames are aggregated row by row. Rows and nodes of many frames are taken at once.
final class TreeAggregate implements CallEvaluator {
    private static final int FANOUT_BITS = 4;
    private static final int FANOUT = 1 << FANOUT_BITS;
    private static final int FRAMES = 512;
    private static final int PAIRS = 8192;

    private final AggregateCall call;
    private final FrameBounds bounds;
    private final Schema input;
    private final MemoryContext memory;
    private final boolean splittable;
    private final Schema stateSchema;
    private final CallAccumulator frames;
    private final ResultColumn results;
    private final FlatVector some;
    private final RowNumbers numbers = new RowNumbers();
    private final List<Level> levels = new ArrayList<>();
    private Level leaves;

    TreeAggregate(AggregateCall call, FrameBounds bounds, Schema input, MemoryContext memory) {
        this.call = call;
        this.bounds = bounds;
        this.input = input;
        this.memory = memory;
        this.splittable = CallAccumulator.splittable(call);
        this.stateSchema = splittable ? CallAccumulator.stateSchema(call, input) : Schema.EMPTY;
        this.frames = new CallAccumulator(call, input, memory);
        this.results = new ResultColumn(memory);
        this.some = FlatVector.allocate(call.type(), FRAMES);
        this.leaves = new Level(new Chunk(input), input, false);
    }

    /// What can be put into a frame: rows of the block, or nodes of one level of the tree. Collects pairs of such and
    /// the frame that wants it.
    private final class Level {
        private final Chunk entries;
        private final Chunk slice;
        private final boolean states;
        private final int[] chosen = new int[PAIRS];
        private final int[] wantedBy = new int[PAIRS];
        private int count;

        Level(Chunk entries, Schema schema, boolean states) {
            this.entries = entries;
            this.slice = new Chunk(schema);
            this.states = states;
        }

        void add(int from, int to, int frame) {
            for (int i = from; i < to; i++) {
                if (count == PAIRS) {
                    flush();
                }
                chosen[count] = i;
                wantedBy[count] = frame;
                count++;
            }
        }

        void flush() {
            if (count == 0) {
                return;
            }
            slice.slice(entries, chosen, count);
            if (states) {
                frames.addStates(slice, numbers.upTo(count), count, wantedBy);
            } else {
                frames.add(slice, numbers.upTo(count), count, wantedBy);
            }
            count = 0;
        }
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        int count = block.rowCount();
        block.reserveForBlock(8L * count);
        results.reset();
        build(block);
        FlatVector result = block.newVector(call.type());
        FrameRanges ranges = new FrameRanges(block, bounds);
        for (int from = 0; from < count; from += FRAMES) {
            int size = Math.min(FRAMES, count - from);
            frames.reset(size);
            for (int i = 0; i < size; i++) {
                block.checkCancelled(i);
                ranges.moveTo(from + i);
                for (int run = 0; run < ranges.count(); run++) {
                    cover(ranges.start(run), ranges.end(run), i);
                }
            }
            leaves.flush();
            levels.forEach(Level::flush);
            frames.results(numbers.upTo(size), size, some);
            results.putAll(some, size, result, from);
        }
        return result;
    }

    /// Covers rows with the fewest nodes: those at the edges of each level that don't fill a node of the next.
    private void cover(int start, int end, int frame) {
        int from = start;
        int to = end;
        Level level = leaves;
        for (Level above : levels) {
            int firstFull = (from + FANOUT - 1) >>> FANOUT_BITS;
            int endFull = to >>> FANOUT_BITS;
            if (firstFull >= endFull) {
                break;
            }
            level.add(from, firstFull << FANOUT_BITS, frame);
            level.add(endFull << FANOUT_BITS, to, frame);
            from = firstFull;
            to = endFull;
            level = above;
        }
        level.add(from, to, frame);
    }

    private void build(WindowBlock block) {
        levels.clear();
        Chunk rows = block.chunk(frames.inputColumns());
        leaves = new Level(rows, input, false);
        if (!splittable) {
            return;
        }
        Chunk below = rows;
        while (below.rowCount() > FANOUT) {
            below = combine(below, levels.isEmpty());
            levels.add(new Level(below, stateSchema, true));
        }
    }

    private Chunk combine(Chunk below, boolean rows) {
        int count = below.rowCount();
        int nodes = (count + FANOUT - 1) >>> FANOUT_BITS;
        int[] groups = new int[count];
        for (int i = 0; i < count; i++) {
            groups[i] = i >>> FANOUT_BITS;
        }
        try (CallAccumulator accumulator = new CallAccumulator(call, input, memory)) {
            accumulator.reset(nodes);
            if (rows) {
                accumulator.add(below, numbers.upTo(count), count, groups);
            } else {
                accumulator.addStates(below, numbers.upTo(count), count, groups);
            }
            return states(accumulator, nodes);
        }
    }

    private Chunk states(CallAccumulator accumulator, int nodes) {
        FlatVector[] vectors = new FlatVector[stateSchema.size()];
        Chunk chunk = new Chunk(stateSchema);
        chunk.start(nodes);
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(stateSchema.type(i), nodes);
        }
        accumulator.states(numbers.upTo(nodes), nodes, vectors);
        for (int i = 0; i < vectors.length; i++) {
            FlatVector kept = FlatVector.allocate(stateSchema.type(i), nodes);
            // The accumulator's strings end with it.
            results.putAll(vectors[i], nodes, kept, 0);
            chunk.set(i, kept);
        }
        return chunk;
    }

    @Override
    public void close() {
        frames.close();
        results.close();
        levels.clear();
    }
}
