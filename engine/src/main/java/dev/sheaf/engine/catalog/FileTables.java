// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.SourcePosition;

/// Finds the table that a path or glob in FROM means.
public interface FileTables {
    Relation.Table table(String path, SourcePosition position);
}
