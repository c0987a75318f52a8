// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import dev.sheaf.exec.pipeline.DriverContext;

/// What all drivers of a task have in common.
///
/// @param name tells in traces whose drivers they are
/// @param group the scheduler's group, one per query
/// @param threads how many drivers of one pipeline may run at once
/// @param chunkRows the most rows of a chunk
/// @param movesMax how many chunks a driver moves at most before it lets others run
/// @param memory the task's memory
/// @param cancellation ends the task; the first error cancels it
public record DriverSettings(
        String name,
        Object group,
        Scheduler scheduler,
        Clock clock,
        RandomSource random,
        int threads,
        int chunkRows,
        int movesMax,
        MemoryContext memory,
        CancellationToken cancellation) {
    /// How many drivers of one pipeline can be kept busy.
    int parallelism() {
        return Math.max(1, Math.min(threads, scheduler.parallelism()));
    }

    /// The same with another token.
    DriverSettings with(CancellationToken other) {
        return new DriverSettings(
                name, group, scheduler, clock, random, threads, chunkRows, movesMax, memory, other);
    }

    DriverContext context(int driver) {
        return new DriverContext(driver, chunkRows, memory, cancellation, clock, random);
    }
}
