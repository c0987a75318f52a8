// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.core.plan.DistributedPlan;

/// A query to run in a simulation, and what is right.
///
/// @param name for reports
public record SimulatedQuery(String name, DistributedPlan plan, Expectation expectation) {}
