// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

/// Where the pages of one column chunk lie in the file: `[start, end)`.
record ChunkLocation(long start, long end, boolean compressed) {}
