// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.soak;

import java.util.List;

/// A statement of the soak run and how it must end.
///
/// @param sql its text
/// @param ending what must become of it
record SoakStatement(String sql, List<Object> parameters, Ending ending) {
    static SoakStatement of(String sql, Ending ending) {
        return new SoakStatement(sql, List.of(), ending);
    }

    static SoakStatement answered(String sql) {
        return of(sql, Ending.ANSWERED);
    }

    static SoakStatement prepared(String sql, int parameter) {
        return new SoakStatement(sql, List.of(parameter), Ending.ANSWERED);
    }

    enum Ending {
        /// It gives all its rows.
        ANSWERED,
        /// It fails by its own fault.
        FAILED,
        /// It is cancelled while it runs; a fast one may end before.
        CANCELLED,
        /// Its result is closed after the first rows.
        LEFT
    }
}
