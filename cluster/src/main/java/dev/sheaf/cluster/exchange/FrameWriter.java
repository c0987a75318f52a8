// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.codec.Encoder;
import dev.sheaf.core.codec.ErrorCodec;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/// Writes frames to one stream and numbers them. For the link's stepping thread.
final class FrameWriter {
    private final OutboundStream stream;
    private final String localNode;
    private final MemorySegment header = MemorySegment.ofArray(new byte[FrameHeader.BYTES]);
    private int sequence;
    private OfferResult lastResult = OfferResult.NOT_CONNECTED;

    /// @param localNode the origin of errors that are sent
    FrameWriter(OutboundStream stream, String localNode) {
        this.stream = stream;
        this.localNode = localNode;
    }

    OutboundStream stream() {
        return stream;
    }

    /// What the stream said last.
    OfferResult lastResult() {
        return lastResult;
    }

    /// @return whether it is on its way
    boolean hello(long number, long answered) {
        return write(FrameKind.HELLO, FrameHeader.NO_CHANNEL, number, answered, header);
    }

    /// A frame without more than a header.
    boolean signal(FrameKind kind, ChannelId channel, long value) {
        return write(kind, channel, value, 0, header);
    }

    /// The next piece of a batch.
    boolean data(ChannelId channel, OutgoingBatch batch) {
        MemorySegment[] parts = batch.nextPiece(header, stream.frameBytesMax() - FrameHeader.BYTES);
        boolean sent = write(FrameKind.DATA, channel, batch.byteSize(), batch.sentBytes(), parts);
        if (sent) {
            batch.pieceSent();
        }
        return sent;
    }

    boolean fail(ChannelId channel, SheafException error) {
        byte[] encoded = encode(error, stream.frameBytesMax() - FrameHeader.BYTES);
        return write(FrameKind.FAIL, channel, 0, 0, header, MemorySegment.ofArray(encoded));
    }

    /// An error must fit one frame; the message gives way.
    private byte[] encode(SheafException error, int bytesMax) {
        String message = String.valueOf(error.getMessage());
        String origin = Objects.requireNonNullElse(error.origin(), localNode);
        while (true) {
            Encoder out = new Encoder();
            ErrorCodec.encode(
                    new SheafException(error.code(), message, error.position(), origin, null), localNode, out);
            byte[] bytes = out.toByteArray();
            if (bytes.length <= bytesMax) {
                return bytes;
            }
            if (message.isEmpty()) {
                origin = origin.substring(0, origin.length() / 2);
            }
            message = message.substring(0, message.length() / 2);
        }
    }

    private boolean write(FrameKind kind, ChannelId channel, long first, long second, MemorySegment... parts) {
        new FrameHeader(kind, sequence, channel, first, second).write(header);
        lastResult = stream.offer(parts);
        if (lastResult == OfferResult.SENT) {
            sequence++;
            return true;
        }
        return false;
    }
}
