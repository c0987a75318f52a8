// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.schedule.Activity;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import java.util.concurrent.atomic.AtomicInteger;

/// One thread's share of a sink's finalise step: takes pieces until there are none left. The last of the sink's
/// activities to end completes the sink.
final class FinalizeActivity implements Activity {
    /// What the activities of one sink share.
    ///
    /// @param next the next piece to take
    /// @param live how many activities haven't ended
    record Work(SinkGroup group, int pieces, AtomicInteger next, AtomicInteger live) {}

    private final TaskExecution task;
    private final Work work;
    private final DriverContext context;
    private final CancellationScope scope;

    FinalizeActivity(TaskExecution task, Work work, DriverContext context) {
        this.task = task;
        this.work = work;
        this.context = context;
        this.scope = new CancellationScope(context.cancellation());
    }

    @Override
    public Outcome step(Waker waker) {
        try {
            if (scope.call(this::finalizeNext)) {
                return Outcome.AGAIN;
            }
        } catch (Throwable failure) {
            // An Error as well: a piece that went without a word would leave the query waiting for ever.
            task.fail(failure);
        }
        end();
        return Outcome.DONE;
    }

    /// @return whether there was a piece left
    private boolean finalizeNext() {
        context.cancellation().check();
        SinkFactory sink = work.group().sink();
        int piece = work.next().getAndIncrement();
        if (piece >= work.pieces()) {
            return false;
        }
        sink.finalizeTask(piece, context);
        return true;
    }

    void end() {
        try {
            if (work.live().decrementAndGet() == 0) {
                task.finalized(work.group());
            }
        } finally {
            task.release();
        }
    }
}
