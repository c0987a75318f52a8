// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.allocation.QueryAllocation;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// What queries allocate in the heap for each batch that a larger scale adds, and whether they give all other memory
/// back. Prints a Markdown table; ends with status 1 when a query allocates more than is allowed, or holds memory.
public final class Allocation {
    private static final String USAGE =
            """
            allocation [--scales=1,10] [--source=parquet|memory] [--queries=1,6,9] [--warm-ups=20] [--runs=5]
                [--threads=2] [--memory=8GB] [--allowed=128] [--data=data]""";

    private Allocation() {}

    public static void main(String... arguments) throws IOException, SQLException {
        List<QueryAllocation> scales = new ArrayList<>();
        List<Integer> queries;
        String[] names;
        int threads;
        String memory;
        long allowed;
        try {
            CommandLine line = CommandLine.parse(arguments);
            names = line.value("scales", "1,10").split(",");
            String source = line.value("source", "parquet");
            if (names.length != 2 || !List.of("parquet", "memory").contains(source)) {
                throw new IllegalArgumentException("two scales, from parquet or memory");
            }
            queries = Arrays.stream(line.value("queries", "1,6,9").split(",")).map(Integer::valueOf).toList();
            int warmUps = (int) line.number("warm-ups", 20);
            int runs = (int) line.number("runs", 5);
            threads = (int) line.number("threads", 2);
            memory = line.value("memory", "8GB");
            allowed = line.number("allowed", 128);
            Path data = Path.of(line.value("data", "data"));
            line.expectAllUsed();
            for (String scale : names) {
                // The second engine runs code that the first one has warmed up.
                int warm = scales.isEmpty() ? warmUps : Math.min(2, warmUps);
                scales.add(new QueryAllocation(data, scale, source.equals("memory"), warm, runs));
            }
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + USAGE);
            System.exit(2);
            return;
        }
        List<QueryAllocation.Figures> small = scales.get(0).measure(queries, threads, memory);
        List<QueryAllocation.Figures> large = scales.get(1).measure(queries, threads, memory);
        System.out.println(Machine.description() + "; " + Machine.java() + "; " + threads + " threads\n");
        System.out.printf("| query | KiB at SF %s | KiB at SF %s | bytes per batch more | held after |%n", names[0],
                names[1]);
        System.out.println("|---|--:|--:|--:|--:|");
        boolean right = true;
        for (int i = 0; i < queries.size(); i++) {
            QueryAllocation.Figures from = small.get(i);
            QueryAllocation.Figures to = large.get(i);
            double each = (double) (to.heapBytes() - from.heapBytes()) / (to.batchCount() - from.batchCount());
            long held = Math.max(from.heldBytes(), to.heldBytes());
            right &= each <= allowed && held == 0;
            System.out.printf(Locale.ROOT, "| Q%d | %,d | %,d | %.0f | %d |%n",
                    to.query(), from.heapBytes() >> 10, to.heapBytes() >> 10, each, held);
        }
        System.exit(right ? 0 : 1);
    }
}
