// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// The SQL shell: runs statements over any JDBC connection, in scripts and at a prompt, and shows their results.
/// Nothing here knows the engine behind the connection, or exits the JVM.
@NullMarked
package dev.sheaf.server.shell;

import org.jspecify.annotations.NullMarked;
