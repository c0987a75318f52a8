// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.INT;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;

/// RLE-encoded BOOLEAN values: a 32-bit length, then hybrid runs of one-bit values.
final class RleBooleanDecoder implements ValueDecoder {
    private final RleDecoder runs = new RleDecoder();

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        if (end - position < 4) {
            // A page of nulls only may have no value bytes at all.
            runs.start(page, end, end, 1);
            return;
        }
        int length = page.get(INT, position);
        if (length < 0 || length > end - position - 4) {
            throw new MalformedDataException("boolean runs of " + length + " bytes lie past the page");
        }
        runs.start(page, position + 4, position + 4 + length, 1);
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        runs.readBits(out.bits, offset, count);
    }

    @Override
    public void skip(int count) {
        runs.skipBits(count);
    }
}
