// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.transport.aeron.control.ControlEndpoint;
import dev.sheaf.transport.aeron.control.PeerSession;
import dev.sheaf.transport.aeron.secure.ChunkOpener;
import dev.sheaf.transport.aeron.secure.ChunkSealer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/// Messages that are believed only once they are proved: put together first, then opened, then heard. The head is in
/// the open and proved along, so that a frame is opened by its stream's key and what is wrong with it ends that stream
/// alone; what is wrong with anything else ends the link.
final class SealedMessages implements LinkMessages {
    private static final int OVERHEAD_BYTES = ChunkSealer.sealedBytes(0);
    private static final int SHORT_BYTES_MAX = MessageHeader.BYTES + Greeting.BYTES_MAX + OVERHEAD_BYTES;
    /// Both ends of a control connection learn that it stands at about the same time.
    private static final long UNKNOWN_NANOS_MAX = 2_000_000_000L;

    private final InboundLog log;
    private final LinkContext context;
    private final ControlEndpoint control;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private byte[] message = new byte[SHORT_BYTES_MAX];
    private byte[] contents = new byte[SHORT_BYTES_MAX];
    private int filledBytes;
    private @Nullable MessageHeader header;
    private @Nullable AeronInboundStream stream;
    private boolean skipped;

    /// Who speaks, once that is proved.
    private @Nullable Speaker speaker;
    private long unknownSinceNanos = -1;

    private record Speaker(PeerSession session, long link, ChunkOpener opener) {}

    SealedMessages(InboundLog log, LinkContext context, ControlEndpoint control) {
        this.log = log;
        this.context = context;
        this.control = control;
    }

    @Override
    public boolean begin(DirectBuffer buffer, int offset, int length, boolean whole) {
        MessageHeader read = MessageHeader.read(buffer, offset, length);
        if (read.kind() == MessageKind.GREETING && mustWaitFor(read.value())) {
            return false;
        }
        header = read;
        filledBytes = 0;
        skipped = false;
        stream = null;
        AeronLink link = log.link();
        if (read.kind() == MessageKind.DATA && link != null) {
            AeronInboundStream found = link.inbound(read.stream());
            stream = found;
            skipped = found == null || found.isBroken();
        }
        resume(buffer, offset, length);
        return true;
    }

    /// Whether the other side knows of a control connection that isn't known here yet.
    private boolean mustWaitFor(long session) {
        if (control.session(session) != null) {
            return false;
        }
        long nowNanos = context.clock().nanoTime();
        if (unknownSinceNanos < 0) {
            unknownSinceNanos = nowNanos;
        }
        return nowNanos - unknownSinceNanos < UNKNOWN_NANOS_MAX;
    }

    @Override
    public void resume(DirectBuffer buffer, int offset, int length) {
        if (skipped) {
            return;
        }
        AeronInboundStream current = stream;
        int bytesMax = current == null
                ? SHORT_BYTES_MAX
                : MessageHeader.BYTES + ChunkSealer.sealedBytes(current.frameBytesMax());
        if (filledBytes + length > bytesMax) {
            skipped = true;
            refuse(MessageHeader.tampered("a message of more than " + bytesMax + " bytes"));
            return;
        }
        if (filledBytes + length > message.length) {
            message = Arrays.copyOf(message, bytesMax);
            contents = new byte[bytesMax];
        }
        buffer.getBytes(offset, message, filledBytes, length);
        filledBytes += length;
    }

    @Override
    public void end() {
        MessageHeader read = header;
        if (skipped || read == null) {
            return;
        }
        if (read.payloadBytes() != filledBytes - MessageHeader.BYTES) {
            refuse(MessageHeader.tampered("a message that says " + read.payloadBytes() + " bytes"));
            return;
        }
        AeronInboundStream current = stream;
        if (read.kind() == MessageKind.GREETING) {
            greeting(read);
        } else if (current != null) {
            frame(current);
        } else {
            signal(read);
        }
    }

    /// What is wrong ends the stream, if it is known which.
    private void refuse(SheafException why) {
        AeronInboundStream current = stream;
        AeronLink link = log.link();
        if (current == null || link == null) {
            throw why;
        }
        link.refuse(current, why);
    }

    private void frame(AeronInboundStream to) {
        int bytes;
        try {
            bytes = to.opener().open(message, MessageHeader.BYTES, filledBytes, contents);
        } catch (SheafException tampered) {
            refuse(tampered);
            return;
        }
        if (to.begin(bytes)) {
            view.wrap(contents, 0, bytes);
            to.append(view, 0, bytes);
            to.commit();
        }
    }

    private void greeting(MessageHeader read) {
        int greetingBytes = filledBytes - MessageHeader.BYTES - OVERHEAD_BYTES;
        view.wrap(message);
        Greeting greeting = Greeting.read(view, MessageHeader.BYTES, greetingBytes);
        PeerSession session = control.session(read.value());
        if (session == null || !session.node().equals(greeting.from())
                || session.incarnation() != greeting.incarnation()) {
            log.reject("no control connection");
            return;
        }
        Speaker known = speaker;
        if (known != null && (known.session() != session || known.link() != greeting.link())) {
            throw MessageHeader.tampered("a greeting of another link");
        }
        Speaker proved = known == null
                ? new Speaker(session, greeting.link(), LinkSeal.opener(context, session, greeting.link(), 0))
                : known;
        proved.opener().open(message, MessageHeader.BYTES + greetingBytes, filledBytes, contents);
        if (known == null && !session.begins(greeting.link())) {
            log.reject("a link that has been");
            return;
        }
        speaker = proved;
        AeronLink link = log.greeted(greeting);
        if (link != null) {
            link.heardThrough(session);
        }
    }

    private void signal(MessageHeader read) {
        AeronLink link = log.link();
        Speaker known = speaker;
        if (link == null || known == null) {
            log.reject("no greeting");
            return;
        }
        int bytes = known.opener().open(message, MessageHeader.BYTES, filledBytes, contents);
        boolean opens = read.kind() == MessageKind.OPEN;
        if (bytes != (opens ? Long.BYTES : 0)) {
            throw MessageHeader.violation(read.kind() + " with " + bytes + " bytes");
        }
        view.wrap(contents);
        link.hear(read, opens ? view.getLong(0, ByteOrder.LITTLE_ENDIAN) : 0);
    }
}
