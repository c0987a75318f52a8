// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.RandomSource;
import java.time.ZoneId;

/// What the compiled expressions of one driver are given.
///
/// @param chunkRows how many rows chunks have at most; larger ones work, after growing the scratch vectors
/// @param memory charged for the heaps that strings are built in
/// @param timeZone the session's time zone
/// @param random for RANDOM
/// @param statementMicros when the statement began, in microseconds since 1970-01-01 00:00:00 UTC
public record EvaluationContext(
        int chunkRows, MemoryContext memory, ZoneId timeZone, RandomSource random, long statementMicros) {}
