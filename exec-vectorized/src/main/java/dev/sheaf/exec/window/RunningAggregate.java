// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.aggregate.CallAccumulator;

/// An aggregate over frames that begin with the partition and only grow: one state takes each row once, and a result is
/// drawn from it wherever a frame ends.
final class RunningAggregate implements CallEvaluator {
    private static final int[] ONE_GROUP = {0};

    private final AggregateCall call;
    private final FrameBounds bounds;
    private final CallAccumulator accumulator;
    private final ResultColumn results;
    private final FlatVector current;
    private int[] rows = {};
    private int[] groups = {};

    RunningAggregate(AggregateCall call, FrameBounds bounds, Schema input, MemoryContext memory) {
        this.call = call;
        this.bounds = bounds;
        this.accumulator = new CallAccumulator(call, input, memory);
        this.results = new ResultColumn(memory);
        this.current = FlatVector.allocate(call.type(), 1);
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        int count = block.rowCount();
        block.reserveForBlock(8L * count);
        if (rows.length < count) {
            rows = new int[count];
            groups = new int[count];
        }
        results.reset();
        Chunk chunk = block.chunk(accumulator.inputColumns());
        FlatVector result = block.newVector(call.type());
        int[] ends = bounds.ends();
        int taken = 0;
        for (int i = 0; i < count; i++) {
            block.checkCancelled(i);
            boolean begins = block.partitionStart()[i] == i;
            if (begins) {
                accumulator.reset(1);
                taken = i;
            }
            if (begins || ends[i] > taken) {
                take(chunk, taken, ends[i]);
                taken = Math.max(taken, ends[i]);
                accumulator.results(ONE_GROUP, 1, current);
            }
            results.put(current, 0, result, i);
        }
        return result;
    }

    private void take(Chunk chunk, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            rows[count++] = i;
        }
        if (count > 0) {
            accumulator.add(chunk, rows, count, groups);
        }
    }

    @Override
    public void close() {
        accumulator.close();
        results.close();
    }
}
