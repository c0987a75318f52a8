// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/// Who speaks on a link to whom.
///
/// @param from the speaker
/// @param to who is meant; ports and streams are given to others once they are free
/// @param incarnation the speaker's life
/// @param link the speaker's number of the link, which grows within a life
/// @param answered the other side's number of the link as far as it is known, or 0
record Greeting(String from, String to, long incarnation, long link, long answered) {
    static final int BYTES_MAX = 1024;

    private static final int FIXED_BYTES = 32;

    byte[] toByteArray() {
        byte[] sender = from.getBytes(StandardCharsets.UTF_8);
        byte[] receiver = to.getBytes(StandardCharsets.UTF_8);
        ByteBuffer out = ByteBuffer.allocate(FIXED_BYTES + sender.length + receiver.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(incarnation).putLong(link).putLong(answered);
        out.putInt(sender.length).putInt(receiver.length).put(sender).put(receiver);
        return out.array();
    }

    /// @throws dev.sheaf.core.error.SheafException PROTOCOL_VIOLATION when it isn't one
    static Greeting read(DirectBuffer source, int offset, int length) {
        if (length < FIXED_BYTES || length > BYTES_MAX) {
            throw MessageHeader.violation("a greeting of " + length + " bytes");
        }
        int fromBytes = source.getInt(offset + 24, ByteOrder.LITTLE_ENDIAN);
        int toBytes = source.getInt(offset + 28, ByteOrder.LITTLE_ENDIAN);
        if (fromBytes < 1 || toBytes < 1 || (long) fromBytes + toBytes != length - FIXED_BYTES) {
            throw MessageHeader.violation("a greeting with names of " + fromBytes + " and " + toBytes + " bytes");
        }
        byte[] names = new byte[fromBytes + toBytes];
        source.getBytes(offset + FIXED_BYTES, names);
        Greeting greeting = new Greeting(
                new String(names, 0, fromBytes, StandardCharsets.UTF_8),
                new String(names, fromBytes, toBytes, StandardCharsets.UTF_8),
                source.getLong(offset, ByteOrder.LITTLE_ENDIAN),
                source.getLong(offset + 8, ByteOrder.LITTLE_ENDIAN),
                source.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN));
        if (greeting.link() <= 0 || greeting.answered() < 0) {
            throw MessageHeader.violation("a greeting of link " + greeting.link());
        }
        return greeting;
    }
}
