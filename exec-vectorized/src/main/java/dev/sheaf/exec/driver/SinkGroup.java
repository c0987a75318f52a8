// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.exec.pipeline.SinkFactory;
import java.util.ArrayList;
import java.util.List;

/// The pipelines that end in one sink, and how far the sink is. Guarded by [TaskExecution].
final class SinkGroup {
    /// How far a sink is.
    enum State {
        /// Its pipelines run or wait to.
        OPEN,
        /// All have ended; pieces of the finalise step run.
        FINALIZING,
        /// What it made is there.
        COMPLETE,
        /// Nobody needs it.
        ABANDONED
    }

    private final SinkFactory sink;
    final List<PipelineExecution> pipelines = new ArrayList<>();
    State state = State.OPEN;

    SinkGroup(SinkFactory sink) {
        this.sink = sink;
    }

    SinkFactory sink() {
        return sink;
    }

    boolean settled() {
        return state == State.COMPLETE || state == State.ABANDONED;
    }

    boolean allEnded() {
        for (PipelineExecution pipeline : pipelines) {
            if (!pipeline.ended) {
                return false;
            }
        }
        return true;
    }
}
