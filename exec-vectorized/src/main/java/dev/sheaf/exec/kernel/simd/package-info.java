// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Kernels in the Vector API, each beside a scalar twin that gives the same and takes its place where the JVM runs
/// without `jdk.incubator.vector`. Nothing here that isn't measured to be faster than its twin, and nothing that knows
/// of vectors, chunks or plans.
@NullMarked
package dev.sheaf.exec.kernel.simd;

import org.jspecify.annotations.NullMarked;
