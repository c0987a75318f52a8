// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

/// How far a running statement has come. Asked from the shell's timer while the statement runs.
public interface QueryProgress {
    /// Nothing is known but that it runs.
    QueryProgress UNKNOWN = new QueryProgress() {
        @Override
        public double fraction() {
            return Double.NaN;
        }

        @Override
        public long rowCount() {
            return 0;
        }
    };

    /// The share of the work that is done, from 0 to 1; NaN where it can't be told.
    double fraction();

    /// Rows read from tables and files so far.
    long rowCount();
}
