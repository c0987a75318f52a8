// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.time.Clock;

/// Measures where a driver's time goes without asking the clock at each move: the first chunks are all timed, later
/// ones one in [#SAMPLE_EVERY], which then counts for that many. Also tells when a step has lasted long enough.
final class StepTimer {
    static final int ALL_UNTIL = 64;
    static final int SAMPLE_EVERY = 16;
    private static final int LOOK_EVERY = 8;

    private final Clock clock;
    private final long quantumNanos;
    private final int movesMax;
    private long chunks;
    private int weight;
    private long mark;
    private long stepEnd;
    private int moves;

    /// @param quantumNanos how long a step should last
    /// @param movesMax how many chunks a step moves at most, however little time that takes
    StepTimer(Clock clock, long quantumNanos, int movesMax) {
        this.clock = clock;
        this.quantumNanos = quantumNanos;
        this.movesMax = movesMax;
    }

    void beginStep() {
        mark = clock.nanoTime();
        stepEnd = mark + quantumNanos;
        moves = 0;
        weight = chunks <= ALL_UNTIL ? 1 : 0;
    }

    /// Tells that the driver asks its source for the next chunk.
    void beginChunk() {
        chunks++;
        if (chunks <= ALL_UNTIL) {
            weight = 1;
        } else if (chunks % SAMPLE_EVERY == 0) {
            weight = SAMPLE_EVERY;
            mark = clock.nanoTime();
        } else {
            weight = 0;
        }
    }

    /// Books the time since the last call.
    void charge(OperatorMetrics metrics) {
        if (weight > 0) {
            long now = clock.nanoTime();
            metrics.addNanos(weight * (now - mark));
            mark = now;
        }
    }

    /// Counts a chunk moved, and tells whether the step should end.
    boolean expired() {
        moves++;
        return moves >= movesMax || moves % LOOK_EVERY == 0 && clock.nanoTime() - stepEnd >= 0;
    }
}
