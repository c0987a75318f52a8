// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What SET can set.
public enum SessionOption {
    /// Where unqualified names are looked up and created.
    SCHEMA("schema", "main", "Where unqualified names are looked up and created"),
    TIME_ZONE("timezone", "UTC", "The zone in which TIMESTAMP WITH LOCAL TIME ZONE is shown and cast"),
    STATEMENT_TIMEOUT("statement_timeout", "0", "After how many milliseconds a statement is ended; 0 for never"),
    /// From which RANDOM() draws; 0 for a new seed per statement.
    RANDOM_SEED("random_seed", "0", "The seed of RANDOM(); 0 draws a new one for each statement"),
    PLAN_CACHE("plan_cache", "true", "Whether plans of earlier statements are used again");

    private final String optionName;
    private final String defaultValue;
    private final String description;

    SessionOption(String optionName, String defaultValue, String description) {
        this.optionName = optionName;
        this.defaultValue = defaultValue;
        this.description = description;
    }

    /// The name as SQL writes it.
    public String optionName() {
        return optionName;
    }

    public String defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /// The option of that name, case ignored.
    public static SessionOption of(String name) {
        return find(name)
                .orElseThrow(() -> new SheafException(
                        ErrorCode.UNDEFINED_OBJECT, "there is no setting \"" + name + "\""));
    }

    static Optional<SessionOption> find(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        String plain = wanted.equals("time_zone") ? TIME_ZONE.optionName : wanted;
        return Arrays.stream(values()).filter(option -> option.optionName.equals(plain)).findFirst();
    }

    /// The value in the form in which the session keeps it.
    ///
    /// @throws SheafException INVALID_PARAMETER when the option can't have it
    String check(String text) {
        return switch (this) {
            case SCHEMA -> text;
            case TIME_ZONE -> zone(text);
            case STATEMENT_TIMEOUT -> number(text, 0);
            case RANDOM_SEED -> number(text, Long.MIN_VALUE);
            case PLAN_CACHE -> truth(text);
        };
    }

    private String zone(String text) {
        try {
            return ZoneId.of(text).getId();
        } catch (DateTimeException _) {
            throw invalid("'" + text + "'");
        }
    }

    private String number(String text, long least) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least) {
                return Long.toString(number);
            }
        } catch (NumberFormatException _) {
            // Said below.
        }
        throw invalid("'" + text + "'");
    }

    private String truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "on", "1", "yes" -> "true";
            case "false", "off", "0", "no" -> "false";
            default -> throw invalid("'" + text + "'");
        };
    }

    private SheafException invalid(String text) {
        return new SheafException(
                ErrorCode.INVALID_PARAMETER, "setting \"" + optionName + "\" cannot be " + text);
    }
}
