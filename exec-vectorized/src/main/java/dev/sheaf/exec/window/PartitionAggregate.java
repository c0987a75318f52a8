// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.aggregate.CallAccumulator;

/// An aggregate over whole partitions: a plain grouping, each partition a group.
final class PartitionAggregate implements CallEvaluator {
    private final AggregateCall call;
    private final CallAccumulator accumulator;
    private final RowNumbers numbers = new RowNumbers();
    private int[] groups = {};

    PartitionAggregate(AggregateCall call, Schema input, MemoryContext memory) {
        this.call = call;
        this.accumulator = new CallAccumulator(call, input, memory);
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        int count = block.rowCount();
        block.reserveForBlock(8L * count);
        if (groups.length < count) {
            groups = new int[count];
        }
        int partition = -1;
        for (int i = 0; i < count; i++) {
            partition += block.partitionStart()[i] == i ? 1 : 0;
            groups[i] = partition;
        }
        accumulator.reset(partition + 1);
        accumulator.add(block.chunk(accumulator.inputColumns()), numbers.upTo(count), count, groups);
        FlatVector results = FlatVector.allocate(call.type(), partition + 1);
        accumulator.results(numbers.upTo(partition + 1), partition + 1, results);
        FlatVector result = block.newVector(call.type());
        result.gather(results, groups, count);
        return result;
    }

    @Override
    public void close() {
        accumulator.close();
    }
}
