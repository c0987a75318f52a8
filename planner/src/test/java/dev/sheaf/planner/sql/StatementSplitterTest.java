// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class StatementSplitterTest {
    @Test
    void cutsAtSemicolonsOnly() {
        assertEquals(List.of("SELECT 1", "SELECT 2"), texts(" SELECT 1 ;\n;; SELECT 2"));
        assertEquals(List.of("SELECT ';', \"a;b\""), texts("SELECT ';', \"a;b\";"));
        assertEquals(List.of("SELECT 'it''s; fine'", "x"), texts("SELECT 'it''s; fine'; x"));
        assertEquals(List.of("SELECT E'\\';'", "x"), texts("SELECT E'\\';'; x"));
        assertEquals(List.of("SELECT 'a\\'", "b"), texts("SELECT 'a\\'; b"));
        assertEquals(List.of("SELECT $$a;b$$", "SELECT $x$a;$$;b$x$"), texts("SELECT $$a;b$$; SELECT $x$a;$$;b$x$;"));
        assertEquals(List.of("SELECT 1 -- ; no\n+ 2", "x"), texts("SELECT 1 -- ; no\n+ 2; x"));
        assertEquals(List.of("SELECT /* ; */ 1"), texts("SELECT /* ; */ 1"));
        assertEquals(List.of(), texts("-- nothing but a comment;\n  /* and another */ ;"));
    }

    @Test
    void tellsWhereStatementsBegin() {
        String script = "SELECT 1;\n  SELECT 2;";
        assertEquals(12, StatementSplitter.split(script).get(1).offset());
    }

    @Test
    void knowsWhenAScriptIsComplete() {
        assertTrue(StatementSplitter.isComplete("SELECT 1;"));
        assertTrue(StatementSplitter.isComplete("  "));
        assertFalse(StatementSplitter.isComplete("SELECT 1"));
        assertFalse(StatementSplitter.isComplete("SELECT ';"));
        assertFalse(StatementSplitter.isComplete("SELECT 1; SELECT $$;"));
        assertFalse(StatementSplitter.isComplete("SELECT 1; /* ;"));
    }

    private static List<String> texts(String script) {
        return StatementSplitter.split(script).stream().map(StatementSplitter.Statement::text).toList();
    }
}
