// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.allocation;

import com.sun.management.ThreadMXBean;
import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.benchmarks.comparison.TpchFiles;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.storage.tpch.TpchTables;
import dev.sheaf.testkit.tpch.TpchQueries;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What TPC-H queries allocate in the heap at one scale. Counted is what all threads allocate from the statement to its
/// last row; the least of some runs is taken, since the compiler and classes that are loaded allocate in early ones.
public final class QueryAllocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /// What a query has done.
    ///
    /// @param heapBytes what it allocates
    /// @param batchCount how many batches of the usual size the tables that it names have
    /// @param heldBytes what the engine held outside of the tables when a run was over, at most
    public record Figures(int query, long heapBytes, long batchCount, long heldBytes) {}

    private final Path data;
    private final String scale;
    private final boolean inMemory;
    private final int warmUps;
    private final int runs;

    /// @param data the folder of all generated data
    /// @param scale as it stands in the name of the schema `tpch.sfN`
    /// @param inMemory whether the tables are loaded, or views over Parquet files
    public QueryAllocation(Path data, String scale, boolean inMemory, int warmUps, int runs) {
        this.data = data;
        this.scale = scale;
        this.inMemory = inMemory;
        this.warmUps = warmUps;
        this.runs = runs;
    }

    /// Runs queries on an engine of their own.
    public List<Figures> measure(List<Integer> queries, int threads, String memory) throws IOException, SQLException {
        TpchFiles files = TpchFiles.ensure(data, scale);
        List<Figures> figures = new ArrayList<>();
        try (Sheaf sheaf = Sheaf.builder().workers(1).threads(threads).memory(memory).open();
                Session session = sheaf.openSession()) {
            for (String table : TpchTables.names()) {
                run(session, "CREATE " + (inMemory ? "TABLE " : "VIEW ") + table + " AS SELECT * FROM read_parquet('"
                        + files.path(table) + "')");
            }
            for (int query : queries) {
                figures.add(measure(sheaf, session, query));
            }
        }
        return figures;
    }

    private Figures measure(Sheaf sheaf, Session session, int query) {
        String sql = TpchQueries.sql(query, Double.parseDouble(scale));
        long held = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i < warmUps + runs; i++) {
            long before = THREADS.getTotalThreadAllocatedBytes();
            run(session, sql);
            long allocated = THREADS.getTotalThreadAllocatedBytes() - before;
            least = i < warmUps ? least : Math.min(least, allocated);
            held = Math.max(
                    held, sheaf.engine().memory().usedBytes() - sheaf.engine().tableMemory().usedBytes());
        }
        return new Figures(query, least, batches(session, sql), held);
    }

    private static long batches(Session session, String sql) {
        long rows = 0;
        for (String table : TpchTables.names()) {
            if (Pattern.compile("\\b" + table + "\\b").matcher(sql).find()) {
                rows += run(session, "SELECT count(*) FROM " + table);
            }
        }
        return rows / Chunk.DEFAULT_ROWS;
    }

    /// Runs a statement to its end.
    ///
    /// @return the last row's first value, if it is a whole number
    private static long run(Session session, String sql) {
        long last = 0;
        try (Result result = session.sql(sql)) {
            while (result.next()) {
                int rows = result.root().getRowCount();
                if (rows > 0 && result.root().getVector(0).getObject(rows - 1) instanceof Long number) {
                    last = number;
                }
            }
        }
        return last;
    }
}
