// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// What queries allocate in the heap as their tables grow, and whether they give all other memory back. No times.
@NullMarked
package dev.sheaf.benchmarks.allocation;

import org.jspecify.annotations.NullMarked;
