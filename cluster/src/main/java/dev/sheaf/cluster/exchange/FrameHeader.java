// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ChannelId;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The fixed beginning of every frame, little-endian:
///
/// | byte | what |
/// |---|---|
/// | 0 | version |
/// | 1 | [FrameKind] |
/// | 4 | sequence number in the stream, from 0: shows a transport that loses or repeats frames |
/// | 8 to 31 | the channel: query, exchange, producer task, consumer task, attempt |
/// | 32 | DATA: bytes of the whole batch; CREDIT: bytes; HELLO: the number of this stream |
/// | 40 | DATA: where in the batch the piece belongs; HELLO: the number of the stream that this one answers, or 0 |
///
/// @param first the field at byte 32
/// @param second the field at byte 40
record FrameHeader(FrameKind kind, int sequence, ChannelId channel, long first, long second) {
    static final int BYTES = 48;

    /// The smallest frames that a transport may have: room for an error's code and place.
    static final int FRAME_BYTES_MIN = 256;

    /// Stands in frames that are about no channel.
    static final ChannelId NO_CHANNEL = new ChannelId(0, 0, 0, 0, 0);

    private static final byte VERSION = 1;
    private static final FrameKind[] KINDS = FrameKind.values();
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    void write(MemorySegment frame) {
        frame.set(BYTE, 0, VERSION);
        frame.set(BYTE, 1, (byte) kind.code());
        frame.set(BYTE, 2, (byte) 0);
        frame.set(BYTE, 3, (byte) 0);
        frame.set(INT, 4, sequence);
        frame.set(LONG, 8, channel.query());
        frame.set(INT, 16, channel.exchange());
        frame.set(INT, 20, channel.producerTask());
        frame.set(INT, 24, channel.consumerTask());
        frame.set(INT, 28, channel.attempt());
        frame.set(LONG, 32, first);
        frame.set(LONG, 40, second);
    }

    /// @throws SheafException PROTOCOL_VIOLATION when the frame doesn't begin with a header of this version
    static FrameHeader read(MemorySegment frame) {
        if (frame.byteSize() < BYTES) {
            throw violation("a frame of " + frame.byteSize() + " bytes");
        }
        if (frame.get(BYTE, 0) != VERSION) {
            throw violation("a frame of version " + frame.get(BYTE, 0) + " where only " + VERSION + " is understood");
        }
        ChannelId channel = new ChannelId(
                frame.get(LONG, 8),
                frame.get(INT, 16),
                frame.get(INT, 20),
                frame.get(INT, 24),
                frame.get(INT, 28));
        return new FrameHeader(kind(frame.get(BYTE, 1)), frame.get(INT, 4), channel, frame.get(LONG, 32),
                frame.get(LONG, 40));
    }

    private static FrameKind kind(int code) {
        for (FrameKind kind : KINDS) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw violation("a frame of unknown kind " + code);
    }

    static SheafException violation(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, what);
    }
}
