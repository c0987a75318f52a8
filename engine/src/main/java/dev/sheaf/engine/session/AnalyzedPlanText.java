// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.PlanPrinter;
import dev.sheaf.core.task.NodeStatistics;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of EXPLAIN ANALYZE: the plan with the planner's estimates and what really happened.
final class AnalyzedPlanText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private AnalyzedPlanText() {}

    /// @param elapsedNanos the longest time a task took
    static String of(DistributedPlan plan, Map<Integer, NodeStatistics> actual, long elapsedNanos) {
        return PlanPrinter.print(plan, node -> actual(actual.get(node.id())))
                + "Execution: " + millis(elapsedNanos) + "\n";
    }

    private static String actual(@Nullable NodeStatistics statistics) {
        if (statistics == null) {
            return "";
        }
        return "  [rows " + statistics.outputRows() + ", time " + millis(statistics.busyNanos())
                + (statistics.memoryBytesPeak() > 0 ? ", memory " + bytes(statistics.memoryBytesPeak()) : "")
                + (statistics.spilledBytes() > 0 ? ", spilled " + bytes(statistics.spilledBytes()) : "")
                + (statistics.bytes() > 0 ? ", bytes " + bytes(statistics.bytes()) : "") + "]";
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f ms", nanos / 1e6);
    }

    private static String bytes(long count) {
        double size = count;
        int unit = 0;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", size, UNITS[unit]);
    }
}
