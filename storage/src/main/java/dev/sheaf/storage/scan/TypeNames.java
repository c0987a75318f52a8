// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.type.DataType;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads SQL type names in options such as `types => 'INTEGER, DECIMAL(9, 2)'`.
public final class TypeNames {
    private static final Pattern DECIMAL =
            Pattern.compile("(?:DECIMAL|NUMERIC|DEC)(?:\\s*\\(\\s*(\\d{1,2})\\s*(?:,\\s*(\\d{1,2})\\s*)?\\))?");
    private static final Pattern CHARACTER =
            Pattern.compile("(VARCHAR|CHARACTER VARYING|CHAR|CHARACTER)(?:\\s*\\(\\s*(\\d{1,9})\\s*\\))?");

    private TypeNames() {}

    public static Optional<DataType> parse(String name) {
        String upper = name.strip().toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
        return switch (upper) {
            case "BOOLEAN", "BOOL" -> Optional.of(DataType.BOOLEAN);
            case "TINYINT" -> Optional.of(DataType.TINYINT);
            case "SMALLINT" -> Optional.of(DataType.SMALLINT);
            case "INTEGER", "INT" -> Optional.of(DataType.INTEGER);
            case "BIGINT", "LONG" -> Optional.of(DataType.BIGINT);
            case "REAL", "FLOAT4" -> Optional.of(DataType.REAL);
            case "DOUBLE", "DOUBLE PRECISION", "FLOAT", "FLOAT8" -> Optional.of(DataType.DOUBLE);
            case "TEXT", "STRING" -> Optional.of(DataType.VARCHAR);
            case "DATE" -> Optional.of(DataType.DATE);
            case "TIME" -> Optional.of(DataType.TIME);
            case "TIMESTAMP" -> Optional.of(DataType.TIMESTAMP);
            case "TIMESTAMPTZ", "TIMESTAMP WITH LOCAL TIME ZONE" -> Optional.of(DataType.TIMESTAMP_LTZ);
            default -> parametrised(upper);
        };
    }

    private static Optional<DataType> parametrised(String upper) {
        Matcher decimal = DECIMAL.matcher(upper);
        if (decimal.matches()) {
            int precision = decimal.group(1) == null ? 18 : Integer.parseInt(decimal.group(1));
            int scale = decimal.group(2) == null
                    ? decimal.group(1) == null ? 3 : 0
                    : Integer.parseInt(decimal.group(2));
            boolean possible =
                    precision >= 1 && precision <= DataType.DecimalType.MAX_PRECISION && scale <= precision;
            return possible ? Optional.of(DataType.decimal(precision, scale)) : Optional.empty();
        }
        Matcher character = CHARACTER.matcher(upper);
        if (character.matches()) {
            return Optional.of(DataType.VARCHAR);
        }
        return Optional.empty();
    }
}
