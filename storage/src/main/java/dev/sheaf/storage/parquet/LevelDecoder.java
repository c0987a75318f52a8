// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static dev.sheaf.storage.parquet.BitUnpacker.INT;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Definition levels of an optional top-level column, which are one bit a row: they become validity bits directly.
final class LevelDecoder {
    private final RleDecoder runs = new RleDecoder();
    private MemorySegment page = MemorySegment.NULL;
    private boolean bitPacked;
    private long next;
    private long end;

    /// Begins a page and returns where its values start.
    long start(DataPage of) {
        page = of.bytes();
        bitPacked = of.levels() == DataPage.Levels.BIT_PACKED;
        return switch (of.levels()) {
            case LENGTH_PREFIXED -> startPrefixed(of);
            case BARE -> {
                runs.start(page, 0, of.levelBytes(), 1);
                yield of.levelBytes();
            }
            case BIT_PACKED -> startBitPacked(of);
        };
    }

    private long startPrefixed(DataPage of) {
        int length = of.length() < 4 ? -1 : page.get(INT, 0);
        if (length < 0 || length > of.length() - 4) {
            throw new MalformedDataException("definition levels of " + length + " bytes lie past the page");
        }
        runs.start(page, 4, 4L + length, 1);
        return 4L + length;
    }

    private long startBitPacked(DataPage of) {
        long length = (of.valueCount() + 7L) >>> 3;
        if (length > of.length()) {
            throw new MalformedDataException("definition levels of " + length + " bytes lie past the page");
        }
        next = 0;
        end = length * 8;
        return length;
    }

    /// Appends the validity of the next `count` rows at bit `offset` and returns how many are not null.
    int read(long[] validity, int offset, int count) {
        if (!bitPacked) {
            return runs.readBits(validity, offset, count);
        }
        int valid = 0;
        for (int i = 0; i < count; i++) {
            int bit = nextPacked();
            Bitmaps.put(validity, offset + i, bit, 1);
            valid += bit;
        }
        return valid;
    }

    /// Skips the next `count` rows and returns how many are not null.
    int skip(int count) {
        if (!bitPacked) {
            return runs.skipBits(count);
        }
        int valid = 0;
        for (int i = 0; i < count; i++) {
            valid += nextPacked();
        }
        return valid;
    }

    private int nextPacked() {
        if (next >= end) {
            throw new MalformedDataException("definition levels end before the page's last value");
        }
        int bit = page.get(ValueLayout.JAVA_BYTE, next >>> 3) >>> (7 - (next & 7)) & 1;
        next++;
        return bit;
    }
}
