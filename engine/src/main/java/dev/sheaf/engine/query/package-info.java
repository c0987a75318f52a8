// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Running plans and reading their rows.
/// No SQL is parsed here.
@NullMarked
package dev.sheaf.engine.query;

import org.jspecify.annotations.NullMarked;
