// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Hash aggregation: tables that turn keys into dense group numbers, accumulators that know nothing but group numbers,
/// and the sink, source and streaming operator around them. Window functions that aggregate may use the accumulators
/// too. Nothing here evaluates expressions: keys and arguments are columns.
@NullMarked
package dev.sheaf.exec.aggregate;

import org.jspecify.annotations.NullMarked;
