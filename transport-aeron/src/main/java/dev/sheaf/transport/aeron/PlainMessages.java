// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/// Messages that are what they say they are. Frames go into their stream's ring as their fragments come.
final class PlainMessages implements LinkMessages {
    private static final int SHORT_BYTES_MAX = Greeting.BYTES_MAX;

    private final InboundLog log;
    private @Nullable AeronInboundStream filling;
    private int missingBytes;

    PlainMessages(InboundLog log) {
        this.log = log;
    }

    @Override
    public boolean begin(DirectBuffer buffer, int offset, int length, boolean whole) {
        MessageHeader header = MessageHeader.read(buffer, offset, length);
        int contained = length - MessageHeader.BYTES;
        missingBytes = header.payloadBytes();
        filling = null;
        AeronLink current = log.link();
        if (header.kind() == MessageKind.DATA && current != null) {
            AeronInboundStream stream = current.inbound(header.stream());
            filling = stream != null && stream.begin(header.payloadBytes()) ? stream : null;
            resume(buffer, offset + MessageHeader.BYTES, contained);
            return true;
        }
        if (!whole || contained != missingBytes || contained > SHORT_BYTES_MAX) {
            throw MessageHeader.violation(header.kind() + " with " + missingBytes + " bytes");
        }
        missingBytes = 0;
        hear(header, buffer, offset + MessageHeader.BYTES, contained);
        return true;
    }

    private void hear(MessageHeader header, DirectBuffer buffer, int offset, int length) {
        if (header.kind() == MessageKind.GREETING) {
            log.greeted(Greeting.read(buffer, offset, length));
            return;
        }
        AeronLink current = log.link();
        if (current == null) {
            // A log that was already running when this node began, meant for one that was here before.
            log.reject("no greeting");
            return;
        }
        boolean opens = header.kind() == MessageKind.OPEN;
        if (length != (opens ? Long.BYTES : 0)) {
            throw MessageHeader.violation(header.kind() + " with " + length + " bytes");
        }
        current.hear(header, opens ? buffer.getLong(offset, ByteOrder.LITTLE_ENDIAN) : 0);
    }

    @Override
    public void resume(DirectBuffer buffer, int offset, int length) {
        if (log.link() == null) {
            log.reject("no greeting");
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

    @Override
    public void end() {
        if (missingBytes != 0) {
            throw MessageHeader.violation("a message that lacks " + missingBytes + " bytes");
        }
        AeronInboundStream stream = filling;
        filling = null;
        if (stream != null) {
            stream.commit();
        }
    }
}
