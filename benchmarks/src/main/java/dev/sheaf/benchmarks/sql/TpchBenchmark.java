// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.sql;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.storage.tpch.TpchTables;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// The queries of TPC-H over tables in memory through the embedded engine, from the text to the last row.
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TpchBenchmark extends BenchmarkDefaults {
    @Param({
        "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19",
        "20", "21", "22"
    })
    public int query;

    /// The scale of the data, as in the name of the schema `tpch.sfN`.
    @Param({"0.1"})
    public String scale = "0.1";

    private Sheaf sheaf;
    private Session session;
    private String sql;

    @Setup
    public void prepare() {
        sheaf = Sheaf.builder().workers(1).threads(2).memory("4GB").open();
        session = sheaf.openSession();
        sql = TpchQueries.sql(query, Double.parseDouble(scale));
        for (String table : TpchTables.names()) {
            session.execute("CREATE TABLE " + table + " AS SELECT * FROM \"tpch.sf" + scale + "\"." + table);
        }
    }

    @Benchmark
    public long run() {
        long rows = 0;
        try (Result result = session.sql(sql)) {
            Batch batch = result.nextBatch();
            while (batch != null) {
                rows += batch.rowCount();
                batch.release();
                batch = result.nextBatch();
            }
        }
        return rows;
    }

    @TearDown
    public void giveBack() {
        session.close();
        sheaf.close();
    }
}
