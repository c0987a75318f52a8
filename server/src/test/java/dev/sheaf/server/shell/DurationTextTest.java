// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @Test
    void readsWhatPeopleType() {
        assertEquals(Duration.ofMillis(500), DurationText.parse("500ms"));
        assertEquals(Duration.ofSeconds(30), DurationText.parse("30 s"));
        assertEquals(Duration.ofSeconds(30), DurationText.parse("30"));
        assertEquals(Duration.ofMinutes(5), DurationText.parse("5M"));
        assertEquals(Duration.ofMinutes(5), DurationText.parse("5min"));
        assertEquals(Duration.ofHours(1), DurationText.parse(" 1h "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "-1s", "1.5s", "1d", "99999999999s", "1 0s"})
    void refusesTheRest(String text) {
        assertThrows(IllegalArgumentException.class, () -> DurationText.parse(text));
    }

    @Test
    void writesMillisecondsAndMinutes() {
        assertEquals("0.012 s", DurationText.elapsed(12_345_678));
        assertEquals("59.999 s", DurationText.elapsed(59_999_000_000L));
        assertEquals("2 min 5.1 s", DurationText.elapsed(125_100_000_000L));
    }
}
