// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Tables in memory: immutable columnar segments that are compressed so lightly that scans decode them into chunks at
/// memory speed, with bounds per block of rows. Which segments make up a table is the catalog log's business, not ours.
@NullMarked
package dev.sheaf.storage.memory;

import org.jspecify.annotations.NullMarked;
