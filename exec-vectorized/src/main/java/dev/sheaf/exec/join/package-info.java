// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Joins: the build sides that hold rows in row pages, the probe operators that stream past them, and the sources of
/// build rows that found no match. Nothing here evaluates expressions itself: residual conditions are compiled by
/// [dev.sheaf.exec.expression].
@NullMarked
package dev.sheaf.exec.join;

import org.jspecify.annotations.NullMarked;
