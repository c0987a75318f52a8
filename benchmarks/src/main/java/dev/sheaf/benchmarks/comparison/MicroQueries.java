// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;

/// Queries that each ask for one thing, over one table of uniform, skewed and null-heavy columns. The first thirteen
/// are the plain ones; the others have a twist and are reported apart.
final class MicroQueries {
    private MicroQueries() {}

    /// DuckDB's statement that makes the rows; `$rows` is their number.
    static final String FACTS = """
            SELECT i AS id, (hash(i) % 100)::BIGINT AS g100, (hash(i + 1) % 10000)::BIGINT AS g10k,
                (hash(i + 2) % ($rows // 2))::BIGINT AS g_half, (hash(i + 3) % ($rows // 10))::BIGINT AS k_tenth,
                (hash(i + 4) % $rows)::BIGINT AS k_all, (hash(i + 5) >> 1)::BIGINT AS wide,
                ((hash(i + 6) % 1000000) / 100)::DECIMAL(15, 2) AS price, (hash(i + 7) % 100)::INTEGER AS percent,
                (power((hash(i + 8) % 1000000)::DOUBLE / 1000000, 6) * 100000)::BIGINT AS skewed,
                CASE WHEN hash(i + 9) % 10 = 0 THEN (hash(i + 10) % 1000)::BIGINT END AS sparse,
                'value ' || (hash(i + 11) % ($rows // 20)) AS text,
                'some words before ' || (hash(i + 12) % 100000) ||
                CASE WHEN hash(i + 13) % 50 = 0
                THEN ' abc ' ELSE ' xyz ' END || (hash(i + 14) % 1000) AS comment
            FROM range($rows) t(i)""";

    /// DuckDB's statement that makes a build side of a tenth, or of all, of the keys.
    static final String KEYS = """
            SELECT (i * 7919 % $keys)::BIGINT AS key, (hash(i) % 1000)::BIGINT AS payload, (hash(i) % 7)::BIGINT AS p2,
                'payload of ' || i AS p3
            FROM range($keys) t(i)""";

    /// @param rows how many rows the table `facts` has
    static List<ComparedQuery> all(long rows) {
        return List.of(
                query("sum", "SELECT sum(wide) FROM facts"),
                query("filtered sum", "SELECT sum(price) FROM facts WHERE percent < 30 AND g100 >= 40"),
                query("group by 100", "SELECT g100, sum(price), avg(price) FROM facts GROUP BY g100"),
                query("group by 10k", "SELECT g10k, sum(price), avg(price) FROM facts GROUP BY g10k"),
                query("group by half the rows", "SELECT count(*), max(s), max(a) FROM "
                        + "(SELECT g_half, sum(price) AS s, avg(price) AS a FROM facts GROUP BY g_half) q"),
                query("join with a tenth", "SELECT sum(k.payload) FROM facts f JOIN tenth k ON f.k_tenth = k.key"),
                query("join with as many", "SELECT sum(k.payload) FROM facts f JOIN whole k ON f.k_all = k.key"),
                query("top 100", "SELECT id, wide, price FROM facts ORDER BY wide, id LIMIT 100"),
                query("sort with payload",
                        "SELECT id, wide, price, text FROM facts ORDER BY wide, id OFFSET " + (rows - 10)),
                query("like", "SELECT count(*) FROM facts WHERE comment LIKE '%abc%'"),
                query("count distinct of bigint", "SELECT count(DISTINCT g_half) FROM facts"),
                query("count distinct of varchar", "SELECT count(DISTINCT text) FROM facts"),
                query("min and max of varchar", "SELECT min(comment), max(text) FROM facts"),
                apart("group by a skewed key", "SELECT count(*), max(s) FROM "
                        + "(SELECT skewed, sum(price) AS s FROM facts GROUP BY skewed) q"),
                apart("join on a skewed key", "SELECT sum(k.payload) FROM facts f JOIN tenth k ON f.skewed = k.key"),
                apart("sums of a null-heavy column",
                        "SELECT g100, count(sparse), sum(sparse), min(sparse) FROM facts GROUP BY g100"),
                apart("join with a wide payload",
                        "SELECT sum(k.payload), sum(k.p2), max(k.p3) FROM facts f JOIN tenth k ON f.k_tenth = k.key"));
    }

    private static ComparedQuery query(String name, String sql) {
        return ComparedQuery.of(name, sql);
    }

    private static ComparedQuery apart(String name, String sql) {
        return ComparedQuery.apart(name, sql);
    }
}
