// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Seeded random tables and queries, and the comparison of two engines over them. Nothing here knows an engine, and no
/// query here should fail: a query whose result is not the same on every correct engine is a mistake of the generator.
@NullMarked
package dev.sheaf.testkit.fuzz;

import org.jspecify.annotations.NullMarked;
