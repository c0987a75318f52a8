// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;

/// The functions that only need a row's place: ROW_NUMBER, RANK, DENSE_RANK, PERCENT_RANK, CUME_DIST, NTILE.
final class RankingEvaluator implements CallEvaluator {
    private final WindowCall.Ranking call;

    RankingEvaluator(WindowCall.Ranking call) {
        this.call = call;
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        FlatVector result = block.newVector(call.type());
        switch (result) {
            case LongVector longs -> whole(block, longs.values());
            case DoubleVector doubles -> fractions(block, doubles.values());
            default -> throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, call.function() + " of type " + call.type().sqlName());
        }
        if (call.function() == WindowFunction.NTILE) {
            copyNulls(block.column(call.arguments().getFirst()), block.rowCount(), result);
        }
        return result;
    }

    private void whole(WindowBlock block, long[] target) {
        int count = block.rowCount();
        int[] partitionStart = block.partitionStart();
        int[] peerStart = block.peerStart();
        switch (call.function()) {
            case ROW_NUMBER -> {
                for (int i = 0; i < count; i++) {
                    target[i] = i - partitionStart[i] + 1L;
                }
            }
            case RANK -> {
                for (int i = 0; i < count; i++) {
                    target[i] = peerStart[i] - partitionStart[i] + 1L;
                }
            }
            case DENSE_RANK -> {
                long rank = 0;
                for (int i = 0; i < count; i++) {
                    rank = partitionStart[i] == i ? 1 : peerStart[i] == i ? rank + 1 : rank;
                    target[i] = rank;
                }
            }
            case NTILE -> tiles(block, target);
            case PERCENT_RANK, CUME_DIST, LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE ->
                    throw new SheafException(ErrorCode.INTERNAL_ERROR, call.function() + " is no whole number");
        }
    }

    private void fractions(WindowBlock block, double[] target) {
        boolean percent = call.function() == WindowFunction.PERCENT_RANK;
        for (int i = 0; i < block.rowCount(); i++) {
            int start = block.partitionStart()[i];
            int size = block.partitionEnd()[i] - start;
            if (percent) {
                target[i] = size == 1 ? 0 : (double) (block.peerStart()[i] - start) / (size - 1);
            } else {
                target[i] = (double) (block.peerEnd()[i] - start) / size;
            }
        }
    }

    private void tiles(WindowBlock block, long[] target) {
        FlatVector argument = block.column(call.arguments().getFirst());
        for (int i = 0; i < block.rowCount(); i++) {
            if (argument.isNull(i)) {
                continue;
            }
            long tiles = FrameOffsets.value(argument, i);
            if (tiles < 1) {
                throw new SheafException(ErrorCode.INVALID_PARAMETER, "ntile of " + tiles + ": it must be at least 1");
            }
            int size = block.partitionEnd()[i] - block.partitionStart()[i];
            int row = i - block.partitionStart()[i];
            long small = size / tiles;
            long larger = size % tiles;
            // The first `larger` tiles have one row more.
            long inLarger = larger * (small + 1);
            target[i] = 1 + (row < inLarger ? row / (small + 1) : larger + (row - inLarger) / Math.max(1, small));
        }
    }

    private static void copyNulls(FlatVector from, int count, FlatVector to) {
        for (int i = 0; i < count; i++) {
            if (from.isNull(i)) {
                to.setNull(i);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
