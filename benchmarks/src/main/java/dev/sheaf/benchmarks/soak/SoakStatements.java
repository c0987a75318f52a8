// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.soak;

import dev.sheaf.storage.tpch.TpchTables;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Draws the statements of a soak run from a seed: nine of ten are answered, one is cancelled, left or fails.
final class SoakStatements {
    private static final List<String> ANSWERED = List.of(
            "VALUES (1, 'one'), (2, 'two')",
            "SELECT count(*) FROM lineitem",
            "SELECT l_returnflag, sum(l_quantity), avg(l_discount) FROM lineitem GROUP BY l_returnflag",
            "SELECT l_orderkey, sum(l_extendedprice) AS s FROM lineitem GROUP BY l_orderkey ORDER BY s DESC LIMIT 7",
            "SELECT o_orderpriority, count(DISTINCT o_custkey) FROM orders GROUP BY o_orderpriority",
            "SELECT c_name, count(o_orderkey) FROM customer LEFT JOIN orders ON o_custkey = c_custkey GROUP BY c_name",
            "SELECT * FROM orders ORDER BY o_totalprice DESC, o_orderkey",
            "SELECT upper(p_name), length(p_comment) FROM part WHERE p_name LIKE '%green%'",
            "SELECT n_name FROM nation UNION ALL SELECT r_name FROM region",
            "SELECT CAST(l_shipdate AS VARCHAR), l_quantity * 2 FROM lineitem WHERE l_orderkey < 1000",
            "SELECT o_custkey, rank() OVER (PARTITION BY o_custkey ORDER BY o_totalprice DESC) FROM orders",
            "SELECT sum(o_totalprice) OVER (ORDER BY o_orderdate, o_orderkey ROWS 10 PRECEDING) FROM orders",
            "SELECT o_orderstatus, o_orderpriority, sum(o_totalprice) FROM orders GROUP BY ROLLUP (1, 2)",
            "SELECT c_custkey FROM customer EXCEPT SELECT o_custkey FROM orders ORDER BY 1 LIMIT 100",
            "SELECT count(*) FROM nation a, nation b WHERE a.n_name < b.n_name",
            "SELECT count(*) FROM orders FULL JOIN lineitem ON o_orderkey = l_orderkey AND l_quantity > 49",
            "SELECT regexp_replace(p_name, '[aeiou]+', '-', 'g') FROM part WHERE regexp_matches(p_name, 'gr(e|a)')",
            "EXPLAIN ANALYZE SELECT count(*) FROM orders JOIN customer ON o_custkey = c_custkey",
            "SELECT table_count.* FROM (SELECT count(*) FROM kept) AS table_count",
            "SHOW TABLES",
            "DESCRIBE lineitem",
            "INSERT INTO kept SELECT n_nationkey, n_name FROM nation",
            "TRUNCATE kept",
            "CREATE OR REPLACE TABLE made AS SELECT * FROM orders WHERE o_orderkey < 3000",
            "DROP TABLE IF EXISTS made",
            "CREATE OR REPLACE VIEW seen AS SELECT n_name AS name FROM nation",
            "SELECT count(*) FROM '{folder}/orders.parquet' WHERE o_orderdate > '1996-01-01'",
            "SELECT o_orderpriority, avg(o_totalprice) FROM '{folder}/orders.csv' GROUP BY 1",
            "SELECT max(o_comment) FROM '{folder}/orders.arrow'",
            "SELECT count(*) FROM '{folder}/orders.parquet' a JOIN '{folder}/orders.csv' b USING (o_orderkey)",
            "COPY (SELECT * FROM orders WHERE o_orderkey < 4000) TO '{folder}/written.parquet'",
            "COPY (SELECT * FROM orders WHERE o_orderkey < 4000) TO '{folder}/written.csv'");

    /// Statements with one parameter, an order's number.
    private static final List<String> PREPARED = List.of(
            "SELECT * FROM orders WHERE o_orderkey = ?",
            "SELECT count(*), sum(l_quantity) FROM lineitem WHERE l_orderkey < ?",
            "INSERT INTO kept VALUES (?, 'prepared')");
    private static final List<String> FAILED = List.of(
            "SELECT FROM WHERE",
            "SELECT no_such_column FROM lineitem",
            "SELECT * FROM no_such_table",
            "SELECT l_quantity / (l_linenumber - l_linenumber) FROM lineitem",
            "SELECT CAST(l_comment AS INTEGER) FROM lineitem",
            "SELECT 9223372036854775807 + l_orderkey FROM lineitem",
            "SELECT * FROM read_parquet('no-such-file.parquet')",
            "SELECT * FROM read_parquet('{folder}/orders.csv')",
            "SELECT * FROM read_arrow('{folder}/orders.parquet')",
            "SELECT (SELECT o_orderkey FROM orders)",
            "CREATE TABLE kept (i BIGINT)",
            "INSERT INTO kept SELECT l_orderkey / (l_linenumber - 1), l_comment FROM lineitem",
            "COPY (SELECT 1 / (o_orderkey - 7) FROM orders) TO '{folder}/failed.parquet'",
            "COPY (SELECT 1) TO '{folder}/orders.csv/below.csv'",
            "SET no_such_setting = 1");
    private static final List<String> LONG = List.of(
            "SELECT count(*) FROM lineitem a, lineitem b WHERE a.l_extendedprice < b.l_extendedprice",
            "SELECT sum(l_extendedprice) FROM tpch.sf1.lineitem",
            "SELECT i FROM range(5000000) t(i) ORDER BY i % 1000003",
            "SELECT max(s) FROM (SELECT sum(i) OVER (ORDER BY i % 100) AS s FROM range(2000000) t(i))",
            "CREATE OR REPLACE TABLE cancelled AS SELECT * FROM tpch.sf1.orders",
            "INSERT INTO kept SELECT i, 'cancelled' FROM range(100000000) t(i)",
            "COPY (SELECT * FROM range(100000000) t(i)) TO '{folder}/cancelled.parquet'",
            "COPY (SELECT * FROM range(100000000) t(i)) TO '{folder}/cancelled.csv'",
            "SELECT a.l_partkey, count(*) FROM lineitem a JOIN lineitem b ON a.l_suppkey = b.l_suppkey "
                    + "JOIN lineitem c ON b.l_suppkey = c.l_suppkey GROUP BY a.l_partkey");

    private final SplittableRandom random;

    private final String folder;

    /// @param folder where files are read and written
    SoakStatements(long seed, String folder) {
        this.random = new SplittableRandom(seed);
        this.folder = folder;
    }

    /// What there must be before the first statement.
    List<String> preparations() {
        List<String> statements = new ArrayList<>();
        for (String table : TpchTables.names()) {
            statements.add("CREATE VIEW " + table + " AS SELECT * FROM tpch.tiny." + table);
        }
        statements.add("CREATE TABLE kept (number BIGINT, text VARCHAR)");
        for (String format : List.of("parquet", "csv", "arrow")) {
            statements.add("COPY (SELECT * FROM orders) TO '" + folder + "/orders." + format + "'");
        }
        return statements;
    }

    SoakStatement next() {
        if (random.nextInt(10) > 0) {
            return switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> SoakStatement.answered(TpchQueries.sql(1 + random.nextInt(TpchQueries.COUNT)));
                case 4 -> SoakStatement.prepared(oneOf(PREPARED), random.nextInt(60_000));
                default -> SoakStatement.answered(oneOf(ANSWERED));
            };
        }
        return switch (random.nextInt(3)) {
            case 0 -> SoakStatement.of(oneOf(FAILED), SoakStatement.Ending.FAILED);
            case 1 -> SoakStatement.of(oneOf(LONG), SoakStatement.Ending.CANCELLED);
            default -> SoakStatement.of("SELECT * FROM lineitem", SoakStatement.Ending.LEFT);
        };
    }

    /// How long a statement runs before it is cancelled.
    int cancelAfterMillis() {
        return random.nextInt(30);
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size())).replace("{folder}", folder);
    }
}
