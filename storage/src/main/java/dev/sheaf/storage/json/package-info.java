// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Reads JSON: one object a line, or an array of objects. Parsing is Jackson's.
/// No other file format may enter, and nothing is written.
@NullMarked
package dev.sheaf.storage.json;

import org.jspecify.annotations.NullMarked;
