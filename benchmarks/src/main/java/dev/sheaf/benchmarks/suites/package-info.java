// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The JMH suites as a page: which parameters are published, and how results become Markdown and SVG.
/// No benchmark lives here.
@NullMarked
package dev.sheaf.benchmarks.suites;

import org.jspecify.annotations.NullMarked;
