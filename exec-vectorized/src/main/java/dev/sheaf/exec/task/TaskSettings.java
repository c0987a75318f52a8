// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.vector.Chunk;

/// The sizes that a worker's tasks keep to.
///
/// @param threads how many drivers of one pipeline may run at once
/// @param chunkRows the most rows of a chunk inside pipelines
/// @param batchRows how many rows make an exchanged batch full
/// @param batchBytes how many bytes make it full
/// @param creditBytes how many bytes may be under way on one channel
/// @param movesMax how many chunks a driver moves at most before it lets others run
public record TaskSettings(
        int threads, int chunkRows, int batchRows, long batchBytes, long creditBytes, int movesMax) {
    public static final int DEFAULT_BATCH_ROWS = 4 * Chunk.DEFAULT_ROWS;
    public static final long DEFAULT_BATCH_BYTES = 1 << 20;
    public static final long DEFAULT_CREDIT_BYTES = 4 << 20;
    public static final int DEFAULT_MOVES_MAX = 4096;

    public TaskSettings {
        if (threads < 1 || chunkRows < 1 || batchRows < 1 || batchBytes < 1 || movesMax < 1) {
            throw new IllegalArgumentException("task settings must be at least 1");
        }
    }

    /// The default sizes.
    public static TaskSettings defaults(int threads) {
        return new TaskSettings(
                threads,
                Chunk.DEFAULT_ROWS,
                DEFAULT_BATCH_ROWS,
                DEFAULT_BATCH_BYTES,
                DEFAULT_CREDIT_BYTES,
                DEFAULT_MOVES_MAX);
    }
}
