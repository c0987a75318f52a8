// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.catalog.CatalogSnapshot;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// JDBC's search patterns: `%` for any text, `_` for any character, a backslash before one that is meant itself. Case
/// doesn't matter.
public final class NamePattern {
    private final @Nullable String pattern;

    /// @param pattern null for any name
    public NamePattern(@Nullable String pattern) {
        this.pattern = pattern == null ? null : pattern.toLowerCase(Locale.ROOT);
    }

    public boolean matches(String name) {
        return pattern == null || matches(pattern, name.toLowerCase(Locale.ROOT));
    }

    /// Whether it names exactly one thing, which then need not be listed to be found.
    private boolean literal() {
        return pattern != null && pattern.indexOf('%') < 0 && pattern.indexOf('_') < 0;
    }

    /// The schemas that match. One that isn't listed, such as a generated one, is found by its whole name.
    public List<String> schemas(CatalogSnapshot names) {
        List<String> found = names.schemas().stream().filter(this::matches).toList();
        return found.isEmpty() && pattern != null && literal() && names.schemaExists(pattern)
                ? List.of(pattern)
                : found;
    }

    /// Greedy: of several `%` only the last may have to take more, so that no pattern takes long.
    private static boolean matches(String pattern, String name) {
        int i = 0;
        int j = 0;
        int afterAny = -1;
        int anyEnd = 0;
        while (j < name.length()) {
            boolean any = i < pattern.length() && pattern.charAt(i) == '%';
            if (any) {
                i++;
                afterAny = i;
                anyEnd = j;
                continue;
            }
            int length = matchLength(pattern, i, name.charAt(j));
            if (length > 0) {
                i += length;
                j++;
            } else if (afterAny >= 0) {
                anyEnd++;
                i = afterAny;
                j = anyEnd;
            } else {
                return false;
            }
        }
        while (i < pattern.length() && pattern.charAt(i) == '%') {
            i++;
        }
        return i == pattern.length();
    }

    /// How much of the pattern stands for that character; 0 when it stands for another.
    private static int matchLength(String pattern, int at, char letter) {
        if (at >= pattern.length()) {
            return 0;
        }
        char wanted = pattern.charAt(at);
        if (wanted == '\\' && at + 1 < pattern.length()) {
            return pattern.charAt(at + 1) == letter ? 2 : 0;
        }
        return wanted == letter || wanted == '_' ? 1 : 0;
    }
}
