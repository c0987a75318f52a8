// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Lets through the rows from `offset` to `offset + count - 1` in the order in which all drivers together take them,
/// and then needs no more.
public final class LimitOperator implements Operator {
    private final Shared shared;
    private final Selection selection;
    private @Nullable Chunk output;

    /// What all drivers count together.
    private static final class Shared implements OperatorFactory {
        private final long first;
        private final long end;
        private final AtomicLong taken = new AtomicLong();

        Shared(long offset, long count) {
            this.first = offset;
            this.end = count > Long.MAX_VALUE - offset ? Long.MAX_VALUE : offset + count;
        }

        @Override
        public Operator create(DriverContext context) {
            return new LimitOperator(this, context.chunkRows());
        }
    }

    private LimitOperator(Shared shared, int chunkRows) {
        this.shared = shared;
        this.selection = new Selection(chunkRows);
    }

    /// @param count [Long#MAX_VALUE] for no limit
    public static OperatorFactory factory(long offset, long count) {
        return new Shared(offset, count);
    }

    @Override
    public void addInput(Chunk input) {
        int rows = input.activeCount();
        long start = shared.taken.getAndAdd(rows);
        int from = (int) Math.min(rows, Math.max(0, shared.first - start));
        int to = (int) Math.max(from, Math.min(rows, shared.end - start));
        if (from > 0 || to < rows) {
            keep(input, from, to);
        }
        output = from == to ? null : input;
    }

    /// Selects the active rows of those ranks.
    private void keep(Chunk input, int from, int to) {
        long[] bits = selection.start(input.rowCount());
        Bits.clearAll(bits, input.rowCount());
        Selection active = input.selection();
        for (int i = from; i < to; i++) {
            Bits.set(bits, active == null ? i : active.rows()[i]);
        }
        input.select(selection.complete());
    }

    @Override
    public @Nullable Chunk next() {
        Chunk result = output;
        output = null;
        return result;
    }

    @Override
    public boolean finished() {
        return shared.taken.get() >= shared.end;
    }

    @Override
    public void close() {
        output = null;
    }
}
