// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/// The options in a statement's parentheses, read one by one; what is left over is refused by name.
public final class StatementOptions {
    private final Map<String, SqlNode> values = new LinkedHashMap<>();

    private StatementOptions() {}

    /// @param list names and values in turn
    public static StatementOptions of(SqlNodeList list) {
        StatementOptions options = new StatementOptions();
        for (int i = 0; i < list.size(); i += 2) {
            String name = ((SqlIdentifier) list.get(i)).getSimple().toLowerCase(Locale.ROOT);
            if (options.values.put(name, list.get(i + 1)) != null) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER,
                        "option " + name + " is given twice",
                        SourcePositions.of(list.get(i).getParserPosition()));
            }
        }
        return options;
    }

    public boolean booleanOption(String name, boolean otherwise) {
        SqlNode value = values.remove(name);
        if (value == null) {
            return otherwise;
        }
        return switch (text(value).toLowerCase(Locale.ROOT)) {
            case "true", "on", "1" -> true;
            case "false", "off", "0" -> false;
            default -> throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "option " + name + " must be true or false, not " + text(value),
                    SourcePositions.of(value.getParserPosition()));
        };
    }

    public String stringOption(String name, String otherwise) {
        SqlNode value = values.remove(name);
        return value == null ? otherwise : text(value);
    }

    /// All options that have not been read, as text.
    public Map<String, String> rest() {
        Map<String, String> rest = new LinkedHashMap<>();
        values.forEach((name, value) -> rest.put(name, text(value)));
        return rest;
    }

    public void refuseOthers(String statement) {
        values.forEach((name, value) -> {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    statement + " has no option " + name,
                    SourcePositions.of(value.getParserPosition()));
        });
    }

    /// A setting's value as text: a string's content, a number's digits, a word in lower case.
    public static String text(SqlNode value) {
        return switch (value) {
            case SqlIdentifier identifier -> String.join(".", identifier.names);
            case SqlLiteral literal -> String.valueOf(literal.toValue());
            default -> value.toString();
        };
    }
}
