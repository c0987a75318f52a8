// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.sql.ReferenceEngine;
import dev.sheaf.testkit.sql.SqlTestConfiguration.ConnectionSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Compares an engine with the reference engine, or with itself in another shape, over random queries:
/// ```
/// FuzzMain [--url URL] [--against URL] [--workload NAME] [--seeds N] [--first S] [--queries N]
/// FuzzMain --show QUERY --first SEED [--workload NAME]     prints the tables and one query
/// ```
/// Each connection to a URL must give an empty database. Prints every mismatch with its seed and query; exit code 0
/// when there is none, 1 otherwise, 2 on wrong use.
public final class FuzzMain {
    private String url = "jdbc:sheaf:";
    private ConnectionSource against = ReferenceEngine::open;
    private List<Workload> workloads = List.of(Workload.values());
    private int seedCount = 1;
    private long firstSeed = 1;
    private int queryCount = 200;
    private int shown = -1;

    private FuzzMain() {}

    public static void main(String[] arguments) throws SQLException {
        FuzzMain main = new FuzzMain();
        try {
            main.read(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println("usage: [--url URL] [--against URL] [--workload typed|partitioned|corpus] [--seeds N]"
                    + " [--first SEED] [--queries N] [--show QUERY]");
            System.exit(2);
        }
        System.exit(main.shown >= 0 ? main.show() : main.run());
    }

    private void read(String[] arguments) {
        if (arguments.length % 2 != 0) {
            throw new IllegalArgumentException("an option without a value");
        }
        for (int i = 0; i < arguments.length; i += 2) {
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--url" -> url = value;
                case "--against" -> against = () -> DriverManager.getConnection(value);
                case "--workload" -> workloads = List.of(Workload.valueOf(value.toUpperCase(Locale.ROOT)));
                case "--seeds" -> seedCount = Integer.parseInt(value);
                case "--first" -> firstSeed = Long.parseLong(value);
                case "--queries" -> queryCount = Integer.parseInt(value);
                case "--show" -> shown = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
            }
        }
    }

    private int show() {
        Workload workload = workloads.getFirst();
        List<String> statements = new ArrayList<>(workload.tables(firstSeed));
        statements.add(workload.query(firstSeed, shown));
        statements.forEach(statement -> System.out.println(statement + ";"));
        return 0;
    }

    private int run() throws SQLException {
        long ran = 0;
        long failed = 0;
        int mismatchCount = 0;
        ConnectionSource engine = () -> DriverManager.getConnection(url);
        for (long seed = firstSeed; seed < firstSeed + seedCount; seed++) {
            for (Workload workload : workloads) {
                FuzzRun.Report report = FuzzRun.run(workload, engine, against, seed, 0, queryCount);
                report.mismatches().forEach(mismatch -> System.out.println(mismatch.describe()));
                ran += report.queryCount();
                failed += report.failedCount();
                mismatchCount += report.mismatches().size();
            }
        }
        System.out.println(ran + " queries from seed " + firstSeed + ", " + failed + " failed on both sides, "
                + mismatchCount + " mismatches");
        return mismatchCount == 0 ? 0 : 1;
    }
}
