// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Names and what they stand for: tables, views, table functions, statistics, and who asks.
/// Nothing here may read or keep data; connectors do.
@NullMarked
package dev.sheaf.core.catalog;

import org.jspecify.annotations.NullMarked;
