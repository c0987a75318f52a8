// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.storage;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationToken;

/// What a reader or writer is given by the task that opens it.
///
/// @param chunkRows the most rows of a chunk
/// @param memory is charged for buffers
/// @param cancellation looked at in long steps
public record ScanContext(int chunkRows, MemoryContext memory, CancellationToken cancellation) {}
