// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// Reads and writes the headers of rows, whose contents belong to the rows' owner.
public final class RowHeaders {
    private RowHeaders() {}

    /// `row(addresses[i]).header[offset] = values[rows[i]]`, or `values[i]` without `rows`.
    public static void putLongs(
            MemorySegment[] pages, long[] addresses, int offset, long[] values, int @Nullable [] rows, int count) {
        RowScatter.longs(values, rows, count, pages, addresses, offset);
    }

    /// `target[i] = row(addresses[i]).header[offset]`.
    public static void longs(MemorySegment[] pages, long[] addresses, int offset, int count, long[] target) {
        RowGather.longs(pages, addresses, null, count, offset, target);
    }

    /// Sets a byte in the headers of all the rows.
    public static void putBytes(MemorySegment[] pages, long[] addresses, int offset, byte value, int count) {
        for (int i = 0; i < count; i++) {
            pages[RowAddress.page(addresses[i])].set(
                    RowScatter.BYTE, RowAddress.offset(addresses[i]) + offset, value);
        }
    }

    public static byte byteAt(MemorySegment[] pages, long address, int offset) {
        return pages[RowAddress.page(address)].get(RowScatter.BYTE, RowAddress.offset(address) + offset);
    }

    public static void putByte(MemorySegment[] pages, long address, int offset, byte value) {
        pages[RowAddress.page(address)].set(RowScatter.BYTE, RowAddress.offset(address) + offset, value);
    }

    public static long longAt(MemorySegment[] pages, long address, int offset) {
        return pages[RowAddress.page(address)].get(RowScatter.LONG, RowAddress.offset(address) + offset);
    }

    public static void putLong(MemorySegment[] pages, long address, int offset, long value) {
        pages[RowAddress.page(address)].set(RowScatter.LONG, RowAddress.offset(address) + offset, value);
    }
}
