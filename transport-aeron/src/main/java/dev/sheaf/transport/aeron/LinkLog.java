// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.DirectBufferVector;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The log that carries a link's messages to the other side: finds out where that is, asks the driver for a publication
/// and offers to it. Messages may be offered from any thread; the rest is for the stepping thread.
final class LinkLog {
    private static final long RETRY_NANOS = 100_000_000L;
    private static final long NOT_ASKED = -1;
    /// A term that ends under way is tried again at once.
    private static final int ATTEMPTS_MAX = 4;

    private final LinkContext context;
    private final String node;
    private final long linkNumber;
    /// Threads that are in the log just now, which must not be unmapped under them.
    private final AtomicInteger offering = new AtomicInteger();
    private volatile @Nullable Publication publication;
    private volatile boolean closed;
    private long registration = NOT_ASKED;
    private long retryNanos;
    private int attempts;
    private String trouble = "";

    LinkLog(LinkContext context, String node, long linkNumber) {
        this.context = context;
        this.node = node;
        this.linkNumber = linkNumber;
        this.retryNanos = context.clock().nanoTime();
    }

    /// Whether the other side reads it.
    boolean connected() {
        Publication current = publication;
        return current != null && current.isConnected();
    }

    /// What has kept it from being connected, as the end of a sentence.
    String trouble() {
        return trouble;
    }

    /// Takes the next step towards being connected.
    ///
    /// @return whether there was one
    boolean connect(long nowNanos) {
        if (publication != null || registration == NOT_ASKED && nowNanos - retryNanos < 0) {
            return false;
        }
        try {
            if (registration == NOT_ASKED) {
                return ask(nowNanos);
            }
            publication = context.aeron().getPublication(registration);
            return publication != null;
        } catch (AeronException refused) {
            // An unknown host, or another's session: the next attempt may do better, until the link's deadline.
            trouble = ": " + refused.getMessage();
            registration = NOT_ASKED;
            retryNanos = nowNanos + RETRY_NANOS;
            return true;
        }
    }

    private boolean ask(long nowNanos) {
        NodeAddress address = context.resolver().resolve(node);
        boolean shared = address != null && context.settings().ipc() && address.sharesDriver(context.driverDirectory());
        if (address == null || !shared && address.endpoint() == null) {
            trouble = address == null ? ": its address isn't known" : ": it takes no datagrams";
            retryNanos = nowNanos + RETRY_NANOS;
            return false;
        }
        ChannelUriStringBuilder channel = new ChannelUriStringBuilder()
                .termLength(context.settings().termBytes())
                .sessionId(sessionId());
        if (shared) {
            channel.media(CommonContext.IPC_MEDIA);
        } else {
            channel.media(CommonContext.UDP_MEDIA).endpoint(address.endpoint());
        }
        registration = context.aeron()
                .asyncAddPublication(channel.build(), shared ? address.ipcStream() : NodeAddress.UDP_STREAM);
        attempts++;
        return true;
    }

    /// Aeron lets users of one driver share a publication to the same place; a session of its own keeps the link's log
    /// apart. One that is taken already fails, and the next attempt takes another.
    private int sessionId() {
        long mixed = context.incarnation() * 0x9E3779B97F4A7C15L + linkNumber * 31 + attempts;
        mixed = (mixed ^ context.localNode().hashCode()) * 0xBF58476D1CE4E5B9L;
        return (int) (mixed >>> 32);
    }

    /// Offers a message.
    OfferResult offer(DirectBufferVector[] vectors) {
        offering.incrementAndGet();
        try {
            Publication current = publication;
            if (closed || current == null) {
                return closed ? OfferResult.CLOSED : OfferResult.NOT_CONNECTED;
            }
            for (int i = 0; i < ATTEMPTS_MAX; i++) {
                long result = current.offer(vectors, null);
                if (result >= 0) {
                    return OfferResult.SENT;
                }
                if (result != Publication.ADMIN_ACTION) {
                    return refused(result);
                }
            }
            return OfferResult.BACK_PRESSURED;
        } finally {
            offering.decrementAndGet();
        }
    }

    /// Whatever ends the link shows itself to the stepping thread, which then tells all streams at once.
    private static OfferResult refused(long result) {
        return result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED
                ? OfferResult.CLOSED
                : OfferResult.BACK_PRESSURED;
    }

    /// Whether an offer may be taken.
    ///
    /// @throws SheafException LINK_LOST when none ever will
    boolean hasRoom() {
        Publication current = publication;
        if (current == null) {
            return false;
        }
        long window = current.availableWindow();
        if (window == Publication.CLOSED || current.position() >= current.maxPossiblePosition()) {
            throw new SheafException(ErrorCode.LINK_LOST, "the log to node " + node + " was closed");
        }
        return window > 0;
    }

    /// Ends it. Nobody offers to it any more once this returns.
    void close() {
        closed = true;
        // An offer copies a frame and never waits, so this is over at once.
        while (offering.get() > 0) {
            Thread.onSpinWait();
        }
        Publication current = publication;
        if (current != null) {
            current.close();
        } else if (registration != NOT_ASKED && !context.aeron().isClosed()) {
            context.aeron().asyncRemovePublication(registration);
        }
    }
}
