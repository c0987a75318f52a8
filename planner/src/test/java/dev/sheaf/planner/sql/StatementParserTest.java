// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.planner.sql.statement.CopyFromNode;
import dev.sheaf.planner.sql.statement.CopyToNode;
import dev.sheaf.planner.sql.statement.CreateSchemaNode;
import dev.sheaf.planner.sql.statement.CreateTableNode;
import dev.sheaf.planner.sql.statement.CreateViewNode;
import dev.sheaf.planner.sql.statement.DescribeNode;
import dev.sheaf.planner.sql.statement.DropNode;
import dev.sheaf.planner.sql.statement.ExplainNode;
import dev.sheaf.planner.sql.statement.SetNode;
import dev.sheaf.planner.sql.statement.ShowNode;
import dev.sheaf.planner.sql.statement.TransactionNode;
import dev.sheaf.planner.sql.statement.TruncateNode;
import java.util.List;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StatementParserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1;",
                "select a, b as c, t.* from t where a > 1 group by a, b having count(*) > 2 order by a desc nulls "
                        + "last limit 3",
                "SELECT '1'::int + x::decimal(10, 2)::varchar(3) FROM t",
                "SELECT -1::bigint",
                "SELECT a FROM t LIMIT 5 OFFSET 2",
                "SELECT a FROM t OFFSET 2 LIMIT 5",
                "SELECT a FROM t OFFSET 2 ROWS FETCH NEXT 3 ROWS ONLY",
                "SELECT a FROM t LIMIT ALL",
                "SELECT a FROM t LIMIT ? OFFSET ?",
                "SELECT a ILIKE 'x%', a NOT LIKE 'y' ESCAPE '!', a NOT ILIKE 'z' FROM t",
                "SELECT sum(a) FILTER (WHERE b > 0), count(DISTINCT c) FROM t",
                "SELECT * FROM a JOIN b USING (x, y) LEFT JOIN c ON a.i = c.i FULL OUTER JOIN d USING (z) CROSS JOIN "
                        + "e NATURAL JOIN f",
                "VALUES (1, 'a'), (2, 'b')",
                "VALUES 1, 2, 3",
                "SELECT * FROM (VALUES (1, 'a')) AS v (x, y)",
                "WITH a AS (SELECT 1), b (x) AS (SELECT 2) SELECT * FROM a, b",
                "WITH a AS MATERIALIZED (SELECT 1), b AS NOT MATERIALIZED (SELECT 2) SELECT * FROM a, b",
                "WITH RECURSIVE r AS (SELECT 1 UNION ALL SELECT 2) SELECT * FROM r",
                "SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY b ORDER BY c) = 1",
                "SELECT a FROM t GROUP BY GROUPING SETS ((a), (a, b), ()), ROLLUP (c, d), CUBE (e, f)",
                "SELECT a, count(*) FROM t GROUP BY ALL ORDER BY ALL",
                "SELECT a, b FROM t ORDER BY ALL DESC NULLS FIRST",
                "SELECT * EXCLUDE (a, b) FROM t",
                "SELECT * EXCLUDE a FROM t",
                "SELECT * EXCEPT (a) FROM t",
                "SELECT t.* REPLACE (a + 1 AS a) FROM t",
                "SELECT DISTINCT ON (a, b) a, c FROM t ORDER BY a, b, c",
                "SELECT sum(a) OVER (PARTITION BY b ORDER BY c ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t",
                "SELECT sum(a) OVER (ORDER BY c RANGE BETWEEN UNBOUNDED PRECEDING AND 5 FOLLOWING EXCLUDE TIES) FROM t",
                "SELECT sum(a) OVER (ROWS 2 PRECEDING), sum(a) OVER w, sum(a) OVER (w ROWS 1 PRECEDING) FROM t "
                        + "WINDOW w AS (ORDER BY b)",
                "SELECT lag(a, 1, 0) IGNORE NULLS OVER (ORDER BY b), first_value(a) RESPECT NULLS OVER () FROM t",
                "SELECT INTERVAL '1' DAY, INTERVAL 1 DAY, INTERVAL '3 months', INTERVAL '1 year 2 months', INTERVAL "
                        + "-'2 days'",
                "SELECT INTERVAL '90' DAY (3), INTERVAL '1-2' YEAR TO MONTH, INTERVAL '1 10:00:00' DAY TO SECOND",
                "SELECT DATE '2020-01-01', TIME '10:00:00', TIMESTAMP '2020-01-01 10:00:00.123456'",
                "SELECT EXTRACT(YEAR FROM d), EXTRACT(epoch FROM d), date_trunc('month', d), date_part('year', d) "
                        + "FROM t",
                "SELECT E'a\\n\\'b', $$it's$$, U&'\\0041', X'00FF', 'a' 'b'",
                "SELECT a != b, a <> b, a || b, a % b FROM t",
                "SELECT * FROM read_parquet('x.parquet', union_by_name => true)",
                "SELECT * FROM read_csv('x.csv', header => true, delim => ';') AS c (a, b)",
                "SELECT * FROM 'data/*.parquet'",
                "SELECT f.a FROM 'data/x.csv' AS f, range(10) r",
                "SELECT * FROM tpch.sf1.lineitem",
                "SELECT CASE a WHEN 1 THEN 'x' ELSE 'y' END, CASE WHEN a > 1 THEN 2 END FROM t",
                "SELECT CAST(a AS varchar), TRY_CAST(a AS integer), a::text, a::timestamp with time zone, a::double "
                        + "precision",
                "SELECT a IS NOT DISTINCT FROM b, a IS NULL, (a > 1) IS TRUE, a BETWEEN 1 AND 2, a BETWEEN SYMMETRIC "
                        + "2 AND 1 FROM t",
                "SELECT a IN (1, 2), (a, b) IN (SELECT c, d FROM u), a NOT IN (SELECT c FROM u), EXISTS (SELECT 1) "
                        + "FROM t",
                "SELECT a > ALL (SELECT b FROM u), a = ANY (SELECT b FROM u), a < SOME (SELECT 1) FROM t",
                "SELECT substring(a FROM 2 FOR 3), substring(a, 2), trim(BOTH 'x' FROM a), position('a' IN b), "
                        + "overlay(a PLACING b FROM 1)",
                "SELECT left(a, 1), right(a, 2), if(a, 1, 2), replace(a, 'x', 'y'), floor(a), ceil(b), mod(a, 2), "
                        + "abs(a) FROM t",
                "SELECT 1 UNION SELECT 2 UNION ALL SELECT 3 INTERSECT SELECT 4 EXCEPT ALL SELECT 5 ORDER BY 1",
                "(SELECT 1) UNION (SELECT 2 LIMIT 1)",
                "SELECT * FROM t LEFT JOIN LATERAL (SELECT 1) x ON true",
                "SELECT 1 WHERE false",
                "SELECT count(*) HAVING count(*) > 0",
                "FROM t",
                "FROM t SELECT a WHERE b > 1",
                "FROM t WHERE a = 1 ORDER BY a LIMIT 1",
                "TABLE t",
                "SELECT * FROM t TABLESAMPLE BERNOULLI (10)",
                "SELECT current_date, current_timestamp, localtime, current_user",
                "SELECT string_agg(a, ',' ORDER BY b), array_agg(a), listagg(a, ',') WITHIN GROUP (ORDER BY a) FROM t",
                "SELECT \"Mixed Case\", \"q\"\"q\" FROM \"T\"",
                "INSERT INTO t VALUES (1, 2)",
                "INSERT INTO s.t (a, b) SELECT 1, 2",
                "DELETE FROM t WHERE a = 1",
                "UPDATE t SET a = 1 WHERE c = 2",
                "-- a comment\nSELECT 1 /* another; one */",
                "SELECT 1 -- no newline at the end",
            })
    void parses(String sql) {
        StatementParser.parse(sql);
    }

    @Test
    void castBindsTighterThanOperators() {
        SqlSelect select = (SqlSelect) StatementParser.parse("SELECT a + b::int");
        SqlBasicCall plus = (SqlBasicCall) select.getSelectList().get(0);
        assertEquals(SqlKind.PLUS, plus.getKind());
        assertEquals(SqlKind.CAST, plus.operand(1).getKind());
    }

    @Test
    void keepsTheCaseOfNames() {
        SqlSelect select = (SqlSelect) StatementParser.parse("SELECT ABC, \"DeF\" FROM T");
        assertEquals("ABC", select.getSelectList().get(0).toString());
        assertEquals("DeF", select.getSelectList().get(1).toString());
    }

    @Test
    void readsCreateTable() {
        CreateTableNode create = parse(
                CreateTableNode.class,
                "CREATE OR REPLACE TEMP TABLE IF NOT EXISTS s.t (a int NOT NULL, date date, c varchar(3))");
        assertTrue(create.replace() && create.temporary() && create.ifNotExists());
        assertEquals("s.t", create.name().toString());
        assertEquals(3, create.columns().size());
        assertInstanceOf(CreateTableNode.class, StatementParser.parse("CREATE TABLE t AS SELECT 1 AS a"));
        assertInstanceOf(CreateTableNode.class, StatementParser.parse("create table t (x, y) as (values (1, 2))"));
    }

    @Test
    void readsTheOtherStatements() {
        assertTrue(parse(CreateViewNode.class, "CREATE OR REPLACE VIEW v AS SELECT 1").replace());
        assertTrue(parse(CreateSchemaNode.class, "CREATE SCHEMA IF NOT EXISTS s").ifNotExists());
        assertEquals(DropNode.Subject.VIEW, parse(DropNode.class, "DROP VIEW IF EXISTS v").subject());
        assertEquals(DropNode.Subject.SCHEMA, parse(DropNode.class, "DROP SCHEMA s CASCADE").subject());
        assertEquals("t", parse(TruncateNode.class, "TRUNCATE TABLE t").name().toString());
        assertEquals(ShowNode.Subject.TABLES, parse(ShowNode.class, "SHOW TABLES").subject());
        assertEquals(ShowNode.Subject.TABLES, parse(ShowNode.class, "SHOW TABLES FROM tpch.sf1;").subject());
        assertEquals(ShowNode.Subject.SETTINGS, parse(ShowNode.class, "SHOW ALL").subject());
        assertEquals(ShowNode.Subject.SETTING, parse(ShowNode.class, "SHOW memory_limit").subject());
        assertEquals("t", parse(DescribeNode.class, "DESCRIBE t").subject().toString());
        assertEquals(SqlKind.SELECT, parse(DescribeNode.class, "DESCRIBE SELECT 1").subject().getKind());
        assertEquals("tpch.sf1.orders",
                parse(DescribeNode.class, "DESCRIBE TABLE tpch.sf1.orders").subject().toString());
        assertEquals("threads", parse(SetNode.class, "SET threads = 4").name().toString());
        assertEquals("a", StatementOptions.text(parse(SetNode.class, "SET SESSION search_path TO 'a'").value()));
        assertEquals("ON", StatementOptions.text(parse(SetNode.class, "SET x = ON").value()));
        assertEquals(null, parse(SetNode.class, "RESET threads").value());
        assertEquals("timezone", parse(SetNode.class, "SET TIME ZONE 'UTC'").name().toString());
        assertInstanceOf(TransactionNode.class, StatementParser.parse("BEGIN"));
        assertInstanceOf(TransactionNode.class, StatementParser.parse("START TRANSACTION"));
        assertInstanceOf(TransactionNode.class, StatementParser.parse("ROLLBACK;"));
    }

    @Test
    void readsExplain() {
        assertFalse(parse(ExplainNode.class, "EXPLAIN SELECT 1").analyze());
        assertTrue(parse(ExplainNode.class, "EXPLAIN ANALYZE SELECT 1").analyze());
        assertTrue(parse(ExplainNode.class, "EXPLAIN (ANALYZE, FORMAT TEXT) SELECT 1").analyze());
        assertEquals("json", parse(ExplainNode.class, "EXPLAIN (FORMAT json) (SELECT 1)").format());
        assertInstanceOf(ExplainNode.class, StatementParser.parse("EXPLAIN PLAN FOR SELECT 1"));
        assertInstanceOf(ExplainNode.class, StatementParser.parse("EXPLAIN CREATE TABLE t AS SELECT 1"));
    }

    @Test
    void readsCopy() {
        CopyToNode to = parse(CopyToNode.class, "COPY (SELECT 1) TO 'x.parquet' (FORMAT parquet, COMPRESSION 'zstd')");
        assertEquals("x.parquet", to.path());
        assertEquals("zstd", StatementOptions.of(to.options()).stringOption("compression", ""));
        assertEquals("x.csv",
                parse(CopyToNode.class, "COPY t TO 'x.csv' WITH (HEADER, DELIMITER ';', NULL 'x')").path());
        assertEquals("x.csv",
                parse(CopyFromNode.class, "COPY s.t (a, b) FROM 'x.csv' (FORMAT csv, header true)").path());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE t (a int REFERENCES u (a))",
                "CREATE TABLE t (a int, FOREIGN KEY (a) REFERENCES u (a))",
                "CREATE TABLE t (a int CHECK (a > 3))",
                "CREATE OR REPLACE SCHEMA s",
                "ALTER TABLE t ADD COLUMN x int",
                "GRANT SELECT ON t TO u",
                "SELECT INTERVAL '1 month 2 days'",
            })
    void refusesByName(String sql) {
        SheafException refusal = assertThrows(SheafException.class, () -> StatementParser.parse(sql));
        assertEquals(ErrorCode.NOT_SUPPORTED, refusal.code(), refusal.getMessage());
        assertTrue(refusal.position().known());
    }

    @Test
    void readsDigitsWithinTableNames() {
        SqlSelect select = parse(SqlSelect.class, "SELECT x.a FROM tpch.sf0.1.lineitem x");
        SqlCall alias = (SqlCall) select.getFrom();
        assertEquals(List.of("tpch", "sf0", "1", "lineitem"), ((SqlIdentifier) alias.operand(0)).names);
        expectError("SELECT 1 FROM sf0 .5", 1, 19, "syntax error at '.5'");
    }

    @Test
    void tellsPlaceAndToken() {
        expectError("SELECT a\nFROM t\nWHERE GROUP BY a", 3, 7, "syntax error at 'GROUP'");
        expectError("SELEKT 1", 1, 1, "syntax error at 'SELEKT'");
        expectError("SELECT 1 FROM", 1, 14, "syntax error at the end of the statement");
        expectError("CREATE TABLE t", 1, 15, "syntax error at the end of the statement");
        expectError("SELECT 1 FROM t)", 1, 16, "syntax error at ')'");
        expectError("SELECT 'abc", 1, 8, "a string is not closed");
        expectError("DROP t", 1, 6, "syntax error at 't': expected INDEX, SCHEMA, TABLE, VIEW");
        expectError("SELECT * FROM a JOIN b USING c", 1, 30, "syntax error at 'c': expected (");
        expectError("SELECT 1; SELECT 2", 1, 11, "syntax error at 'SELECT'");
        expectError("-- nothing", 1, 1, "there is no statement");
    }

    @Test
    void survivesDeepNesting() {
        String sql = "SELECT " + "(".repeat(100_000) + "1" + ")".repeat(100_000);
        SheafException failure = assertThrows(SheafException.class, () -> StatementParser.parse(sql));
        assertEquals(ErrorCode.PLAN_TOO_COMPLEX, failure.code());
    }

    private static void expectError(String sql, int line, int column, String message) {
        SheafException failure = assertThrows(SheafException.class, () -> StatementParser.parse(sql));
        SourcePosition position = failure.position();
        assertEquals(line + ":" + column, position.line() + ":" + position.column(), sql + ": " + failure.getMessage());
        assertTrue(String.valueOf(failure.getMessage()).startsWith(message), failure.getMessage());
        assertEquals(ErrorCode.SYNTAX_ERROR, failure.code());
    }

    private static <T extends SqlNode> T parse(Class<T> type, String sql) {
        return assertInstanceOf(type, StatementParser.parse(sql));
    }
}
