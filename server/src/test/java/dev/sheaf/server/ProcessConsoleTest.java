// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessConsoleTest {
    @Test
    void coloursUnlessTheUserOrTheTerminalWantsNone() {
        assertTrue(console(Map.of("TERM", "xterm")).colour());
        assertTrue(console(Map.of("NO_COLOR", "")).colour());
        assertFalse(console(Map.of("NO_COLOR", "1")).colour());
        assertFalse(console(Map.of("TERM", "dumb")).colour());
    }

    @Test
    void keepsHistoryWhereTheUserKeepsState() {
        assertEquals(Path.of("/h/.local/state/sheaf/history"), console(Map.of("HOME", "/h")).historyFile());
        assertEquals(Path.of("/s/sheaf/history"), console(Map.of("HOME", "/h", "XDG_STATE_HOME", "/s")).historyFile());
        assertEquals(Path.of("/x"), console(Map.of("HOME", "/h", "SHEAF_HISTORY", "/x")).historyFile());
        assertNull(console(Map.of("HOME", "/h", "SHEAF_HISTORY", "")).historyFile());
        assertNull(console(Map.of()).historyFile());
    }

    private static ProcessConsole console(Map<String, String> environment) {
        return new ProcessConsole(InputStream.nullInputStream(), Writer.nullWriter(), Writer.nullWriter(), false, false,
                false, 0, environment);
    }
}
