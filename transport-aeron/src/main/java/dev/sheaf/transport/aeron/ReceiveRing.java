// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// The frames of a stream that nobody has taken yet, each in one piece: fragments are put together in the place where
/// the frame is read. Records follow each other in a circle, the length before the bytes; one that doesn't fit the end
/// of the circle starts at its beginning.
///
/// One thread writes and one reads, at the same time. The memory is the owner's to [#release].
final class ReceiveRing {
    private static final int LENGTH_BYTES = 8;
    private static final int REST_IS_EMPTY = -1;

    private final MemoryBlock block;
    private final MemorySegment memory;
    private final ByteBuffer buffer;
    private final int capacity;

    /// Of the writer: where the next byte of the frame goes, and what the frame still lacks.
    private int fillOffset;
    private int missingBytes;
    private long begunPosition;
    private volatile long writePosition;
    private volatile long readPosition;

    /// @param windowBytes the most bytes of records that are in it at once, by the sender's promise
    /// @param frameBytesMax the most bytes of a frame
    /// @throws dev.sheaf.core.error.SheafException OUT_OF_MEMORY
    ReceiveRing(int windowBytes, int frameBytesMax, MemoryContext memoryContext) {
        // One record more than the window, for what is left empty at the end of the circle.
        block = memoryContext.allocate((long) windowBytes + recordBytes(frameBytesMax));
        memory = block.segment();
        capacity = (int) Math.min(memory.byteSize(), Integer.MAX_VALUE - 7) & -LENGTH_BYTES;
        buffer = memory.asSlice(0, capacity).asByteBuffer();
    }

    /// What a frame takes of a window: both sides count so.
    static int recordBytes(int frameBytes) {
        return LENGTH_BYTES + (frameBytes + LENGTH_BYTES - 1 & -LENGTH_BYTES);
    }

    /// Begins a frame.
    ///
    /// @return whether there is room, as there is when the sender keeps to its window
    boolean begin(int frameBytes) {
        int bytes = recordBytes(frameBytes);
        long position = writePosition;
        int offset = (int) (position % capacity);
        int skipped = offset + bytes > capacity ? capacity - offset : 0;
        if (bytes > capacity || position + skipped + bytes - readPosition > capacity) {
            return false;
        }
        if (skipped > 0) {
            memory.set(ValueLayout.JAVA_INT, offset, REST_IS_EMPTY);
            offset = 0;
        }
        memory.set(ValueLayout.JAVA_INT, offset, frameBytes);
        begunPosition = position + skipped + bytes;
        fillOffset = offset + LENGTH_BYTES;
        missingBytes = frameBytes;
        return true;
    }

    /// Adds to the frame that was begun.
    void append(DirectBuffer source, int offset, int length) {
        if (length > missingBytes) {
            throw MessageHeader.violation("a frame with more bytes than it said");
        }
        source.getBytes(offset, buffer, fillOffset, length);
        fillOffset += length;
        missingBytes -= length;
    }

    /// Lets the reader see the frame.
    void commit() {
        if (missingBytes != 0) {
            throw MessageHeader.violation("a frame that lacks " + missingBytes + " bytes");
        }
        writePosition = begunPosition;
    }

    boolean isEmpty() {
        return readPosition == writePosition;
    }

    /// The first frame, until [#advance].
    @Nullable MemorySegment peek() {
        long position = readPosition;
        if (position == writePosition) {
            return null;
        }
        int offset = (int) (position % capacity);
        int length = memory.get(ValueLayout.JAVA_INT, offset);
        if (length == REST_IS_EMPTY) {
            position += capacity - offset;
            readPosition = position;
            offset = 0;
            length = memory.get(ValueLayout.JAVA_INT, 0);
        }
        return memory.asSlice(offset + LENGTH_BYTES, length).asReadOnly();
    }

    /// Gives the room of the first frame back.
    ///
    /// @return what it took of the window
    int advance(int frameBytes) {
        int bytes = recordBytes(frameBytes);
        long position = readPosition;
        readPosition = position + bytes;
        return bytes;
    }

    void release() {
        block.release();
    }
}
