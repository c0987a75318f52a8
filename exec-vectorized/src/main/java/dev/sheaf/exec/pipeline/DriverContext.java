// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.pipeline;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;

/// What the operators of one driver are given. A driver is one thread's copy of a pipeline.
///
/// @param driver the driver's number within its pipeline, from 0
/// @param chunkRows the most rows of a chunk that sources and operators make
/// @param memory the task's memory; operators that hold much make a child of their own
/// @param cancellation looked at by the driver between chunks, and by operators in long loops
public record DriverContext(
        int driver,
        int chunkRows,
        MemoryContext memory,
        CancellationToken cancellation,
        Clock clock,
        RandomSource random) {}
