// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqlTestParserTest {
    @Test
    void readsStatementsWithTheirOutcomes() {
        SqlTestFile file = SqlTestFile.parse("f.slt", """
                # name: f

                statement ok
                create table t (a integer,
                  b varchar)

                statement count 2
                insert into t values (1, 'x'), (2, 'y')

                statement error 22012 division by [zZ]ero
                select 1 / 0

                statement error
                selec
                """);
        List<SqlTestRecord> records = file.records();
        assertEquals(4, records.size());
        assertEquals(
                "create table t (a integer,\n  b varchar)",
                assertInstanceOf(SqlTestRecord.Statement.class, records.get(0)).sql());
        assertEquals(new SqlTestRecord.Outcome.Count(2), ((SqlTestRecord.Statement) records.get(1)).outcome());
        var failure = assertInstanceOf(
                SqlTestRecord.Outcome.Failure.class, ((SqlTestRecord.Statement) records.get(2)).outcome());
        assertEquals("22012", failure.sqlState().orElseThrow());
        assertEquals("division by [zZ]ero", failure.message().orElseThrow().pattern());
        assertEquals(10, records.get(2).line());
        var any = assertInstanceOf(
                SqlTestRecord.Outcome.Failure.class, ((SqlTestRecord.Statement) records.get(3)).outcome());
        assertTrue(any.sqlState().isEmpty() && any.message().isEmpty());
        assertEquals(4, file.recordCount());
    }

    @Test
    void readsQueriesWithExpectedRows() {
        SqlTestFile file = SqlTestFile.parse("f.slt", """
                skipif duckdb
                query IT rowsort same
                select a, b from t
                ----
                1\tx
                2\t(empty)

                query I
                select 1 where false
                ----

                types
                select 1, 'x'
                ----
                INTEGER
                VARCHAR
                """);
        var query = assertInstanceOf(SqlTestRecord.Query.class, file.records().get(0));
        assertEquals(new Condition(Set.of("duckdb"), Set.of()), query.condition());
        assertEquals(SqlTestRecord.SortMode.ROWSORT, query.sortMode());
        assertEquals("same", query.label().orElseThrow());
        assertEquals(List.of("1\tx", "2\t(empty)"), query.expected().lines());
        var empty = assertInstanceOf(SqlTestRecord.Query.class, file.records().get(1));
        assertTrue(empty.expected().present());
        assertEquals(List.of(), empty.expected().lines());
        var types = assertInstanceOf(SqlTestRecord.Types.class, file.records().get(2));
        assertEquals(List.of("INTEGER", "VARCHAR"), types.expected().lines());
    }

    @Test
    void nestsLoops() {
        SqlTestFile file = SqlTestFile.parse("f.slt", """
                foreach type integer bigint

                loop n 0 3

                query I
                select cast(${n} as ${type})
                ----
                ${n}

                endloop

                endloop

                halt
                """);
        var outer = assertInstanceOf(SqlTestRecord.Loop.class, file.records().get(0));
        assertEquals(List.of("integer", "bigint"), outer.values());
        var inner = assertInstanceOf(SqlTestRecord.Loop.class, outer.body().get(0));
        assertEquals(List.of("0", "1", "2"), inner.values());
        assertEquals(1, file.recordCount());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "endloop\n",
                "foreach x 1 2\n\nstatement ok\nselect 1\n",
                "loop n 1\n\nendloop\n",
                "query\nselect 1\n",
                "query X\nselect 1\n",
                "query I sideways\nselect 1\n",
                "statement maybe\nselect 1\n",
                "statement count many\nselect 1\n",
                "statement ok\n\nselect 1\n",
                "statement ok\nselect 1\n----\n1\n",
                "statement error 22012 (unclosed\nselect 1\n",
                "skipif duckdb\n",
                "skipif\n\nstatement ok\nselect 1\n",
                "file x.csv\na,b\n",
                "require json\n",
            })
    void refusesWhatIsNotTheFormat(String text) {
        var refused = assertThrows(SqlTestFormatException.class, () -> SqlTestFile.parse("f.slt", text));
        assertTrue(refused.getMessage().matches("(?s)f\\.slt:\\d+: .+"), refused.getMessage());
    }
}
