// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a query must answer.
public sealed interface Expectation {
    /// Exactly these rows.
    ///
    /// @param ordered whether in this order
    record Rows(List<List<@Nullable Object>> rows, boolean ordered) implements Expectation {}

    /// So many of these rows.
    record Some(List<List<@Nullable Object>> rows, int count) implements Expectation {}

    /// This error, and no rows that count.
    record Fails(ErrorCode code) implements Expectation {}

    /// What is wrong with the rows of a query that ended well; empty when nothing is.
    default Optional<String> fault(List<List<@Nullable Object>> actual) {
        return switch (this) {
            case Rows(List<List<@Nullable Object>> rows, boolean ordered) -> difference(
                    ordered ? rows : sorted(rows), ordered ? actual : sorted(actual));
            case Some(List<List<@Nullable Object>> rows, int count) ->
                    actual.size() == count && rows.containsAll(actual)
                            ? Optional.empty()
                            : Optional.of(
                                    actual.size() + " rows where " + count + " of " + rows.size() + " were expected");
            case Fails fails -> Optional.of("rows where " + fails.code() + " was expected");
        };
    }

    /// Whether a failed query was bound to fail so.
    default boolean allows(SheafException error) {
        return this instanceof Fails fails && fails.code() == error.code();
    }

    private static Optional<String> difference(
            List<List<@Nullable Object>> expected, List<List<@Nullable Object>> actual) {
        for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
            if (!equal(expected.get(i), actual.get(i))) {
                return Optional.of("row " + i + " is " + actual.get(i) + " where " + expected.get(i) + " was expected");
            }
        }
        return expected.size() == actual.size()
                ? Optional.empty()
                : Optional.of(actual.size() + " rows where " + expected.size() + " were expected");
    }

    private static boolean equal(List<@Nullable Object> expected, List<@Nullable Object> actual) {
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!equal(expected.get(i), actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean equal(@Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (expected instanceof BigDecimal left && actual instanceof BigDecimal right) {
            return left.compareTo(right) == 0;
        }
        if (expected instanceof Double left && actual instanceof Double right) {
            return left.equals(right) || Math.abs(left - right) <= 1e-9 * Math.max(Math.abs(left), Math.abs(right));
        }
        return expected.equals(actual);
    }

    private static List<List<@Nullable Object>> sorted(List<List<@Nullable Object>> rows) {
        List<List<@Nullable Object>> copy = new ArrayList<>(rows);
        copy.sort(Comparator.comparing(Object::toString));
        return copy;
    }
}
