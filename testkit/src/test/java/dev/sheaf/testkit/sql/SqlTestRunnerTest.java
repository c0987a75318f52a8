// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqlTestRunnerTest {
    @TempDir
    private Path temp;

    private SqlTestConfiguration configuration;

    @BeforeEach
    void configure() {
        configuration = ReferenceEngine.configuration(temp);
    }

    @Test
    void whatAgreesIsClean() throws SQLException {
        SqlTestReport report = run("""
                statement ok
                create table t (a integer, b varchar, d double, e decimal(5, 2), f boolean)

                statement count 3
                insert into t values (1, 'x', 0.1, 1.5, true), (2, '', 1e300, -0.05, false),
                  (null, null, null, null, null)

                query ITRNB
                select a, b, d + 0.2e0, e, f from t order by a
                ----
                1\tx\t0.3\t1.50\ttrue
                2\t(empty)\t1.0E300\t-0.05\tfalse
                NULL\tNULL\tNULL\tNULL\tNULL

                query I valuesort
                select a from t
                ----
                NULL
                1
                2

                query TTTT
                select date '2024-02-29', timestamp '2024-02-29 01:02:03.45', time '01:02:03', 'a\tb'
                ----
                2024-02-29\t2024-02-29 01:02:03.45\t01:02:03\ta\\tb

                query TTT
                select interval '14' month, interval '36' hour, x'AB01'
                ----
                1-2\t1 12:00:00\t\\xab01

                query R
                select cast('nan' as double)
                ----
                NaN

                types
                select a, b, d, e, f, e * e from t
                ----
                INTEGER
                VARCHAR
                DOUBLE
                DECIMAL(5, 2)
                BOOLEAN
                DECIMAL(10, 4)

                statement error 22012
                select 1 / 0

                skipif duckdb
                query I
                select 2
                ----
                3

                onlyif sheaf
                query I
                select 2
                ----
                3

                halt

                query I
                select 2
                ----
                3
                """);
        assertEquals("", report.describe());
        assertEquals(9, report.ranCount());
        assertEquals(2, report.skippedCount());
    }

    @Test
    void everyKindOfDifferenceIsReported() throws SQLException {
        SqlTestReport report = run("""
                query I
                select 1
                ----
                2

                query I
                select 1
                ----
                1
                1

                query R
                select 1.0000001e0
                ----
                1.0

                query N
                select 1.50
                ----
                1.5

                query T
                select 1, 2
                ----
                1

                query I
                select 'x'
                ----
                x

                statement ok
                select nothing

                statement error
                select 1

                statement count 1
                create table t (a integer)

                types
                select 1
                ----
                BIGINT

                query I nosort same
                select 1
                ----
                1

                query I nosort same
                select 2
                ----
                2
                """);
        assertEquals(
                List.of(1, 6, 12, 17, 22, 27, 32, 35, 38, 41, 51),
                report.mismatches().stream().map(SqlTestReport.Mismatch::line).toList());
        assertTrue(report.describe().contains("f.slt:1: result differs\n    select 1\n  expected:\n    2\n"));
    }

    @Test
    void longResultsAreKeptAsDigests() throws SQLException {
        String text = """
                hash-threshold 10

                query I
                select * from range(100) t(i)
                ----
                not known yet
                """;
        String rewritten = SqlTestRunner.rewrite(configuration, SqlTestFile.parse("f.slt", text)).text();
        assertTrue(rewritten.contains("100 values hashing to "));
        assertEquals("", run(rewritten).describe());
        assertEquals(1, run(rewritten.replace("range(100)", "range(101)")).mismatches().size());
    }

    @Test
    void loopsAndFilesAndFoldersWork() throws SQLException {
        SqlTestReport report = run("""
                file __TEMP__/people.csv
                id,name
                1,"a, b"

                2,
                ----

                query IT
                select id, name from read_csv('__TEMP__/people.csv') where id is not null order by id
                ----
                1\ta, b
                2\tNULL

                foreach type integer bigint

                loop n 0 3

                query I
                select cast(${n} as ${type})
                ----
                ${n}

                endloop

                endloop
                """);
        assertEquals("", report.describe());
        assertEquals(7, report.ranCount());
    }

    @Test
    void rewritingFillsInResultsAndLeavesTheRest() throws SQLException {
        String text = """
                # a comment

                query IT
                select * from (values (1, 'x'), (2, null)) t(a, b)

                skipif duckdb
                query I
                select 7
                ----
                8

                query I
                select 1 where false
                ----
                5

                types
                select 1
                """;
        String expected = text.replace("t(a, b)\n", "t(a, b)\n----\n1\tx\n2\tNULL\n")
                .replace("----\n5\n", "----\n")
                .replace("types\nselect 1\n", "types\nselect 1\n----\nINTEGER\n");
        assertEquals(expected, SqlTestRunner.rewrite(configuration, SqlTestFile.parse("f.slt", text)).text());
    }

    @Test
    void rewritingReportsWhatNoResultMends() throws SQLException {
        String text =
                "statement ok\nselect nothing\n\nquery TT\nselect 1\n\nloop n 0 2\n\nquery I\nselect ${n}\n\nendloop\n";
        SqlTestRunner.Rewritten rewritten = SqlTestRunner.rewrite(configuration, SqlTestFile.parse("f.slt", text));
        assertEquals(text, rewritten.text());
        assertEquals(
                List.of(1, 4, 9),
                rewritten.report().mismatches().stream().map(SqlTestReport.Mismatch::line).toList());
    }

    private SqlTestReport run(String text) throws SQLException {
        return SqlTestRunner.run(configuration, SqlTestFile.parse("f.slt", text));
    }
}
