// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.soak;

import dev.sheaf.testkit.tpch.TpchQueries;
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
            "SELECT CAST(l_shipdate AS VARCHAR), l_quantity * 2 FROM lineitem WHERE l_orderkey < 1000");
    private static final List<String> FAILED = List.of(
            "SELECT FROM WHERE",
            "SELECT no_such_column FROM lineitem",
            "SELECT * FROM no_such_table",
            "SELECT l_quantity / (l_linenumber - l_linenumber) FROM lineitem",
            "SELECT CAST(l_comment AS INTEGER) FROM lineitem",
            "SELECT 9223372036854775807 + l_orderkey FROM lineitem",
            "SELECT * FROM read_parquet('no-such-file.parquet')");
    private static final List<String> LONG = List.of(
            "SELECT count(*) FROM lineitem a, lineitem b WHERE a.l_extendedprice < b.l_extendedprice",
            "SELECT sum(l_extendedprice) FROM tpch.sf1.lineitem",
            "SELECT a.l_partkey, count(*) FROM lineitem a JOIN lineitem b ON a.l_suppkey = b.l_suppkey "
                    + "JOIN lineitem c ON b.l_suppkey = c.l_suppkey GROUP BY a.l_partkey");

    private final SplittableRandom random;

    SoakStatements(long seed) {
        this.random = new SplittableRandom(seed);
    }

    SoakStatement next() {
        if (random.nextInt(10) > 0) {
            return new SoakStatement(
                    random.nextBoolean() ? TpchQueries.sql(1 + random.nextInt(TpchQueries.COUNT)) : oneOf(ANSWERED),
                    SoakStatement.Ending.ANSWERED);
        }
        return switch (random.nextInt(3)) {
            case 0 -> new SoakStatement(oneOf(FAILED), SoakStatement.Ending.FAILED);
            case 1 -> new SoakStatement(oneOf(LONG), SoakStatement.Ending.CANCELLED);
            default -> new SoakStatement("SELECT * FROM lineitem", SoakStatement.Ending.LEFT);
        };
    }

    /// How long a statement runs before it is cancelled.
    int cancelAfterMillis() {
        return random.nextInt(30);
    }

    private String oneOf(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
