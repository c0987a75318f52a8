// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Reads and writes Apache Parquet: footers, pages, encodings, statistics, indexes, and scans over them.
/// No Hadoop class, no native codec and no other file format may enter.
@NullMarked
package dev.sheaf.storage.parquet;

import org.jspecify.annotations.NullMarked;
