// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What a new JVM runs while it is timed from outside, and the timing.
/// Nothing of a JVM that is warm is measured here.
@NullMarked
package dev.sheaf.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
