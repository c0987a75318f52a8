// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

/// What the planner thought of a node's output.
///
/// @param rows how many rows, or NaN where unknown
/// @param bytes how many bytes, or NaN where unknown
public record NodeEstimate(double rows, double bytes) {
    public static final NodeEstimate UNKNOWN = new NodeEstimate(Double.NaN, Double.NaN);
}
