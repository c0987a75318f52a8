// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

/// Reads and writes delimited text: sniffing of dialect and types, splitting into rows and fields, parsing into
/// vectors.
/// No other file format may enter. Fields are split by code of our own because strings stay where they are in the
/// native buffer, as views, and because a file is read from several places at once.
@NullMarked
package dev.sheaf.storage.csv;

import org.jspecify.annotations.NullMarked;
