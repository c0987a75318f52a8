// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutputFormatTest {
    private static final ResultColumn NUMBER = new ResultColumn("n", "double", ResultColumn.Kind.NUMBER);
    private static final ResultColumn TEXT = new ResultColumn("a \"b\"", "varchar", ResultColumn.Kind.TEXT);
    private static final ResultColumn TRUTH = new ResultColumn("n", "boolean", ResultColumn.Kind.BOOLEAN);

    @Test
    void csvQuotesWhatNeedsItAndTellsNullFromEmpty() throws Exception {
        assertEquals("""
                n,"a ""b""\",n
                1.5,"x,""y""\",true
                ,,
                NaN,"",false
                -2,"two
                lines",
                3," edge",
                """, write(OutputFormat.CSV));
    }

    @Test
    void tsvEscapesWhatWouldBreakALine() throws Exception {
        assertEquals(
                "n\ta \"b\"\tn\n1.5\tx,\"y\"\ttrue\n\\N\t\\N\t\\N\nNaN\t\tfalse\n-2\ttwo\\nlines\t\\N\n3\t edge\t\\N\n",
                write(OutputFormat.TSV));
        StringWriter out = new StringWriter();
        OutputFormat.TSV.writer(FormatSettings.unlimited().withHeader(false))
                .write(new ListRowCursor(List.of(TEXT), List.of(List.of("a\tb\\c\r"))), out);
        assertEquals("a\\tb\\\\c\\r\n", out.toString());
    }

    @Test
    void jsonKeepsTypesAndTellsEqualNamesApart() throws Exception {
        assertEquals("""
                [{"n":1.5,"a \\"b\\"":"x,\\"y\\"","n_2":true},
                {"n":null,"a \\"b\\"":null,"n_2":null},
                {"n":"NaN","a \\"b\\"":"","n_2":false},
                {"n":-2,"a \\"b\\"":"two\\nlines","n_2":null},
                {"n":3,"a \\"b\\"":" edge","n_2":null}]
                """, write(OutputFormat.JSON));
        assertEquals("[]\n", writeEmpty(OutputFormat.JSON));
    }

    @Test
    void jsonKeepsEveryDigit() throws Exception {
        String digits = "12345678901234567890123456789012345678.90";
        StringWriter out = new StringWriter();
        OutputFormat.JSON.writer(FormatSettings.unlimited())
                .write(new ListRowCursor(List.of(NUMBER), List.of(List.of(digits))), out);
        assertEquals("[{\"n\":" + digits + "}]\n", out.toString());
    }

    @Test
    void markdownEscapesRules() throws Exception {
        assertEquals("""
                | n | a "b" | n |
                |---:|---|---|
                | 1.5 | x,"y" | true |
                | NULL | NULL | NULL |
                | NaN |  | false |
                | -2 | two<br>lines | NULL |
                | 3 |  edge | NULL |
                """, write(OutputFormat.MARKDOWN));
    }

    @Test
    void verticalWritesAFieldALine() throws Exception {
        String drawn = write(OutputFormat.VERTICAL);
        assertEquals("""
                ─[ 4 ]──────────────────────────────────
                n     │ -2
                a "b" │ two
                      │ lines
                n     │ NULL
                """, drawn.lines().skip(12).limit(5).map(line -> line + "\n").reduce("", String::concat));
    }

    @ParameterizedTest
    @EnumSource
    void countsRowsInEveryFormat(OutputFormat format) throws Exception {
        assertEquals(ResultSummary.whole(5, 3),
                format.writer(FormatSettings.unlimited()).write(rows(), new StringWriter()));
        assertEquals("0 rows", format.writer(FormatSettings.unlimited())
                .write(new ListRowCursor(List.of(NUMBER), List.of()), new StringWriter()).toString());
    }

    private static RowCursor rows() {
        return new ListRowCursor(List.of(NUMBER, TEXT, TRUTH), List.of(
                List.of("1.5", "x,\"y\"", "true"), Arrays.asList(null, null, null), List.of("NaN", "", "false"),
                Arrays.asList("-2", "two\nlines", null), Arrays.asList("3", " edge", null)));
    }

    private static String write(OutputFormat format) throws SQLException, IOException {
        StringWriter out = new StringWriter();
        format.writer(FormatSettings.unlimited()).write(rows(), out);
        return out.toString();
    }

    private static String writeEmpty(OutputFormat format) throws SQLException, IOException {
        StringWriter out = new StringWriter();
        format.writer(FormatSettings.unlimited()).write(new ListRowCursor(List.of(NUMBER), List.of()), out);
        return out.toString();
    }
}
