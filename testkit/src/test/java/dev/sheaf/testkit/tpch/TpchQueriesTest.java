// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TpchQueriesTest {
    /// Number of result columns of each query, by the specification's sample output.
    private static final int[] COLUMN_COUNTS = {
        10, 8, 4, 2, 2, 1, 4, 2, 3, 8, 2, 3, 2, 1, 5, 4, 1, 6, 1, 2, 2, 3
    };

    private static final String[] TABLES = {
        "region (r_regionkey bigint, r_name varchar, r_comment varchar)",
        "nation (n_nationkey bigint, n_name varchar, n_regionkey bigint, n_comment varchar)",
        "supplier (s_suppkey bigint, s_name varchar, s_address varchar, s_nationkey bigint, s_phone varchar,"
                + " s_acctbal decimal(12,2), s_comment varchar)",
        "customer (c_custkey bigint, c_name varchar, c_address varchar, c_nationkey bigint, c_phone varchar,"
                + " c_acctbal decimal(12,2), c_mktsegment varchar, c_comment varchar)",
        "part (p_partkey bigint, p_name varchar, p_mfgr varchar, p_brand varchar, p_type varchar, p_size integer,"
                + " p_container varchar, p_retailprice decimal(12,2), p_comment varchar)",
        "partsupp (ps_partkey bigint, ps_suppkey bigint, ps_availqty integer, ps_supplycost decimal(12,2),"
                + " ps_comment varchar)",
        "orders (o_orderkey bigint, o_custkey bigint, o_orderstatus varchar, o_totalprice decimal(12,2),"
                + " o_orderdate date, o_orderpriority varchar, o_clerk varchar, o_shippriority integer,"
                + " o_comment varchar)",
        "lineitem (l_orderkey bigint, l_partkey bigint, l_suppkey bigint, l_linenumber integer,"
                + " l_quantity decimal(12,2), l_extendedprice decimal(12,2), l_discount decimal(12,2),"
                + " l_tax decimal(12,2), l_returnflag varchar, l_linestatus varchar, l_shipdate date,"
                + " l_commitdate date, l_receiptdate date, l_shipinstruct varchar, l_shipmode varchar,"
                + " l_comment varchar)",
    };

    @Test
    void everyQueryBindsAgainstTheSchema() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute("create table " + table);
            }
            for (int number = 1; number <= TpchQueries.COUNT; number++) {
                try (var result = statement.executeQuery(TpchQueries.sql(number))) {
                    assertEquals(COLUMN_COUNTS[number - 1], result.getMetaData().getColumnCount(), "query " + number);
                }
            }
        }
    }

    @Test
    void textsAreSingleStatementsOfTheirNumber() {
        List<String> all = TpchQueries.all();
        assertEquals(TpchQueries.COUNT, all.size());
        for (int number = 1; number <= all.size(); number++) {
            String text = all.get(number - 1);
            assertTrue(text.startsWith("-- TPC-H Q" + number + ":"), text);
            assertFalse(text.contains(";"), text);
            assertEquals(text.toLowerCase(Locale.ROOT).contains("limit"), List.of(2, 3, 10, 18, 21).contains(number));
        }
    }

    @Test
    void onlyQuery11DependsOnTheScale() {
        assertTrue(TpchQueries.sql(11).contains("0.0001000000"));
        assertTrue(TpchQueries.sql(11, 0.01).contains("0.0100000000"));
        assertEquals(TpchQueries.sql(12), TpchQueries.sql(12, 0.01));
    }

    @ParameterizedTest
    @CsvSource({"0", "23", "-1"})
    void otherNumbersAreRefused(int number) {
        assertThrows(IllegalArgumentException.class, () -> TpchQueries.sql(number));
    }
}
