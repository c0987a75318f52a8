// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.server.shell.text.ScriptItem.SqlStatement;
import dev.sheaf.server.shell.text.ScriptPosition;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ErrorReportTest {
    @Test
    void marksThePlaceInTheScript() {
        SheafException cause = new SheafException(ErrorCode.UNDEFINED_TABLE, "there is no table 'lineitems'",
                new SourcePosition(2, 6, 2, 14));
        SQLException error = new SQLException("there is no table 'lineitems'", "42P01", cause);
        SqlStatement statement =
                new SqlStatement("SELECT 1\nFROM lineitems WHERE x", new ScriptPosition("report.sql", 7, 3));
        assertEquals("""
                report.sql:7: Error 42P01: there is no table 'lineitems'
                LINE 8: FROM lineitems WHERE x
                             ^^^^^^^^^
                """, ErrorReport.of(error, statement));
    }

    @Test
    void showsAnExcerptOfALongLine() {
        String sql = "SELECT " + "a, ".repeat(100) + "wrong, " + "b, ".repeat(100) + "c FROM t";
        int column = sql.indexOf("wrong") + 1;
        SheafException error = new SheafException(ErrorCode.UNDEFINED_COLUMN, "there is no column 'wrong'",
                new SourcePosition(1, column, 1, column + 4));
        String[] lines = ErrorReport.of(error, new SqlStatement(sql, new ScriptPosition("", 1, 1))).split("\n", -1);
        assertEquals(110, lines[1].length());
        assertEquals("wrong", lines[1].substring(lines[2].indexOf('^'), lines[2].length()));
    }

    @Test
    void marksPlacesBehindWideCharactersAndTabs() {
        SheafException error =
                new SheafException(ErrorCode.SYNTAX_ERROR, "unexpected '!'", SourcePosition.at(1, 13));
        assertEquals("""
                Error 42601: unexpected '!'
                LINE 1: SELECT  '漢字'!
                                      ^
                """, ErrorReport.of(error, new SqlStatement("SELECT\t\t'漢字'!", new ScriptPosition("", 1, 1))));
    }

    @Test
    void placesOutsideTheTextAreLeftOut() {
        for (SourcePosition position : new SourcePosition[] {SourcePosition.at(9, 1), SourcePosition.UNKNOWN}) {
            SheafException error = new SheafException(ErrorCode.SYNTAX_ERROR, "unfinished", position);
            assertEquals("Error 42601: unfinished\n",
                    ErrorReport.of(error, new SqlStatement("SELECT", new ScriptPosition("", 1, 1))));
        }
        SheafException atEnd = new SheafException(ErrorCode.SYNTAX_ERROR, "unfinished", SourcePosition.at(1, 99));
        assertEquals("Error 42601: unfinished\nLINE 1: SELECT\n              ^\n",
                ErrorReport.of(atEnd, new SqlStatement("SELECT", new ScriptPosition("", 1, 1))));
    }

    @Test
    void namesErrorsWithoutMessageOrState() {
        assertEquals("Error: IllegalStateException\n", ErrorReport.of(new IllegalStateException(), null));
        assertEquals("Error: no\n", ErrorReport.of(new SQLException("no"), null));
    }
}
