// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

/// What a statement gave.
public sealed interface StatementResult {
    /// Rows to read and close.
    record Rows(RowStream rows) implements StatementResult {}

    /// How many rows were written.
    record Count(long rowCount) implements StatementResult {}

    /// It was done; there is nothing to tell.
    record Done() implements StatementResult {}
}
