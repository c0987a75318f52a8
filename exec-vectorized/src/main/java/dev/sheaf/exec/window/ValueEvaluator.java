// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.vector.FlatVector;

/// FIRST_VALUE, LAST_VALUE and NTH_VALUE: the value at a place of the frame.
final class ValueEvaluator implements CallEvaluator {
    private final WindowCall.Ranking call;
    private final FrameBounds bounds;

    /// @param bounds computed for each block before this is evaluated
    ValueEvaluator(WindowCall.Ranking call, FrameBounds bounds) {
        this.call = call;
        this.bounds = bounds;
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        FlatVector values = block.column(call.arguments().getFirst());
        boolean nth = call.function() == WindowFunction.NTH_VALUE;
        FlatVector places = nth ? block.column(call.arguments().get(1)) : values;
        NonNullRows nonNull = call.ignoreNulls() ? new NonNullRows(block, values) : null;
        FrameRanges ranges = new FrameRanges(block, bounds);
        int[] rows = block.newRows();
        for (int i = 0; i < rows.length; i++) {
            block.checkCancelled(i);
            if (nth && places.isNull(i)) {
                rows[i] = -1;
                continue;
            }
            long place = nth ? place(places, i) : 0;
            ranges.moveTo(i);
            boolean last = call.function() == WindowFunction.LAST_VALUE;
            if (nonNull != null) {
                rows[i] = last ? lastNonNull(ranges, nonNull) : nonNull(ranges, nonNull, place);
            } else {
                rows[i] = last ? ranges.lastRow() : ranges.row(place);
            }
        }
        return ChosenRows.gather(block, call.type(), values, rows);
    }

    private static long place(FlatVector places, int row) {
        long place = FrameOffsets.value(places, row);
        if (place < 1) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER, "nth_value at " + place + ": the place must be at least 1");
        }
        return place - 1;
    }

    private static int nonNull(FrameRanges ranges, NonNullRows nonNull, long place) {
        long left = place;
        for (int run = 0; run < ranges.count(); run++) {
            int before = nonNull.before(ranges.start(run));
            int count = nonNull.before(ranges.end(run)) - before;
            if (left < count) {
                return nonNull.row(before + left);
            }
            left -= count;
        }
        return -1;
    }

    private static int lastNonNull(FrameRanges ranges, NonNullRows nonNull) {
        for (int run = ranges.count() - 1; run >= 0; run--) {
            int before = nonNull.before(ranges.end(run));
            if (before > nonNull.before(ranges.start(run))) {
                return nonNull.row(before - 1);
            }
        }
        return -1;
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
