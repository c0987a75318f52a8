// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

/// The TPC-H tables with the statistics of scale factor 1, as tables of the schema `main`.
final class TpchCatalog {
    private TpchCatalog() {}

    static FakeCatalog sf1() {
        return new FakeCatalog()
                .table("main", "region", 5, "r_regionkey BIGINT unique", "r_name VARCHAR unique", "r_comment VARCHAR")
                .table(
                        "main",
                        "nation",
                        25,
                        "n_nationkey BIGINT unique",
                        "n_name VARCHAR unique",
                        "n_regionkey BIGINT distinct=5",
                        "n_comment VARCHAR")
                .table(
                        "main",
                        "supplier",
                        10_000,
                        "s_suppkey BIGINT unique",
                        "s_name VARCHAR unique",
                        "s_address VARCHAR unique",
                        "s_nationkey BIGINT distinct=25",
                        "s_phone VARCHAR unique",
                        "s_acctbal DECIMAL(12,2) distinct=9955 -998..9999",
                        "s_comment VARCHAR distinct=9900")
                .table(
                        "main",
                        "customer",
                        150_000,
                        "c_custkey BIGINT unique",
                        "c_name VARCHAR unique",
                        "c_address VARCHAR unique",
                        "c_nationkey BIGINT distinct=25",
                        "c_phone VARCHAR unique",
                        "c_acctbal DECIMAL(12,2) distinct=140187 -999..9999",
                        "c_mktsegment VARCHAR distinct=5",
                        "c_comment VARCHAR distinct=149968")
                .table(
                        "main",
                        "part",
                        200_000,
                        "p_partkey BIGINT unique",
                        "p_name VARCHAR distinct=199997",
                        "p_mfgr VARCHAR distinct=5",
                        "p_brand VARCHAR distinct=25",
                        "p_type VARCHAR distinct=150",
                        "p_size INTEGER distinct=50 1..50",
                        "p_container VARCHAR distinct=40",
                        "p_retailprice DECIMAL(12,2) distinct=20899 901..2099",
                        "p_comment VARCHAR distinct=131753")
                .table(
                        "main",
                        "partsupp",
                        800_000,
                        "ps_partkey BIGINT distinct=200000",
                        "ps_suppkey BIGINT distinct=10000",
                        "ps_availqty INTEGER distinct=9999 1..9999",
                        "ps_supplycost DECIMAL(12,2) distinct=99865 1..1000",
                        "ps_comment VARCHAR distinct=799124")
                .table(
                        "main",
                        "orders",
                        1_500_000,
                        "o_orderkey BIGINT unique",
                        "o_custkey BIGINT distinct=99996",
                        "o_orderstatus VARCHAR distinct=3",
                        "o_totalprice DECIMAL(12,2) distinct=1464556 857..555285",
                        "o_orderdate DATE distinct=2406 1992-01-01..1998-08-02",
                        "o_orderpriority VARCHAR distinct=5",
                        "o_clerk VARCHAR distinct=1000",
                        "o_shippriority INTEGER distinct=1",
                        "o_comment VARCHAR distinct=1482071")
                .table(
                        "main",
                        "lineitem",
                        6_001_215,
                        "l_orderkey BIGINT distinct=1500000",
                        "l_partkey BIGINT distinct=200000",
                        "l_suppkey BIGINT distinct=10000",
                        "l_linenumber INTEGER distinct=7 1..7",
                        "l_quantity DECIMAL(12,2) distinct=50 1..50",
                        "l_extendedprice DECIMAL(12,2) distinct=933900 901..104949",
                        "l_discount DECIMAL(12,2) distinct=11 0.00..0.10",
                        "l_tax DECIMAL(12,2) distinct=9 0.00..0.08",
                        "l_returnflag VARCHAR distinct=3",
                        "l_linestatus VARCHAR distinct=2",
                        "l_shipdate DATE distinct=2526 1992-01-02..1998-12-01",
                        "l_commitdate DATE distinct=2466 1992-01-31..1998-10-31",
                        "l_receiptdate DATE distinct=2554 1992-01-04..1998-12-31",
                        "l_shipinstruct VARCHAR distinct=4",
                        "l_shipmode VARCHAR distinct=7",
                        "l_comment VARCHAR distinct=4580667");
    }
}
