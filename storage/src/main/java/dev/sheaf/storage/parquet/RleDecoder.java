// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Parquet's hybrid of run-length and bit-packed runs, for values of up to 32 bits: dictionary codes and levels.
/// Holds a position only; the page stays the caller's.
final class RleDecoder {
    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long end;
    private int width;

    private boolean packed;
    private int runRemaining;
    private int runValue;
    private long packedStart;
    private long packedBit;

    /// Begins at `position`; bytes from `end` on belong to something else.
    void start(MemorySegment page, long position, long end, int width) {
        if (width < 0 || width > 32) {
            throw new MalformedDataException("bit width " + width + " is outside 0 to 32");
        }
        this.page = page;
        this.position = position;
        this.end = end;
        this.width = width;
        this.runRemaining = 0;
        this.packed = false;
    }

    void read(int[] out, int offset, int count) {
        int done = 0;
        while (done < count) {
            int take = Math.min(count - done, nextRun());
            if (packed) {
                BitUnpacker.unpack(page, packedStart, packedBit, width, out, offset + done, take);
                packedBit += (long) take * width;
            } else {
                Arrays.fill(out, offset + done, offset + done + take, runValue);
            }
            runRemaining -= take;
            done += take;
        }
    }

    void skip(int count) {
        int done = 0;
        while (done < count) {
            int take = Math.min(count - done, nextRun());
            packedBit += (long) take * width;
            runRemaining -= take;
            done += take;
        }
    }

    /// Appends `count` one-bit values to the bitmap at bit `bitOffset` and returns how many are set.
    int readBits(long[] bitmap, int bitOffset, int count) {
        int done = 0;
        int set = 0;
        while (done < count) {
            int take = Math.min(count - done, nextRun());
            if (packed) {
                set += Bitmaps.copyFrom(page, packedStart, packedBit, bitmap, bitOffset + done, take);
                packedBit += take;
            } else {
                boolean value = (runValue & 1) != 0;
                Bitmaps.fill(bitmap, bitOffset + done, take, value);
                set += value ? take : 0;
            }
            runRemaining -= take;
            done += take;
        }
        return set;
    }

    /// Skips `count` one-bit values and returns how many of them are set.
    int skipBits(int count) {
        int done = 0;
        int set = 0;
        while (done < count) {
            int take = Math.min(count - done, nextRun());
            if (packed) {
                set += Bitmaps.count(page, packedStart, packedBit, take);
                packedBit += take;
            } else {
                set += (runValue & 1) * take;
            }
            runRemaining -= take;
            done += take;
        }
        return set;
    }

    /// The number of values left in the current run, after opening the next one if needed.
    private int nextRun() {
        while (runRemaining == 0) {
            if (position >= end) {
                if (width == 0) {
                    // Some writers leave out the run of a dictionary with a single entry.
                    packed = false;
                    runValue = 0;
                    runRemaining = Integer.MAX_VALUE;
                    return runRemaining;
                }
                throw new MalformedDataException("encoded runs end before the page's last value");
            }
            openRun();
        }
        return runRemaining;
    }

    private void openRun() {
        int header = readVarint();
        packed = (header & 1) != 0;
        if (packed) {
            long values = (long) (header >>> 1) * 8;
            long available = end - position;
            // The last group may be cut short by writers that don't pad it.
            long usable = width == 0 ? values : Math.min(values, available * 8 / width);
            packedStart = position;
            packedBit = 0;
            runRemaining = (int) Math.min(Integer.MAX_VALUE, usable);
            position += Math.min(available, values / 8 * width);
        } else {
            runRemaining = header >>> 1;
            int valueBytes = (width + 7) >>> 3;
            if (end - position < valueBytes) {
                throw new MalformedDataException("a run-length value lies past the page");
            }
            int value = 0;
            for (int i = 0; i < valueBytes; i++) {
                value |= (page.get(ValueLayout.JAVA_BYTE, position + i) & 0xFF) << (8 * i);
            }
            runValue = value;
            position += valueBytes;
        }
    }

    private int readVarint() {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            if (position >= end) {
                throw new MalformedDataException("a run header lies past the page");
            }
            int next = page.get(ValueLayout.JAVA_BYTE, position++);
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedDataException("a run header is longer than five bytes");
    }
}
