// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

/// Rows of a file: bytes `[from, to)`, both at the beginning of a row or at the file's ends.
///
/// @param line the number of the first line, from 1
record CsvRange(long from, long to, long line) {}
