// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The tables of the TPC-H benchmark at any scale, generated while they are read.
/// No data is stored here and nothing is read from files.
@NullMarked
package dev.sheaf.storage.tpch;

import org.jspecify.annotations.NullMarked;
