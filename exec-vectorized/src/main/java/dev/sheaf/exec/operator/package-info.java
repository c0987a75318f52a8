// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The sources, operators and sinks that hold little: scans, filters, projections, limits, exchanges, writers. Joins,
/// aggregates, sorts and windows have packages of their own; nothing here may know the plan's nodes.
@NullMarked
package dev.sheaf.exec.operator;

import org.jspecify.annotations.NullMarked;
