// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// From the logical tree to Sheaf's plan nodes: one bounded pass that keeps, for each node, the cheapest plan per
/// distribution. Nothing here may change what a query means.
@NullMarked
package dev.sheaf.planner.physical;

import org.jspecify.annotations.NullMarked;
