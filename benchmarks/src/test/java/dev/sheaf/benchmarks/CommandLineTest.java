// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandLineTest {
    @Test
    void takesValuesInBothFormsAndFlags() {
        CommandLine line = CommandLine.parse("--scale=0.1", "--rounds", "3", "--micro");
        assertEquals("0.1", line.value("scale", "1"));
        assertEquals(3, line.number("rounds", 11));
        assertEquals(5, line.number("warmups", 5));
        assertTrue(line.flag("micro"));
        assertFalse(line.flag("other"));
        line.expectAllUsed();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThrows(IllegalArgumentException.class, () -> CommandLine.parse("scale"));
        assertThrows(IllegalArgumentException.class, () -> CommandLine.parse("--rounds=many").number("rounds", 1));
        assertThrows(IllegalArgumentException.class, CommandLine.parse("--colour=red")::expectAllUsed);
    }
}
