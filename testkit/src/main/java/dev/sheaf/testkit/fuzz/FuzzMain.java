// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.fuzz;

import dev.sheaf.testkit.sql.ReferenceEngine;
import dev.sheaf.testkit.sql.SqlTestConfiguration.ConnectionSource;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Compares an engine with the reference engine over random queries:
/// ```
/// FuzzMain URL SEED SEED-COUNT QUERIES-PER-SEED    runs that many seeds from the first on
/// FuzzMain show SEED QUERY                         prints the tables and one query
/// ```
/// Each connection to the URL must give an empty database. Prints every mismatch with its seed and query; exit code 0
/// when there is none, 1 otherwise, 2 on wrong use.
public final class FuzzMain {
    private FuzzMain() {}

    public static void main(String[] arguments) throws SQLException {
        if (arguments.length == 3 && arguments[0].equals("show")) {
            show(Long.parseLong(arguments[1]), Integer.parseInt(arguments[2]));
        } else if (arguments.length == 4) {
            System.exit(run(Arrays.asList(arguments)) ? 0 : 1);
        } else {
            System.err.println("usage: URL SEED SEED-COUNT QUERIES-PER-SEED, or: show SEED QUERY");
            System.exit(2);
        }
    }

    private static void show(long seed, int number) {
        List<String> statements = new ArrayList<>(FuzzRun.tables(seed));
        statements.add(FuzzRun.query(seed, number));
        statements.forEach(statement -> System.out.println(statement + ";"));
    }

    private static boolean run(List<String> arguments) throws SQLException {
        ConnectionSource engine = () -> DriverManager.getConnection(arguments.get(0));
        long firstSeed = Long.parseLong(arguments.get(1));
        int seedCount = Integer.parseInt(arguments.get(2));
        int queryCount = Integer.parseInt(arguments.get(3));
        int mismatchCount = 0;
        for (long seed = firstSeed; seed < firstSeed + seedCount; seed++) {
            for (FuzzRun.Mismatch mismatch : FuzzRun.run(engine, ReferenceEngine::open, seed, 0, queryCount)) {
                System.out.println(mismatch.describe());
                mismatchCount++;
            }
        }
        System.out.println((long) seedCount * queryCount + " queries from seed " + firstSeed + ", " + mismatchCount
                + " mismatches");
        return mismatchCount == 0;
    }
}
