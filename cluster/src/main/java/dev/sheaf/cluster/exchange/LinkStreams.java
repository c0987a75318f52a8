// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.OutboundStream;
import org.jspecify.annotations.Nullable;

/// One life of a link: a stream each way, of which the inbound one comes a little later. When one of them ends, both
/// do. For the link's stepping thread.
final class LinkStreams {
    private final long number;
    private final long answered;
    private final FrameWriter writer;
    private final long connectDeadlineNanos;
    private boolean helloSent;
    private @Nullable InboundStream inbound;
    private long inboundNumber;
    private int expectedSequence;

    /// @param number of the outbound stream
    /// @param answered the number of the inbound stream that it answers, or 0 when this side began
    LinkStreams(long number, long answered, FrameWriter writer, long connectDeadlineNanos) {
        this.number = number;
        this.answered = answered;
        this.writer = writer;
        this.connectDeadlineNanos = connectDeadlineNanos;
    }

    long number() {
        return number;
    }

    FrameWriter writer() {
        return writer;
    }

    OutboundStream outbound() {
        return writer.stream();
    }

    @Nullable InboundStream inbound() {
        return inbound;
    }

    long inboundNumber() {
        return inboundNumber;
    }

    /// When the inbound stream must have come.
    long connectDeadlineNanos() {
        return connectDeadlineNanos;
    }

    /// @param adoptedNumber its number at the other side
    void adopt(InboundStream adopted, long adoptedNumber) {
        inbound = adopted;
        inboundNumber = adoptedNumber;
        expectedSequence = 1;
    }

    /// Whether the stream has begun, so that other frames may follow.
    boolean greet() {
        if (!helloSent) {
            helloSent = writer.hello(number, answered);
        }
        return helloSent;
    }

    /// Checks that the frame is the next one.
    void checkSequence(FrameHeader header) {
        if (header.sequence() != expectedSequence) {
            throw FrameHeader.violation("frame " + header.sequence() + " where " + expectedSequence
                    + " is next: the transport lost, repeated or moved frames");
        }
        expectedSequence++;
    }

    void close() {
        outbound().close();
        if (inbound != null) {
            inbound.close();
        }
    }
}
