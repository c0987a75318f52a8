// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The engine's names: the catalog log, provided schemas, table functions and files, seen as one snapshot per
/// statement. Nothing here reads a table's rows.
@NullMarked
package dev.sheaf.engine.catalog;

import org.jspecify.annotations.NullMarked;
