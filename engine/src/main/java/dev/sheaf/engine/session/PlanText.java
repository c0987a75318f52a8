// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.PlanPrinter;
import dev.sheaf.core.task.NodeStatistics;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The text of EXPLAIN: the plan with the planner's estimates, and after EXPLAIN ANALYZE with what really happened.
final class PlanText {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

    private PlanText() {}

    static String explain(DistributedPlan plan) {
        return PlanPrinter.print(plan, node -> estimate(plan, node));
    }

    /// @param elapsedNanos the longest time a task took
    static String analyze(DistributedPlan plan, Map<Integer, NodeStatistics> actual, long elapsedNanos) {
        return PlanPrinter.print(plan, node -> estimate(plan, node) + actual(actual.get(node.id())))
                + "Execution: " + millis(elapsedNanos) + "\n";
    }

    private static String estimate(DistributedPlan plan, PlanNode node) {
        NodeEstimate estimate = plan.estimates().getOrDefault(node.id(), NodeEstimate.UNKNOWN);
        return Double.isNaN(estimate.rows()) ? "" : "  (estimated rows " + Math.round(estimate.rows()) + ")";
    }

    private static String actual(@Nullable NodeStatistics statistics) {
        if (statistics == null) {
            return "";
        }
        return "  [rows " + statistics.outputRows() + ", time " + millis(statistics.busyNanos())
                + (statistics.memoryBytesPeak() > 0 ? ", memory " + bytes(statistics.memoryBytesPeak()) : "")
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
