// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Rows that operators keep, in row pages: join builds, aggregation partitions, sort runs, windows. Column-at-a-time
/// copies between vectors and pages. Nothing here knows what the rows are kept for, nor compares or hashes them.
@NullMarked
package dev.sheaf.exec.row;

import org.jspecify.annotations.NullMarked;
