// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import dev.sheaf.benchmarks.comparison.Comparison;
import dev.sheaf.benchmarks.comparison.ComparisonOptions;
import dev.sheaf.benchmarks.comparison.ComparisonReport;
import dev.sheaf.benchmarks.comparison.ComparisonResult;
import java.io.IOException;
import java.sql.SQLException;

/// Sheaf beside DuckDB: the same queries over the same data in one process. Exits with 1 when they disagree.
public final class SideBySide {
    private SideBySide() {}

    public static void main(String... arguments) throws IOException, SQLException {
        ComparisonOptions options;
        try {
            options = ComparisonOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage() + "\n" + ComparisonOptions.USAGE);
            System.exit(2);
            return;
        }
        ComparisonResult result = new Comparison(options, System.out::println).run();
        ComparisonReport report = new ComparisonReport(result);
        System.out.println(report.summary());
        System.out.println("written: " + report.write());
        System.exit(result.agreed() ? 0 : 1);
    }
}
