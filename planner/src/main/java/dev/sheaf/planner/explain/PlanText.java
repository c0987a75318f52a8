// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.explain;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.PlanPrinter;
import java.util.Locale;

/// What EXPLAIN shows: fragments, their exchanges, their nodes, and how many rows each is thought to give.
public final class PlanText {
    private PlanText() {}

    public static String of(DistributedPlan plan) {
        return PlanPrinter.print(plan, node -> " rows~" + rows(plan, node));
    }

    /// A number of rows in three digits.
    private static String rows(DistributedPlan plan, PlanNode node) {
        double rows = plan.estimates().getOrDefault(node.id(), NodeEstimate.UNKNOWN).rows();
        if (Double.isNaN(rows)) {
            return "?";
        }
        if (rows < 10_000) {
            return String.format(Locale.ROOT, "%.0f", rows);
        }
        String[] units = {"K", "M", "G", "T", "P"};
        int unit = -1;
        double value = rows;
        while (value >= 1000 && unit < units.length - 1) {
            value /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, value < 10 ? "%.2f%s" : value < 100 ? "%.1f%s" : "%.0f%s", value,
                units[unit]);
    }
}
