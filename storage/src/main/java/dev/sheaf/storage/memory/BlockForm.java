// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

/// How the values of a block lie in native memory. Fixed forms have whole bytes, so that decoding is a widening copy
/// that the compiler vectorises.
enum BlockForm {
    /// Every value is the block's base; no bytes.
    CONSTANT(0),
    /// Differences to the base, one signed byte each.
    OFFSET8(1),
    /// Differences to the base in two bytes.
    OFFSET16(2),
    /// Differences to the base in four bytes.
    OFFSET32(4),
    /// 64-bit values as they are.
    PLAIN64(8),
    /// 128-bit decimals: low words of all rows, then high words.
    PLAIN128(16),
    /// REAL values as floats.
    FLOAT32(4),
    FLOAT64(8),
    /// One bit a row.
    BITS(0),
    /// Codes of the segment's dictionary in one byte, unsigned.
    CODES8(1),
    /// Codes of the segment's dictionary in two bytes, unsigned.
    CODES16(2),
    /// String views over the segment's heaps.
    VIEWS(16);

    final int valueBytes;

    BlockForm(int valueBytes) {
        this.valueBytes = valueBytes;
    }
}
