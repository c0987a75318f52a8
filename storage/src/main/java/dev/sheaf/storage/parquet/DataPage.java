// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import java.lang.foreign.MemorySegment;
import org.apache.parquet.format.Encoding;

/// A decompressed data page.
///
/// @param bytes the page from offset 0 on, with readable padding behind `length`
/// @param levels how definition levels are laid out before the values
/// @param levelBytes length of the definition levels of a version 2 page
record DataPage(MemorySegment bytes, int length, int valueCount, Encoding encoding, Levels levels, int levelBytes) {
    enum Levels {
        /// Version 1: a 32-bit length, then hybrid runs.
        LENGTH_PREFIXED,
        /// Version 1, long deprecated: one bit a value, most significant first, without a length.
        BIT_PACKED,
        /// Version 2: hybrid runs whose length stands in the page header.
        BARE
    }
}
