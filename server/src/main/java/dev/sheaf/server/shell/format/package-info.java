// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Turns the rows of a result into text: boxed tables, CSV, TSV, JSON, Markdown and one field a line.
/// Nothing here runs a statement or knows a terminal beyond the width it is given.
@NullMarked
package dev.sheaf.server.shell.format;

import org.jspecify.annotations.NullMarked;
