// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// DELTA_BINARY_PACKED: blocks of bit-packed differences after Lemire and Boytsov, "Decoding billions of integers per
/// second through vectorization". Sums wrap at 64 bits, whose low half is right for 32-bit columns too.
final class DeltaDecoder {
    private static final int BLOCK_VALUES_MAX = 1 << 16;

    private MemorySegment page = MemorySegment.NULL;
    private long position;
    private long end;
    private int miniBlocks;
    private int miniBlockValues;
    private int totalValues;
    private int unread;
    private long last;

    private long minDelta;
    private long widthsAt;
    private int miniBlock;
    private boolean firstPending;
    private long[] buffer = new long[256];
    private int bufferNext;
    private int bufferEnd;

    void start(MemorySegment page, long position, long end) {
        this.page = page;
        this.position = position;
        this.end = end;
        long blockValues = readVarint();
        long blocks = readVarint();
        long total = readVarint();
        last = zigZag(readVarint());
        if (blocks <= 0 || blockValues <= 0 || blockValues > BLOCK_VALUES_MAX || blockValues % blocks != 0
                || blockValues / blocks % 8 != 0) {
            throw new MalformedDataException("delta blocks of " + blockValues + " values in " + blocks + " parts");
        }
        if (total < 0 || total > Integer.MAX_VALUE) {
            throw new MalformedDataException("delta encoding claims " + total + " values");
        }
        miniBlocks = (int) blocks;
        miniBlockValues = (int) (blockValues / blocks);
        totalValues = (int) total;
        unread = totalValues;
        firstPending = totalValues > 0;
        miniBlock = miniBlocks;
        if (buffer.length < miniBlockValues) {
            buffer = new long[miniBlockValues];
        }
        bufferNext = 0;
        bufferEnd = 0;
    }

    int totalValues() {
        return totalValues;
    }

    void read(long[] out, int offset, int count) {
        checkUnread(count);
        int done = 0;
        if (firstPending && count > 0) {
            out[offset] = last;
            firstPending = false;
            done = 1;
        }
        while (done < count) {
            if (bufferNext == bufferEnd) {
                fill(unread - done);
            }
            int take = Math.min(count - done, bufferEnd - bufferNext);
            System.arraycopy(buffer, bufferNext, out, offset + done, take);
            bufferNext += take;
            done += take;
        }
        unread -= count;
    }

    void skip(int count) {
        checkUnread(count);
        int done = 0;
        if (firstPending && count > 0) {
            firstPending = false;
            done = 1;
        }
        while (done < count) {
            if (bufferNext == bufferEnd) {
                fill(unread - done);
            }
            int take = Math.min(count - done, bufferEnd - bufferNext);
            bufferNext += take;
            done += take;
        }
        unread -= count;
    }

    /// Where the encoded values end, found from the block headers alone. Only valid before the first read.
    long findEnd() {
        long at = position;
        long left = (long) totalValues - 1;
        while (left > 0) {
            at = skipVarint(at);
            long widths = at;
            at += miniBlocks;
            for (int i = 0; i < miniBlocks && left > 0; i++) {
                at += packedBytes(width(widths + i));
                left -= miniBlockValues;
            }
            if (at > end) {
                throw new MalformedDataException("delta blocks lie past the page");
            }
        }
        return at;
    }

    private void checkUnread(int count) {
        if (count > unread) {
            throw new MalformedDataException("delta encoding ends " + (count - unread) + " values early");
        }
    }

    private void fill(int wanted) {
        if (miniBlock == miniBlocks) {
            minDelta = zigZag(readVarint());
            widthsAt = position;
            position += miniBlocks;
            miniBlock = 0;
        }
        int width = width(widthsAt + miniBlock);
        long bytes = packedBytes(width);
        int values = Math.min(miniBlockValues, wanted);
        // The last part may be cut off after its last used value.
        if (position > end || (end - position) * 8 < (long) values * width) {
            throw new MalformedDataException("delta blocks lie past the page");
        }
        BitUnpacker.unpackLongs(page, position, width, buffer, 0, values);
        long sum = last;
        for (int i = 0; i < values; i++) {
            sum += buffer[i] + minDelta;
            buffer[i] = sum;
        }
        last = sum;
        bufferNext = 0;
        bufferEnd = values;
        position += Math.min(bytes, end - position);
        miniBlock++;
    }

    private int width(long at) {
        if (at >= end) {
            throw new MalformedDataException("delta block header lies past the page");
        }
        int width = page.get(ValueLayout.JAVA_BYTE, at) & 0xFF;
        if (width > 64) {
            throw new MalformedDataException("delta bit width " + width);
        }
        return width;
    }

    private long packedBytes(int width) {
        return (long) miniBlockValues * width / 8;
    }

    private long skipVarint(long from) {
        long at = from;
        while (at < end) {
            if (page.get(ValueLayout.JAVA_BYTE, at++) >= 0) {
                return at;
            }
        }
        throw new MalformedDataException("delta header lies past the page");
    }

    private long readVarint() {
        long value = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            if (position >= end) {
                throw new MalformedDataException("delta header lies past the page");
            }
            int next = page.get(ValueLayout.JAVA_BYTE, position++);
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedDataException("delta header has a number longer than ten bytes");
    }

    private static long zigZag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
