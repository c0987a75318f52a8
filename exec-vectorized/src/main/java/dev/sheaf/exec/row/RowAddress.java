// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

/// The address of a row as one long: the page's number and the offset of the row's fixed part in the page. At most 46
/// bits are used for any memory of up to 64 terabytes, which leaves hash tables room for other bits.
public final class RowAddress {
    /// How many bits the offset takes.
    public static final int OFFSET_BITS = 18;

    private static final long OFFSET_MASK = (1L << OFFSET_BITS) - 1;

    private RowAddress() {}

    public static long of(int page, int offset) {
        return (long) page << OFFSET_BITS | offset;
    }

    public static int page(long address) {
        return (int) (address >>> OFFSET_BITS);
    }

    public static long offset(long address) {
        return address & OFFSET_MASK;
    }
}
