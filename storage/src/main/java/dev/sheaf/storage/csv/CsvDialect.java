// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

/// How fields and rows are told apart.
///
/// @param delimiter the byte between fields
/// @param quote the byte around fields that hold delimiters or line ends, or [#NONE]
/// @param escape the byte that takes a quote's meaning inside quotes; mostly the quote itself
record CsvDialect(byte delimiter, byte quote, byte escape) {
    /// No quoting.
    static final byte NONE = 0;
    static final CsvDialect COMMA = new CsvDialect((byte) ',', (byte) '"', (byte) '"');

    CsvDialect withDelimiter(byte other) {
        return new CsvDialect(other, quote, escape);
    }
}
