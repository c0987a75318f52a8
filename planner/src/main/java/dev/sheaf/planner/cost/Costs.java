// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

/// What operators cost, in bytes moved through memory or what takes as long. Only the order of plans by cost matters.
public final class Costs {
    /// How many tasks a distributed fragment is taken to have: plans don't know the number of workers they will run on.
    public static final double TASKS = 4;

    private static final double BUILD_ROW = 40;
    private static final double PROBE_ROW = 12;
    private static final double OUTPUT_ROW = 4;
    private static final double PAIR = 2;
    private static final double GROUP_ROW = 16;
    private static final double SORT_ROW = 8;
    private static final double EXCHANGE_ROW = 8;
    private static final double EXCHANGE_BYTE = 1.5;

    /// A materialised byte is copied, not decoded.
    private static final double MATERIALIZED_BYTE_READ = 0.25;
    /// Rows of more bytes than this should rather be computed twice than held.
    private static final double MATERIALIZED_BYTES_MAX = 512e6;

    private static final double MATERIALIZED_BYTE_BEYOND = 20;

    private Costs() {}

    /// Reading rows, shared by the tasks.
    public static double scan(Estimate rows) {
        return rows.rows() * rows.rowBytes() / TASKS;
    }

    public static double perRow(Estimate rows, boolean distributed) {
        return rows.rows() * OUTPUT_ROW / tasks(distributed);
    }

    /// Sending each row to one task.
    ///
    /// @param toOne whether all go to the same task, which takes them alone
    public static double exchange(Estimate rows, boolean toOne) {
        double bytes = rows.rows() * (EXCHANGE_ROW + rows.rowBytes() * EXCHANGE_BYTE);
        return toOne ? bytes : bytes / TASKS * 1.5;
    }

    /// Sending each row to every task.
    public static double broadcast(Estimate rows) {
        return rows.rows() * (EXCHANGE_ROW + rows.rowBytes() * EXCHANGE_BYTE);
    }

    /// @param replicated whether each task builds the whole table
    public static double hashJoin(
            Estimate probe, Estimate build, double outputRows, boolean replicated, boolean distributed) {
        double tasks = tasks(distributed);
        double building = build.rows() * (BUILD_ROW + build.rowBytes()) / (replicated ? 1 : tasks);
        // Tables beyond the caches are probed slower.
        double misses = build.rows() * build.rowBytes() / (replicated ? 1 : tasks) > 1e6 ? 2 : 1;
        return building + (probe.rows() * PROBE_ROW * misses + outputRows * OUTPUT_ROW) / tasks;
    }

    public static double nestedLoopJoin(Estimate probe, Estimate build, double outputRows, boolean distributed) {
        return (probe.rows() * build.rows() * PAIR + outputRows * OUTPUT_ROW) / tasks(distributed)
                + build.rows() * build.rowBytes();
    }

    public static double aggregate(Estimate input, double groups, boolean distributed) {
        double misses = groups > 50_000 ? 3 : 1;
        return (input.rows() * GROUP_ROW * misses + groups * BUILD_ROW) / tasks(distributed);
    }

    public static double sort(Estimate input, boolean distributed) {
        double rows = input.rows() / tasks(distributed);
        return rows * Math.max(1, Math.log(rows)) * SORT_ROW + rows * input.rowBytes();
    }

    /// Writing rows down for several readers.
    public static double materialize(Estimate rows, boolean distributed) {
        double bytes = rows.rows() * rows.rowBytes();
        return rows.rows() * OUTPUT_ROW / tasks(distributed)
                + (bytes + Math.max(0, bytes - MATERIALIZED_BYTES_MAX) * MATERIALIZED_BYTE_BEYOND) / tasks(distributed);
    }

    /// Reading such rows, which lie in memory.
    public static double readMaterialized(Estimate rows, boolean distributed) {
        return (rows.rows() * (OUTPUT_ROW + rows.rowBytes() * MATERIALIZED_BYTE_READ)) / tasks(distributed);
    }

    private static double tasks(boolean distributed) {
        return distributed ? TASKS : 1;
    }
}
