// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes lengths of time as people type them: `500ms`, `30s`, `5m`, `1h`.
public final class DurationText {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,9})\\s*(ms|s|m|min|h|)", Pattern.CASE_INSENSITIVE);

    private DurationText() {}

    /// Reads a length of time; a number alone counts seconds.
    ///
    /// @throws IllegalArgumentException when it is none
    public static Duration parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a length of time: write a number with ms, s, m or h, such as 30s");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2).toLowerCase(Locale.ROOT)) {
            case "ms" -> Duration.ofMillis(number);
            case "m", "min" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofSeconds(number);
        };
    }

    /// Writes a length of time to the millisecond: `0.012 s`, `2 min 5.1 s`.
    public static String elapsed(long nanos) {
        double seconds = nanos / 1e9;
        return seconds < 60
                ? String.format(Locale.ROOT, "%.3f s", seconds)
                : String.format(Locale.ROOT, "%d min %.1f s", (long) seconds / 60, seconds % 60);
    }
}
