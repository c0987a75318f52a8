// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.PlanPrinter;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.PlannedStatement.Query;
import dev.sheaf.planner.sql.StatementSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class SqlPlannerTest {
    private static final String COUNT = "SELECT count(*) FROM u";

    static List<String> queries() throws IOException {
        String script = Files.readString(Path.of("src", "test", "resources", "queries.sql"));
        return StatementSplitter.split(script).stream()
                .map(StatementSplitter.Statement::text)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("queries")
    void plans(String sql) {
        PlanChecks.check(Plans.plan(sql));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT a, c FROM t WHERE b > 3 AND d < DATE '2020-01-01' ORDER BY c LIMIT 10 | ",
                "SELECT sum(a), count(DISTINCT c) FROM t WHERE e BETWEEN 1 AND 2 | ",
                "SELECT upper(c), row_number() OVER (ORDER BY d) FROM t WHERE c LIKE 'x%' AND b IS NOT NULL | ",
                "SELECT a FROM t UNION ALL SELECT a FROM u | ",
                "CREATE VIEW v AS SELECT t.b, count(*) FROM t JOIN u ON t.b = u.b GROUP BY t.b | ",
                "SELECT * FROM t WHERE c = 'x' | t.c",
                "SELECT b, sum(a) FROM t WHERE c > 'x' GROUP BY b | t.b",
                "SELECT t.c, u.x FROM t JOIN u ON t.a = u.a | u.a",
            })
    void countsValuesOfTheColumnsThatEstimatesDependOn(String sql, String sampled) {
        FakeCatalog catalog = Plans.catalog();
        if (new SqlPlanner().plan(sql, Plans.SESSION, catalog) instanceof Query query) {
            assertFalse(query.query().plan().fragments().isEmpty());
        }
        assertEquals(sampled == null ? "" : sampled, String.join(",", catalog.sampled()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT nope FROM t | UNDEFINED_COLUMN | 8",
                "SELECT a FROM nope | UNDEFINED_TABLE | 15",
                "SELECT nope(a) FROM t | UNDEFINED_FUNCTION | 8",
                "SELECT a FROM t, u | AMBIGUOUS_COLUMN | 8",
                "SELECT a FROM t WHERE a = 'x' AND a = c | TYPE_MISMATCH | 35",
                "SELECT a + c FROM t | TYPE_MISMATCH | 8",
                "SELECT a, count(*) FROM t | GROUPING_ERROR | 8",
                "SELECT a FROM t WHERE count(*) > 1 | GROUPING_ERROR | 23",
                "SELECT sum(sum(a)) FROM t | GROUPING_ERROR | 8",
                "SELECT a FROM t WHERE row_number() OVER (ORDER BY a) = 1 | WINDOWING_ERROR | 23",
                "SELECT a FROM t UNION SELECT a, b FROM u | SYNTAX_ERROR | 30",
                "SELECT CAST(d AS INTEGER) FROM t | CANNOT_COERCE | 8",
                "SELECT a::nosuchtype FROM t | UNDEFINED_OBJECT | 11",
                "SELECT sqrt(c) FROM t | UNDEFINED_FUNCTION | 8",
                "SELECT a FROM t WHERE a | TYPE_MISMATCH | 23",
                "WITH RECURSIVE r AS (SELECT 1 UNION SELECT 1 FROM r, r s) SELECT * FROM r | INVALID_RECURSION | 54",
                "SELECT * FROM t TABLESAMPLE BERNOULLI (10) | NOT_SUPPORTED | 15",
                "SELECT 1 FROM t FULL JOIN u ON EXISTS (SELECT 1 FROM t x WHERE x.a = t.a) | NOT_SUPPORTED | 0",
                "MERGE INTO t USING u ON t.a = u.a WHEN MATCHED THEN UPDATE SET a = 1 | NOT_SUPPORTED | 1",
                "DELETE FROM t WHERE nope | UNDEFINED_COLUMN | 21",
                "UPDATE t SET a = 1, nope = 2 | UNDEFINED_COLUMN | 21",
                "BEGIN | NOT_SUPPORTED | 1",
                "SELECT * FROM nofunction('x') | UNDEFINED_FUNCTION | 15",
                "SELECT * FROM 'x.unknown' | FILE_NOT_FOUND | 15",
                "INSERT INTO t (a, nope) VALUES (1, 2) | UNDEFINED_COLUMN | 19",
                "INSERT INTO u VALUES (1, 2) | SYNTAX_ERROR | 13",
                "INSERT INTO u VALUES (1, TRUE, 'x') | TYPE_MISMATCH | 13",
                "INSERT INTO u (a) VALUES (1) | NULL_NOT_ALLOWED | 13",
                "CREATE TABLE n (a int, A int) | DUPLICATE_COLUMN | 14",
                "SELECT extract(nothing FROM d) FROM t | INVALID_PARAMETER | 16",
                "SELECT INTERVAL 'x' DAY | INVALID_DATETIME | 8",
            })
    void refuses(String sql, ErrorCode code, int column) {
        SheafException failure = assertThrows(SheafException.class, () -> Plans.statement(sql));
        assertEquals(code, failure.code(), failure.getMessage());
        assertEquals(column, failure.position().column(), failure.getMessage());
    }

    @Test
    void foldsConstantsAndPrunesScans() {
        String text = PlanPrinter
                .print(Plans.plan("SELECT a FROM t WHERE d >= DATE '2020-01-31' + INTERVAL '1' MONTH AND b = 1 + 1"));
        assertTrue(text.contains("d >= DATE '2020-02-29'"), text);
        assertTrue(text.contains("prune=[d GREATER_THAN_OR_EQUAL [DATE '2020-02-29'], b EQUAL [2]]"), text);
        assertTrue(text.contains("Scan main.t [a, d, b]") || text.contains("Scan main.t [a, b, d]"), text);
    }

    @Test
    void keepsWhatMayFailAboveJoins() {
        String text =
                PlanPrinter.print(Plans.plan("SELECT t.a FROM t JOIN u ON t.a = u.a WHERE 10 / t.b > 1 AND u.b = 3"));
        int filter = text.indexOf("Filter ((10 / ");
        assertTrue(filter >= 0 && filter < text.indexOf("HashJoin"), text);
        assertTrue(text.contains("prune=[b EQUAL [3]]"), text);
    }

    @Test
    void cutsOffContradictions() {
        String text =
                PlanPrinter.print(Plans.plan("SELECT * FROM (SELECT 's' AS k, a FROM t UNION ALL SELECT 'w', a FROM u)"
                        + " AS x WHERE k = 'w'"));
        assertFalse(text.contains("main.t ") || text.contains("Union"), text);
        assertFalse(
                PlanPrinter
                        .print(Plans
                                .plan("SELECT t.a, count(*) FROM t JOIN u ON t.a = u.a WHERE 'x' = 'y' GROUP BY t.a"))
                        .contains("Scan"));
    }

    @Test
    void joinsOnArithmeticThatMayFail() {
        String text = PlanPrinter.print(Plans.plan("SELECT t.a FROM t, u WHERE t.a = u.b + 1"));
        assertTrue(text.contains("HashJoin"), text);
        int filter = text.indexOf("Filter (a = CAST((b + 1)");
        assertTrue(filter >= 0 && filter < text.indexOf("HashJoin"), text);
    }

    @Test
    void joinsOnWhatAlternativesShare() {
        String text = PlanPrinter.print(
                Plans.plan("SELECT t.a FROM t, u WHERE (t.a = u.a AND t.b = 1) OR (u.b = 2 AND t.a = u.a)"));
        assertTrue(text.contains("HashJoin"), text);
    }

    @Test
    void doesNotShuffleWhatLiesRight() {
        String text = PlanPrinter.print(Plans.plan("SELECT o_totalprice, n FROM orders JOIN "
                + "(SELECT l_orderkey, count(*) AS n FROM lineitem GROUP BY l_orderkey) ON l_orderkey = o_orderkey"));
        assertEquals(2, text.split("HASH ", -1).length - 1, text);
    }

    @Test
    void turnsOuterJoinsInward() {
        assertTrue(
                PlanPrinter.print(Plans.plan("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a WHERE u.b > 1"))
                        .contains("INNER"));
        assertFalse(PlanPrinter.print(Plans.plan("SELECT t.a FROM t LEFT JOIN u ON t.a = u.a WHERE u.b IS NULL"))
                .contains("INNER"));
    }

    @Test
    void namesResultColumnsAsWritten() {
        Schema schema = Plans.plan("SELECT a AS Foo, T.B, count(*) OVER () AS \"Mixed Case\" FROM T").schema();
        assertEquals("Foo", schema.name(0));
        assertEquals("b", schema.name(1).toLowerCase(java.util.Locale.ROOT));
        assertEquals("Mixed Case", schema.name(2));
    }

    @Test
    void typesResultsAsTheSemanticsSay() {
        Schema schema = Plans.plan(
                "SELECT sum(b), sum(a), sum(e), avg(b), avg(e), 7 / 2, e / 3, e * e, 1.50, 1e0, a + "
                        + "b, f + e, length(c) FROM t GROUP BY a, b, e, f, c")
                .schema();
        List<DataType> expected = List.of(
                DataType.BIGINT,
                DataType.decimal(38, 0),
                DataType.decimal(38, 2),
                DataType.DOUBLE,
                DataType.decimal(38, 12),
                DataType.INTEGER,
                DataType.decimal(38, 12),
                DataType.decimal(20, 4),
                DataType.decimal(3, 2),
                DataType.DOUBLE,
                DataType.BIGINT,
                DataType.DOUBLE,
                DataType.BIGINT);
        assertEquals(expected, schema.fields().stream().map(Field::type).toList());
    }

    @Test
    void infersParameters() {
        PlannedStatement planned =
                Plans.statement("SELECT a, ? FROM t WHERE b = ? AND d >= ? AND c LIKE ? AND e > ? + 1");
        assertEquals(
                List.of(DataType.VARCHAR, DataType.INTEGER, DataType.DATE, DataType.VARCHAR, DataType.INTEGER),
                PlannedStatement.parametersOf(planned));
    }

    @Test
    void cachesPlansByTextAndSettings() {
        SqlPlanner planner = new SqlPlanner();
        PlannedStatement first = planner.plan("SELECT a FROM t", Plans.SESSION, Plans.catalog());
        assertSame(first, planner.plan(" SELECT a FROM t ", Plans.SESSION, Plans.catalog()));
        PlannedStatement other = planner.plan("SELECT b FROM t", Plans.SESSION, Plans.catalog());
        assertNotSame(first, other);
        assertNotSame(first, planner.planAnew("SELECT a FROM t", Plans.SESSION, Plans.catalog()));
        planner.plan("SELECT now()", Plans.SESSION, Plans.catalog());
        PlannedStatement file = planner.plan("SELECT a FROM 'x.parquet'", Plans.SESSION, Plans.catalog());
        assertSame(file, planner.plan("SELECT a FROM 'x.parquet'", Plans.SESSION, Plans.catalog()));
        planner.plan("SELECT a FROM t LIMIT ?", Plans.SESSION, Plans.catalog());
        assertEquals(3, planner.cachedPlans());
    }

    @Test
    void keepsPlansInLaterVersionsWhereTheirNamesMeanTheSame() {
        SqlPlanner planner = new SqlPlanner();
        String sql = "SELECT n FROM v";
        Schema columns = Schema.of(new Field("n", DataType.BIGINT, false));
        PlannedStatement first = planner.plan(sql, Plans.SESSION, Plans.catalog().view("main", "v", COUNT, columns));

        FakeCatalog unrelated = Plans.catalog()
                .view("main", "v", COUNT, columns)
                .table("main", "other", 10, "a integer")
                .at(2);
        assertSame(first, planner.plan(sql, Plans.SESSION, unrelated));

        FakeCatalog otherRows = Plans.catalog()
                .view("main", "v", COUNT, columns)
                .table("main", "u", 10, "a integer", "x integer")
                .at(3);
        PlannedStatement second = planner.plan(sql, Plans.SESSION, otherRows);
        assertNotSame(first, second);

        FakeCatalog otherView =
                Plans.catalog().view("main", "v", COUNT + " WHERE a > 1", columns).at(4);
        assertNotSame(second, planner.plan(sql, Plans.SESSION, otherView));
        assertThrows(SheafException.class, () -> planner.plan(sql, Plans.SESSION, Plans.catalog().at(5)));
    }

    @Test
    void keepsInsertsWhileTheTableHasTheSameColumns() {
        SqlPlanner planner = new SqlPlanner();
        String sql = "INSERT INTO w VALUES (?)";
        FakeCatalog catalog = Plans.catalog().table("main", "w", 10, "a integer");
        PlannedStatement first = planner.plan(sql, Plans.SESSION, catalog);
        assertSame(first, planner.plan(sql, Plans.SESSION, catalog.table("main", "w", 11, "a integer").at(2)));
        assertNotSame(first, planner.plan(sql, Plans.SESSION, catalog.table("main", "w", 11, "a bigint").at(3)));
    }

    @Test
    void expandsViews() {
        Schema columns = Schema.of(new Field("k", DataType.BIGINT, false), new Field("n", DataType.BIGINT, false));
        FakeCatalog catalog = Plans.catalog()
                .view("main", "v", "SELECT a, count(*) FROM u GROUP BY a", columns)
                .view("main", "w", "SELECT k FROM v WHERE n > 1", Schema.of(new Field("k", DataType.BIGINT, false)));
        PlannedStatement planned =
                new SqlPlanner().plan("SELECT w.k FROM w JOIN t ON w.k = t.a", Plans.SESSION, catalog);
        PlanChecks.check(assertInstanceOf(Query.class, planned).query().plan());
    }

    @Test
    void plansDefinitions() {
        var table = assertInstanceOf(
                PlannedStatement.CreateTable.class,
                Plans.statement(
                        "CREATE TABLE IF NOT EXISTS s.n (a int NOT NULL, b decimal(8, 3), c "
                                + "varchar(5), d char(2), e text)"));
        assertEquals("s", table.schema());
        assertEquals("[a INTEGER NOT NULL, b DECIMAL(8, 3), c VARCHAR(5), d CHAR(2), e VARCHAR]",
                table.columns().fields().toString());
        var copied = assertInstanceOf(
                PlannedStatement.CreateTable.class,
                Plans.statement("CREATE TABLE n AS SELECT a, NULL AS x, count(*) AS y FROM t GROUP BY a"));
        assertEquals("[a BIGINT, x VARCHAR, y BIGINT]", copied.columns().fields().toString());
        var view = assertInstanceOf(
                PlannedStatement.CreateView.class,
                Plans.statement("CREATE VIEW v (p, q) AS\n  SELECT a, b FROM t -- all\n;"));
        assertEquals("SELECT a, b FROM t -- all", view.sql());
        assertEquals("p", view.columns().name(0));
    }

    @Test
    void plansWrites() {
        Schema columns = assertInstanceOf(
                dev.sheaf.core.catalog.Relation.Table.class,
                Plans.catalog().relation("main", "u").orElseThrow())
                .schema();
        var insert = assertInstanceOf(
                PlannedStatement.Insert.class, Plans.statement("INSERT INTO u (x, a) SELECT c, b FROM t"));
        assertEquals(
                columns.fields().stream().map(Field::type).toList(),
                insert.source().schema().fields().stream().map(Field::type).toList());
        WriteTarget target = WriteTarget.of("fake", "u", columns, Map.of());
        for (boolean oneWriter : new boolean[] {true, false}) {
            DistributedPlan plan = insert.source().writeTo(target, oneWriter);
            PlanChecks.check(plan);
            assertEquals(TableWriteNode.SCHEMA, plan.schema());
        }
        Plans.statement("INSERT INTO t VALUES (1, 2, 'x', '2020-01-01', '1.5', 2, '2020-01-01 10:00:00', 'true')");
        var copy = assertInstanceOf(
                PlannedStatement.CopyTo.class,
                Plans.statement("COPY (SELECT a FROM t ORDER BY a) TO 'x.csv' (FORMAT csv, HEADER)"));
        assertEquals(Map.of("format", "csv", "header", "true"), copy.options());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT x FROM sales JOIN days ON sales.day = days.day | Filter (day >= 5000) AND (day <= 6000)",
                "SELECT x FROM days, sales WHERE sales.day = days.day | Filter (day >= 5000) AND (day <= 6000)",
                "SELECT x FROM sales LEFT JOIN days ON sales.day = days.day | Filter (day >= 5000) AND (day <= 6000)",
                "SELECT x FROM sales JOIN (SELECT day, count(*) AS n FROM days GROUP BY day) d ON sales.day = d.day"
                        + " | Filter (day >= 5000) AND (day <= 6000)",
                "SELECT note FROM days LEFT JOIN sales ON sales.day = days.day | ",
                "SELECT note FROM days WHERE day NOT IN (SELECT day FROM sales) | ",
                "SELECT note FROM days FULL JOIN sales ON sales.day = days.day | ",
                "SELECT x FROM sales JOIN most ON sales.day = most.day | ",
                "SELECT x FROM sales JOIN guessed ON sales.day = guessed.day | ",
                "SELECT days.note FROM guessed JOIN days ON days.day = guessed.day | ",
                "SELECT x FROM sales JOIN days ON sales.day = days.day + 1 | ",
            })
    void narrowsAJoinToTheOtherSidesBounds(String sql, String filter) {
        FakeCatalog catalog = Plans.catalog()
                .table("main", "sales", 100_000, "day BIGINT null 5000..6000 held", "x BIGINT")
                .table("main", "days", 70_000, "day BIGINT unique 0..70000 held", "note VARCHAR")
                .table("main", "most", 1_500, "day BIGINT unique 4900..6100 held", "note VARCHAR")
                .table("main", "guessed", 70_000, "day BIGINT unique 0..900", "note VARCHAR");
        Query planned = assertInstanceOf(Query.class, new SqlPlanner().plan(sql, Plans.SESSION, catalog));
        String text = PlanPrinter.print(planned.query().plan());
        if (filter == null) {
            assertFalse(text.contains("Filter"), text);
        } else {
            assertTrue(text.replace("((", "(").contains(filter), text);
        }
    }

    @Test
    void groupsBeforeRowsAreRepeatedForSets() {
        String repeating = planned("select region, sum(x) from sales group by rollup(region)");
        assertTrue(
                repeating.indexOf("GroupingSets") < repeating.indexOf("Aggregate PARTIAL"),
                () -> "not grouped before:\n" + repeating);
        String unique = planned("select note, sum(x) from sales group by rollup(note)");
        assertTrue(
                unique.indexOf("Aggregate PARTIAL") < unique.indexOf("GroupingSets"),
                () -> "each row is a group, and yet grouped before:\n" + unique);
        String distinct = planned("select region, count(distinct x) from sales group by rollup(region)");
        assertTrue(
                distinct.lastIndexOf("Aggregate") < distinct.indexOf("GroupingSets"),
                () -> "what is distinct has no states, and yet grouped before:\n" + distinct);
    }

    private static String planned(String sql) {
        FakeCatalog catalog = Plans.catalog()
                .table("main", "sales", 100_000, "region BIGINT 1..5", "note BIGINT unique", "x BIGINT");
        Query planned = assertInstanceOf(Query.class, new SqlPlanner().plan(sql, Plans.SESSION, catalog));
        return PlanPrinter.print(planned.query().plan());
    }
}
