// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.planner.sql.parser.SheafParser;
import java.io.StringReader;
import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.parser.SqlAbstractParserImpl;

/// The words of the grammar, for completion and for knowing which names must be quoted.
public final class Keywords {
    private static final SqlAbstractParserImpl.Metadata METADATA = new SheafParser(new StringReader("")).getMetadata();

    private Keywords() {}

    /// All words of the grammar, in upper case and in order.
    public static List<String> all() {
        return METADATA.getTokens().stream()
                .filter(METADATA::isKeyword)
                .filter(word -> word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_'))
                .sorted()
                .toList();
    }

    /// Whether the word is one of the grammar's but may be a name without quotes.
    public static boolean isNonReserved(String word) {
        return METADATA.isNonReservedKeyword(word.toUpperCase(Locale.ROOT));
    }

    /// Whether the word must be quoted to be a name.
    public static boolean isReserved(String word) {
        String upper = word.toUpperCase(Locale.ROOT);
        return METADATA.isKeyword(upper) && !METADATA.isNonReservedKeyword(upper);
    }
}
