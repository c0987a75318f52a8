// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.control.HostPort;
import io.aeron.ChannelUriStringBuilder;
import io.aeron.CommonContext;
import io.aeron.DirectBufferVector;
import io.aeron.ExclusivePublication;
import io.aeron.Publication;
import io.aeron.exceptions.AeronException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The log that carries a link's messages to the other side: finds out where that is, asks the driver for a publication
/// and offers to it. Messages may be offered from any thread; the rest is for the stepping thread.
///
/// The publication is an exclusive one: users of one driver would share any other to the same place, and with it their
/// sessions. A lock lets one thread at a time copy a message into it.
final class LinkLog {
    private static final long RETRY_NANOS = 100_000_000L;
    private static final long NOT_ASKED = -1;
    /// A term that ends under way is tried again at once.
    private static final int ATTEMPTS_MAX = 4;

    private final LinkContext context;
    private final String node;
    private final ReentrantLock lock = new ReentrantLock();
    /// Set and closed under the lock.
    private volatile @Nullable ExclusivePublication publication;
    private volatile boolean closed;
    private long registration = NOT_ASKED;
    private long retryNanos;
    private String trouble = "";

    LinkLog(LinkContext context, String node) {
        this.context = context;
        this.node = node;
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
            publication = context.aeron().getExclusivePublication(registration);
            return publication != null;
        } catch (AeronException refused) {
            // An unknown host, for instance: the next attempt may do better, until the link's deadline.
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
        if (!shared && isForbidden(address.endpoint())) {
            trouble = ": it is beyond this machine, and links are not encrypted";
            retryNanos = nowNanos + RETRY_NANOS;
            return false;
        }
        ChannelUriStringBuilder channel =
                new ChannelUriStringBuilder().termLength(context.settings().termBytes());
        if (shared) {
            channel.media(CommonContext.IPC_MEDIA);
        } else {
            channel.media(CommonContext.UDP_MEDIA).endpoint(address.endpoint());
        }
        registration = context.aeron()
                .asyncAddExclusivePublication(channel.build(), shared ? address.ipcStream() : NodeAddress.UDP_STREAM);
        return true;
    }

    private boolean isForbidden(@Nullable String endpoint) {
        return endpoint != null
                && context.security() instanceof LinkSecurity.Plain plain
                && !plain.beyondLoopback()
                && !HostPort.of(endpoint).isLoopback();
    }

    boolean isRegisteredAs(long number) {
        return registration == number;
    }

    /// Offers a message.
    OfferResult offer(DirectBufferVector[] vectors) {
        lock.lock();
        try {
            ExclusivePublication current = publication;
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
            lock.unlock();
        }
    }

    /// Whatever ends the link shows itself to the stepping thread, which then tells all streams at once.
    private static OfferResult refused(long result) {
        return result == Publication.CLOSED || result == Publication.MAX_POSITION_EXCEEDED
                ? OfferResult.CLOSED
                : OfferResult.BACK_PRESSURED;
    }

    /// What an offer would likely say.
    OfferResult room() {
        lock.lock();
        try {
            ExclusivePublication current = publication;
            if (closed || current == null) {
                return closed ? OfferResult.CLOSED : OfferResult.NOT_CONNECTED;
            }
            long window = current.availableWindow();
            return window > 0 ? OfferResult.SENT : refused(window == 0 ? Publication.BACK_PRESSURED : window);
        } finally {
            lock.unlock();
        }
    }

    /// Whether an offer may be taken.
    ///
    /// @throws SheafException LINK_LOST when none ever will
    boolean hasRoom() {
        lock.lock();
        try {
            ExclusivePublication current = publication;
            if (current == null) {
                return false;
            }
            long window = current.availableWindow();
            if (window == Publication.CLOSED || current.position() >= current.maxPossiblePosition()) {
                throw new SheafException(ErrorCode.LINK_LOST, "the log to node " + node + " was closed");
            }
            return window > 0;
        } finally {
            lock.unlock();
        }
    }

    /// Ends it. Nobody is in it any more once this returns, so that it may be unmapped.
    void close() {
        lock.lock();
        try {
            closed = true;
            ExclusivePublication current = publication;
            if (current != null) {
                current.close();
            } else if (registration != NOT_ASKED && !context.aeron().isClosed()) {
                context.aeron().asyncRemovePublication(registration);
            }
        } finally {
            lock.unlock();
        }
    }
}
