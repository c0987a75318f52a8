// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;

/// MIN and MAX over frames whose ends never move back, in constant time a row: a queue holds the rows of the frame that
/// may yet be the extreme, best first (Lemire's streaming maximum-minimum filter, 2006). Other frames are left to
/// `fallback`.
final class ExtremeAggregate implements CallEvaluator {
    private final AggregateCall call;
    private final FrameBounds bounds;
    private final CallEvaluator fallback;
    private final int sign;
    private int[] queue = {};

    ExtremeAggregate(AggregateCall call, FrameBounds bounds, CallEvaluator fallback) {
        this.call = call;
        this.bounds = bounds;
        this.fallback = fallback;
        this.sign = call.function() == AggregateFunction.MAX ? -1 : 1;
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        if (!monotone(block)) {
            return fallback.evaluate(block);
        }
        FlatVector values = block.column(call.arguments().getFirst());
        FilteredRows filtered = new FilteredRows(block, call);
        int count = block.rowCount();
        block.reserveForBlock(4L * count);
        int[] rows = block.newRows();
        if (queue.length < count) {
            queue = new int[count];
        }
        int head = 0;
        int tail = 0;
        int taken = 0;
        for (int i = 0; i < count; i++) {
            block.checkCancelled(i);
            int start = bounds.starts()[i];
            int end = bounds.ends()[i];
            if (block.partitionStart()[i] == i) {
                head = 0;
                tail = 0;
                taken = i;
            }
            for (; taken < end; taken++) {
                if (filtered.contains(taken) && !values.isNull(taken)) {
                    while (tail > head && sign * compare(values, queue[tail - 1], taken) >= 0) {
                        tail--;
                    }
                    queue[tail++] = taken;
                }
            }
            while (head < tail && queue[head] < start) {
                head++;
            }
            rows[i] = head < tail && queue[head] < end ? queue[head] : -1;
        }
        return ChosenRows.gather(block, call.type(), values, rows);
    }

    private boolean monotone(WindowBlock block) {
        int[] starts = bounds.starts();
        int[] ends = bounds.ends();
        for (int i = 1; i < block.rowCount(); i++) {
            if (block.partitionStart()[i] != i && (starts[i] < starts[i - 1] || ends[i] < ends[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static int compare(FlatVector values, int row1, int row2) {
        return switch (values) {
            case BooleanVector booleans -> Boolean.compare(booleans.value(row1), booleans.value(row2));
            case IntVector ints -> Integer.compare(ints.values()[row1], ints.values()[row2]);
            case LongVector longs -> Long.compare(longs.values()[row1], longs.values()[row2]);
            case DoubleVector doubles -> Double.compare(doubles.values()[row1] + 0.0, doubles.values()[row2] + 0.0);
            case DecimalVector decimals -> {
                int high = Long.compare(decimals.highWord(row1), decimals.highWord(row2));
                yield high != 0 ? high : Long.compareUnsigned(decimals.values()[row1], decimals.values()[row2]);
            }
            case StringVector strings -> StringViews.compare(
                    strings.views()[2 * row1],
                    strings.views()[2 * row1 + 1],
                    strings.heaps(),
                    strings.views()[2 * row2],
                    strings.views()[2 * row2 + 1],
                    strings.heaps());
        };
    }

    @Override
    public void close() {
        fallback.close();
    }
}
