// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// JDBC's search patterns: `%` for any text, `_` for any character, a backslash before one that is meant itself. Case
/// doesn't matter.
final class NamePattern {
    private final @Nullable String pattern;

    /// @param pattern null for any name
    NamePattern(@Nullable String pattern) {
        this.pattern = pattern == null ? null : pattern.toLowerCase(Locale.ROOT);
    }

    boolean matches(String name) {
        return pattern == null || matches(pattern, 0, name.toLowerCase(Locale.ROOT), 0);
    }

    /// Whether it names exactly one thing, which then need not be listed to be found.
    boolean literal() {
        return pattern != null && pattern.indexOf('%') < 0 && pattern.indexOf('_') < 0;
    }

    private static boolean matches(String pattern, int at, String name, int from) {
        int i = at;
        int j = from;
        while (i < pattern.length()) {
            char wanted = pattern.charAt(i);
            if (wanted == '%') {
                for (int end = j; end <= name.length(); end++) {
                    if (matches(pattern, i + 1, name, end)) {
                        return true;
                    }
                }
                return false;
            }
            boolean escaped = wanted == '\\' && i + 1 < pattern.length();
            if (escaped) {
                i++;
                wanted = pattern.charAt(i);
            }
            if (j >= name.length() || (wanted != name.charAt(j) && (wanted != '_' || escaped))) {
                return false;
            }
            i++;
            j++;
        }
        return j == name.length();
    }
}
