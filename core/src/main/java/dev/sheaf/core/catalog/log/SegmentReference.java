// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

/// Names an immutable piece of a table's rows.
///
/// @param id unique in the engine or cluster, never used again
public record SegmentReference(long id, long rowCount, long byteCount) {}
