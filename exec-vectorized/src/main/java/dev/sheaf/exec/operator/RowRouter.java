// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import org.jspecify.annotations.Nullable;

/// Decides which consumers the rows of a chunk go to. One per driver.
interface RowRouter {
    /// Takes the rows for one consumer.
    interface Target {
        /// @param rows row numbers of the chunk, or null for the numbers themselves
        /// @param from the first entry of `rows`
        void append(int consumer, Chunk chunk, int @Nullable [] rows, int from, int count);
    }

    /// Hands each row in play to the target, once.
    void route(Chunk chunk, Target target);

    /// All rows to the first consumer, the only one or one that stands for all.
    static RowRouter toFirst() {
        return to(0);
    }

    /// All rows to one consumer.
    static RowRouter to(int consumer) {
        return (chunk, target) -> appendActive(consumer, chunk, target);
    }

    /// Whole chunks to each consumer in turn.
    ///
    /// @param first which consumer begins, so that drivers and tasks don't all begin with the same
    static RowRouter inTurn(int consumerCount, int first) {
        return new RowRouter() {
            private int turn = first % consumerCount;

            @Override
            public void route(Chunk chunk, Target target) {
                appendActive(turn, chunk, target);
                turn = (turn + 1) % consumerCount;
            }
        };
    }

    private static void appendActive(int consumer, Chunk chunk, Target target) {
        Selection selection = chunk.selection();
        if (selection == null) {
            target.append(consumer, chunk, null, 0, chunk.rowCount());
        } else {
            target.append(consumer, chunk, selection.rows(), 0, selection.count());
        }
    }
}
