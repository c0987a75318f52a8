// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The JDBC driver `jdbc:sheaf:` of the embedded engine.
/// What a statement means and how it runs is the session's business.
@NullMarked
package dev.sheaf.jdbc;

import org.jspecify.annotations.NullMarked;
