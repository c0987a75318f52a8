// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The catalog log and the states it makes: which tables and views there are, and which segments make up each version
/// (D15). No segment's contents live here.
@NullMarked
package dev.sheaf.core.catalog.log;

import org.jspecify.annotations.NullMarked;
