// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.aggregate.CallAccumulator;

/// COUNT, and SUM and AVG of exact numbers, over any frames in constant time a row: sums of all rows before each row
/// are kept, and a frame's sum is the difference at its ends. Values are of 64 bits, so that sums in 128 bits don't
/// overflow; a block with wider decimals is left to `fallback`.
final class PrefixAggregate implements CallEvaluator {
    private final AggregateCall call;
    private final FrameBounds bounds;
    private final CallEvaluator fallback;
    private final CallAccumulator accumulator;
    private final Schema stateSchema;
    private final RowNumbers numbers = new RowNumbers();
    private int[] counts = {};
    private long[] low = {};
    private long[] high = {};

    PrefixAggregate(
            AggregateCall call, FrameBounds bounds, CallEvaluator fallback, Schema input, MemoryContext memory) {
        this.call = call;
        this.bounds = bounds;
        this.fallback = fallback;
        this.accumulator = new CallAccumulator(call, input, memory);
        this.stateSchema = CallAccumulator.stateSchema(call, input);
    }

    /// Whether the call can be computed so.
    static boolean handles(AggregateCall call, Schema input) {
        if (!CallAccumulator.splittable(call)) {
            return false;
        }
        return switch (call.function()) {
            case COUNT_STAR -> true;
            case COUNT -> call.arguments().size() == 1;
            case SUM, AVG -> AggregateFunction.sumType(input.type(call.arguments().getFirst())) instanceof DecimalType;
            default -> false;
        };
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        boolean sums = call.function() == AggregateFunction.SUM || call.function() == AggregateFunction.AVG;
        FlatVector argument =
                call.arguments().isEmpty() ? null : block.column(call.arguments().getFirst());
        if (sums && argument instanceof DecimalVector decimals && decimals.wide()) {
            return fallback.evaluate(block);
        }
        int count = block.rowCount();
        block.reserveForBlock(24L * count);
        if (counts.length <= count) {
            counts = new int[count + 1];
        }
        FilteredRows filtered = new FilteredRows(block, call);
        for (int i = 0; i < count; i++) {
            boolean counted = filtered.contains(i) && (argument == null || !argument.isNull(i));
            counts[i + 1] = counts[i] + (counted ? 1 : 0);
        }
        if (sums && argument != null) {
            addUp(argument, count);
        }
        return results(block, sums);
    }

    private void addUp(FlatVector argument, int count) {
        if (low.length <= count) {
            low = new long[count + 1];
            high = new long[count + 1];
        }
        for (int i = 0; i < count; i++) {
            long value = counts[i + 1] == counts[i] ? 0 : value(argument, i);
            long sum = low[i] + value;
            int carry = Long.compareUnsigned(sum, value) < 0 ? 1 : 0;
            low[i + 1] = sum;
            high[i + 1] = high[i] + (value >> 63) + carry;
        }
    }

    private static long value(FlatVector argument, int row) {
        return switch (argument) {
            case IntVector ints -> ints.values()[row];
            case LongVector longs -> longs.values()[row];
            case DecimalVector decimals -> decimals.values()[row];
            default -> throw new IllegalStateException(argument.type().sqlName());
        };
    }

    /// Turns differences into states, and lets the aggregate itself make results of them.
    private FlatVector results(WindowBlock block, boolean sums) {
        int count = block.rowCount();
        Chunk states = new Chunk(stateSchema);
        states.start(count);
        if (sums) {
            DecimalVector sum = (DecimalVector) block.newVector(stateSchema.type(0));
            sums(block, sum);
            states.set(0, sum);
        }
        if (stateSchema.size() > (sums ? 1 : 0)) {
            int column = sums ? 1 : 0;
            LongVector frames = (LongVector) block.newVector(stateSchema.type(column));
            frameCounts(block, frames.values());
            states.set(column, frames);
        }
        int[] rows = numbers.upTo(count);
        accumulator.reset(count);
        accumulator.addStates(states, rows, count, rows);
        FlatVector result = block.newVector(call.type());
        accumulator.results(rows, count, result);
        return result;
    }

    private void frameCounts(WindowBlock block, long[] target) {
        FrameRanges ranges = new FrameRanges(block, bounds);
        for (int i = 0; i < block.rowCount(); i++) {
            ranges.moveTo(i);
            target[i] = frameCount(ranges);
        }
    }

    private long frameCount(FrameRanges ranges) {
        long total = 0;
        for (int run = 0; run < ranges.count(); run++) {
            total += counts[ranges.end(run)] - counts[ranges.start(run)];
        }
        return total;
    }

    private void sums(WindowBlock block, DecimalVector target) {
        FrameRanges ranges = new FrameRanges(block, bounds);
        long[] words = target.values();
        long[] highWords = target.startWide();
        for (int i = 0; i < block.rowCount(); i++) {
            ranges.moveTo(i);
            long sumLow = 0;
            long sumHigh = 0;
            for (int run = 0; run < ranges.count(); run++) {
                int start = ranges.start(run);
                int end = ranges.end(run);
                long differenceLow = low[end] - low[start];
                int borrow = Long.compareUnsigned(low[end], low[start]) < 0 ? 1 : 0;
                sumLow += differenceLow;
                int carry = Long.compareUnsigned(sumLow, differenceLow) < 0 ? 1 : 0;
                sumHigh += high[end] - high[start] - borrow + carry;
            }
            words[i] = sumLow;
            highWords[i] = sumHigh;
            if (frameCount(ranges) == 0) {
                target.setNull(i);
            }
        }
    }

    @Override
    public void close() {
        accumulator.close();
        fallback.close();
    }
}
