// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.vector.FlatVector;
import org.jspecify.annotations.Nullable;

/// LAG and LEAD: the value some rows before or after in the partition, or a default.
final class OffsetEvaluator implements CallEvaluator {
    private static final int NO_OFFSET = -2;

    private final WindowCall.Ranking call;
    private final boolean forward;

    OffsetEvaluator(WindowCall.Ranking call) {
        this.call = call;
        this.forward = call.function() == WindowFunction.LEAD;
    }

    @Override
    public FlatVector evaluate(WindowBlock block) {
        FlatVector values = block.column(call.arguments().getFirst());
        FlatVector offsets = call.arguments().size() > 1 ? block.column(call.arguments().get(1)) : null;
        NonNullRows nonNull = call.ignoreNulls() ? new NonNullRows(block, values) : null;
        int[] rows = block.newRows();
        for (int i = 0; i < rows.length; i++) {
            if (offsets != null && offsets.isNull(i)) {
                rows[i] = NO_OFFSET;
                continue;
            }
            long offset = offsets == null ? 1 : FrameOffsets.value(offsets, i);
            long distance = Math.clamp(offset, -Integer.MAX_VALUE, Integer.MAX_VALUE);
            rows[i] = row(block, i, forward ? distance : -distance, nonNull);
        }
        FlatVector result = ChosenRows.gather(block, call.type(), values, rows);
        if (call.arguments().size() > 2) {
            putDefaults(block.column(call.arguments().get(2)), rows, result);
        }
        return result;
    }

    private static int row(WindowBlock block, int row, long distance, @Nullable NonNullRows nonNull) {
        int start = block.partitionStart()[row];
        int end = block.partitionEnd()[row];
        if (nonNull == null || distance == 0) {
            long chosen = row + distance;
            return chosen >= start && chosen < end ? (int) chosen : -1;
        }
        long number = distance < 0 ? nonNull.before(row) + distance : nonNull.before(row + 1) + distance - 1;
        return number >= nonNull.before(start) && number < nonNull.before(end) ? nonNull.row(number) : -1;
    }

    private static void putDefaults(FlatVector defaults, int[] rows, FlatVector result) {
        for (int i = 0; i < rows.length; i++) {
            if (rows[i] == -1) {
                result.copyRow(i, defaults, i);
            }
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
