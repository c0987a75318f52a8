// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

/// How a column's values lie in its buffers, and so how they are decoded.
enum ArrowKind {
    NULL(0),
    BOOL(0),
    INT8(1),
    INT16(2),
    INT32(4),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    /// Times and timestamps too, multiplied or divided to microseconds.
    INT64(8),
    UINT64(8),
    /// 32-bit times, multiplied to microseconds.
    SCALED32(4),
    /// Milliseconds that are whole days.
    DAY_MILLIS(8),
    HALF(2),
    FLOAT(4),
    DOUBLE(8),
    DECIMAL128(16),
    /// 32-bit offsets into bytes.
    VARIABLE32(4),
    /// 64-bit offsets into bytes.
    VARIABLE64(8),
    /// Sixteen-byte views into any number of buffers.
    VIEW(16),
    /// Byte strings of one length.
    FIXED(0);

    /// Bytes a row in the buffer that is indexed by row; zero for bits and fixed strings.
    final int rowBytes;

    ArrowKind(int rowBytes) {
        this.rowBytes = rowBytes;
    }
}
