// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import io.aeron.Image;
import io.aeron.logbuffer.FragmentHandler;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.logbuffer.Header;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// A log from another node: gives its messages to their link, and puts together those that came in fragments. Until its
/// speaker has said who he is, it belongs to no link, and nothing but that is taken. For the stepping thread.
final class InboundLog implements FragmentHandler {
    private static final int FRAGMENTS_PER_STEP = 64;
    private static final int SHORT_BYTES_MAX = Greeting.BYTES_MAX;

    private final Image image;
    private final Switchboard switchboard;
    private @Nullable AeronLink link;
    private boolean rejected;
    private @Nullable AeronInboundStream filling;
    private int missingBytes;

    /// Who knows which link a log belongs to.
    interface Switchboard {
        /// @return null when nobody here wants to hear it
        @Nullable AeronLink greeted(Greeting greeting, InboundLog from, @Nullable AeronLink current);
    }

    InboundLog(Image image, Switchboard switchboard) {
        this.image = image;
        this.switchboard = switchboard;
    }

    boolean isOf(Image other) {
        return image == other;
    }

    @Nullable AeronLink link() {
        return link;
    }

    /// Takes what has come.
    ///
    /// @return whether anything had
    boolean step() {
        boolean worked = !rejected && image.poll(this, FRAGMENTS_PER_STEP) > 0;
        AeronLink current = link;
        if (current != null && worked) {
            current.heard();
        } else if (current != null && image.isEndOfStream()) {
            ended();
        }
        return worked;
    }

    /// Nothing more will come.
    void ended() {
        AeronLink current = link;
        link = null;
        if (current != null && current.hears(this)) {
            current.logEnded();
        }
    }

    @Override
    public void onFragment(DirectBuffer buffer, int offset, int length, Header header) {
        AeronLink current = link;
        if (rejected || current != null && current.isLost()) {
            reject("the link is lost");
            return;
        }
        try {
            byte flags = header.flags();
            if ((flags & FrameDescriptor.BEGIN_FRAG_FLAG) != 0) {
                begin(buffer, offset, length, flags);
            } else {
                resume(buffer, offset, length);
            }
            if ((flags & FrameDescriptor.END_FRAG_FLAG) != 0) {
                end();
            }
        } catch (RuntimeException failed) {
            // Whatever it is, a message was not heard.
            if (current != null) {
                current.lose(failed instanceof SheafException violation
                        ? violation
                        : new SheafException(ErrorCode.INTERNAL_ERROR, "link: " + failed.getMessage(), failed));
            }
            reject(String.valueOf(failed.getMessage()));
        }
    }

    private void begin(DirectBuffer buffer, int offset, int length, byte flags) {
        MessageHeader header = MessageHeader.read(buffer, offset, length);
        int contained = length - MessageHeader.BYTES;
        missingBytes = header.payloadBytes();
        filling = null;
        AeronLink current = link;
        if (header.kind() == MessageKind.DATA && current != null) {
            AeronInboundStream stream = current.inbound(header.stream());
            filling = stream != null && stream.begin(header.payloadBytes()) ? stream : null;
            resume(buffer, offset + MessageHeader.BYTES, contained);
            return;
        }
        boolean whole = (flags & FrameDescriptor.END_FRAG_FLAG) != 0;
        if (!whole || contained != missingBytes || contained > SHORT_BYTES_MAX) {
            throw MessageHeader.violation(header.kind() + " with " + missingBytes + " bytes");
        }
        missingBytes = 0;
        hear(header, buffer, offset + MessageHeader.BYTES, contained);
    }

    private void hear(MessageHeader header, DirectBuffer buffer, int offset, int length) {
        if (header.kind() == MessageKind.GREETING) {
            Greeting greeting = Greeting.read(buffer, offset, length);
            link = switchboard.greeted(greeting, this, link);
            if (link == null) {
                reject("not for this node as it is");
            }
            return;
        }
        AeronLink current = link;
        if (current == null) {
            // A log that was already running when this node began, meant for one that was here before.
            reject("no greeting");
            return;
        }
        boolean opens = header.kind() == MessageKind.OPEN;
        if (length != (opens ? Long.BYTES : 0)) {
            throw MessageHeader.violation(header.kind() + " with " + length + " bytes");
        }
        current.hear(header, opens ? buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) : 0);
    }

    private void resume(DirectBuffer buffer, int offset, int length) {
        if (link == null) {
            reject("no greeting");
            return;
        }
        if (length > missingBytes) {
            throw MessageHeader.violation("a message with more bytes than it said");
        }
        missingBytes -= length;
        AeronInboundStream stream = filling;
        if (stream != null && !stream.append(buffer, offset, length)) {
            filling = null;
        }
    }

    private void end() {
        if (rejected) {
            return;
        }
        if (missingBytes != 0) {
            throw MessageHeader.violation("a message that lacks " + missingBytes + " bytes");
        }
        AeronInboundStream stream = filling;
        filling = null;
        if (stream != null) {
            stream.commit();
        }
    }

    /// Hears no more of it; its sender is told.
    void reject(String reason) {
        if (!rejected) {
            rejected = true;
            if (!image.isClosed()) {
                image.reject(reason.substring(0, Math.min(reason.length(), 200)));
            }
        }
    }
}
