// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import java.util.List;

/// A part of a plan between exchanges. It runs as one task, or as one task per worker.
///
/// @param id its number; 0 is the root fragment, whose rows are the result
/// @param root gives the rows that the fragment's output exchange spreads, or the result
public record Fragment(int id, Placement placement, PlanNode root) {
    /// In how many tasks a fragment may run.
    public enum Placement {
        /// In one: it gathers, or its rows have no distribution.
        SINGLE,
        /// In one task per worker; scans are spread by splits, exchanges by their partitioning.
        DISTRIBUTED
    }

    /// What gives the rows of each output of a fragment's plan.
    public static List<PlanNode> outputs(PlanNode root) {
        return root instanceof MaterializeNode materialize ? materialize.outputs() : List.of(root);
    }
}
