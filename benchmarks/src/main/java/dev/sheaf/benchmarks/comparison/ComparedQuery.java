// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

/// A query that both engines are asked.
///
/// @param name what reports call it
/// @param sql what both run
/// @param apart whether it is no part of the suite's mean, but stands below it
record ComparedQuery(String name, String sql, boolean apart) {
    static ComparedQuery of(String name, String sql) {
        return new ComparedQuery(name, sql, false);
    }

    static ComparedQuery apart(String name, String sql) {
        return new ComparedQuery(name, sql, true);
    }
}
