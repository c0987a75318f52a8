// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.control.PeerSession;
import dev.sheaf.transport.aeron.secure.ChunkOpener;
import dev.sheaf.transport.aeron.secure.ChunkSealer;
import dev.sheaf.transport.aeron.secure.CipherScope;
import io.aeron.DirectBufferVector;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.locks.ReentrantLock;
import org.agrona.concurrent.UnsafeBuffer;

/// Seals what goes into a link's log: frames by their stream's key, everything else by the link's. The head of a
/// message stays in the open, and is proved along.
///
/// The JDK's AES-GCM works from array to array, and copies anything else through arrays of its own that become garbage.
/// So a message is gathered into one array and sealed into another, both in the processor's cache, and copied from
/// there into the log. What the log then refuses is kept and goes first: a nonce is never used for anything else.
///
/// Safe for use by many threads.
final class LinkSeal {
    private static final DirectBufferVector[] NONE = {};
    private static final byte[] EMPTY = {};

    private final LinkContext context;
    private final LinkLog log;
    private final PeerSession session;
    private final long link;
    private final ReentrantLock lock = new ReentrantLock();
    private final ChunkSealer signals;
    private final UnsafeBuffer head = new UnsafeBuffer(0, 0);
    private DirectBufferVector[] vectors = NONE;
    private byte[] contents = EMPTY;
    private byte[] message = EMPTY;
    private int refusedBytes;

    /// @param link this node's number of it
    LinkSeal(LinkContext context, LinkLog log, PeerSession session, long link) {
        this.context = context;
        this.log = log;
        this.session = session;
        this.link = link;
        this.signals = sealer(0);
    }

    PeerSession session() {
        return session;
    }

    /// What seals a stream; 0 is the link itself.
    ChunkSealer sealer(long stream) {
        CipherScope scope = new CipherScope(
                context.localNode(), context.incarnation(), session.node(), session.incarnation(), link, stream);
        return new ChunkSealer(session.secret(), scope, context.rotation(), context.clock());
    }

    /// What opens the other side's stream; 0 is the link itself.
    ///
    /// @param peerLink the other side's number of the link
    static ChunkOpener opener(LinkContext context, PeerSession session, long peerLink, long stream) {
        CipherScope scope = new CipherScope(
                session.node(), session.incarnation(), context.localNode(), context.incarnation(), peerLink, stream);
        return new ChunkOpener(session.secret(), scope);
    }

    /// Offers a frame.
    OfferResult frame(ChunkSealer sealer, long stream, MemorySegment[] parts, int bytes) {
        lock.lock();
        try {
            OfferResult ready = ready(MessageHeader.BYTES, bytes);
            if (ready != OfferResult.SENT) {
                return ready;
            }
            int at = 0;
            for (MemorySegment part : parts) {
                int partBytes = (int) part.byteSize();
                MemorySegment.copy(part, ValueLayout.JAVA_BYTE, 0, contents, at, partBytes);
                at += partBytes;
            }
            MessageHeader.write(head, MessageKind.DATA, ChunkSealer.sealedBytes(bytes), stream, 0);
            return offer(sealer.seal(contents, bytes, message, MessageHeader.BYTES));
        } finally {
            lock.unlock();
        }
    }

    /// Offers anything else that is short.
    OfferResult say(MessageKind kind, long stream, long value, byte[] payload) {
        lock.lock();
        try {
            OfferResult ready = ready(MessageHeader.BYTES, payload.length);
            if (ready != OfferResult.SENT) {
                return ready;
            }
            MessageHeader.write(head, kind, ChunkSealer.sealedBytes(payload.length), stream, value);
            return offer(signals.seal(payload, payload.length, message, MessageHeader.BYTES));
        } finally {
            lock.unlock();
        }
    }

    /// Offers a greeting, which must be read before it is known by which key: all of it is in the open.
    OfferResult greet(byte[] greeting) {
        lock.lock();
        try {
            int openBytes = MessageHeader.BYTES + greeting.length;
            OfferResult ready = ready(openBytes, 0);
            if (ready != OfferResult.SENT) {
                return ready;
            }
            MessageHeader.write(
                    head, MessageKind.GREETING, ChunkSealer.sealedBytes(greeting.length), 0, session.id());
            System.arraycopy(greeting, 0, message, MessageHeader.BYTES, greeting.length);
            return offer(signals.seal(EMPTY, 0, message, openBytes));
        } finally {
            lock.unlock();
        }
    }

    /// Sends what was refused earlier.
    ///
    /// @return whether there was something, and it is gone
    boolean flush() {
        lock.lock();
        try {
            return refusedBytes > 0 && sendRefused() == OfferResult.SENT;
        } finally {
            lock.unlock();
        }
    }

    private OfferResult sendRefused() {
        if (refusedBytes == 0) {
            return OfferResult.SENT;
        }
        OfferResult result = log.offer(vectors);
        if (result == OfferResult.SENT) {
            refusedBytes = 0;
        }
        return result;
    }

    /// Makes room for a message, once the log is likely to take it: sealing for nothing costs as much as for something.
    private OfferResult ready(int openBytes, int contentBytes) {
        OfferResult earlier = sendRefused();
        if (earlier != OfferResult.SENT) {
            return earlier;
        }
        OfferResult room = log.room();
        if (room != OfferResult.SENT) {
            return room;
        }
        int bytes = openBytes + ChunkSealer.sealedBytes(contentBytes);
        if (bytes > message.length) {
            // Grows by doubling, so that it soon stays.
            int grown = Math.max(bytes, Math.min(2 * message.length, messageBytesMax()));
            message = new byte[grown];
            contents = new byte[grown];
            head.wrap(message, 0, MessageHeader.BYTES);
            vectors = new DirectBufferVector[] {new DirectBufferVector(new UnsafeBuffer(message), 0, grown)};
        }
        return OfferResult.SENT;
    }

    private int messageBytesMax() {
        return MessageHeader.BYTES + ChunkSealer.sealedBytes(context.settings().frameBytesMax());
    }

    private OfferResult offer(int bytes) {
        vectors[0].length(bytes);
        OfferResult result = log.offer(vectors);
        if (result != OfferResult.BACK_PRESSURED) {
            return result;
        }
        refusedBytes = bytes;
        return OfferResult.SENT;
    }
}
