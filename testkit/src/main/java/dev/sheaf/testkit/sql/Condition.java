// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.util.Set;

/// The `skipif` and `onlyif` lines before a record.
///
/// @param skipIf engine names on which the record is left out
/// @param onlyIf when not empty, the only engine names on which it runs
public record Condition(Set<String> skipIf, Set<String> onlyIf) {
    static final Condition ALWAYS = new Condition(Set.of(), Set.of());

    boolean holdsFor(Set<String> engineNames) {
        boolean skipped = skipIf.stream().anyMatch(engineNames::contains);
        return !skipped && (onlyIf.isEmpty() || onlyIf.stream().anyMatch(engineNames::contains));
    }
}
