// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/// The head of every message on a link, 32 bytes, little-endian:
///
/// | at | bytes | |
/// |---|---|---|
/// | 0 | 4 | the protocol and its version |
/// | 4 | 4 | the [MessageKind] |
/// | 8 | 4 | how many bytes follow the head |
/// | 12 | 4 | 0 |
/// | 16 | 8 | the stream, as its opener has numbered it on this link; 0 for the link itself |
/// | 24 | 8 | a position of the stream, the largest frame for OPEN, how many frames there were for FINISH, the control
/// connection for GREETING where links are sealed |
///
/// @param value see the kind
record MessageHeader(MessageKind kind, int payloadBytes, long stream, long value) {
    static final int BYTES = 32;

    /// "Shf" and a version.
    private static final int PROTOCOL = 0x53_68_66_01;

    static void write(MutableDirectBuffer target, MessageKind kind, int payloadBytes, long stream, long value) {
        target.putInt(0, PROTOCOL, ByteOrder.LITTLE_ENDIAN);
        target.putInt(4, kind.code(), ByteOrder.LITTLE_ENDIAN);
        target.putInt(8, payloadBytes, ByteOrder.LITTLE_ENDIAN);
        target.putInt(12, 0, ByteOrder.LITTLE_ENDIAN);
        target.putLong(16, stream, ByteOrder.LITTLE_ENDIAN);
        target.putLong(24, value, ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws SheafException PROTOCOL_VIOLATION when it isn't a head
    static MessageHeader read(DirectBuffer source, int offset, int length) {
        if (length < BYTES) {
            throw violation("a message of " + length + " bytes");
        }
        int protocol = source.getInt(offset, ByteOrder.LITTLE_ENDIAN);
        if (protocol != PROTOCOL) {
            throw violation("protocol " + Integer.toHexString(protocol) + " where this node speaks "
                    + Integer.toHexString(PROTOCOL));
        }
        int code = source.getInt(offset + 4, ByteOrder.LITTLE_ENDIAN);
        MessageKind kind = MessageKind.of(code);
        int payloadBytes = source.getInt(offset + 8, ByteOrder.LITTLE_ENDIAN);
        if (kind == null || payloadBytes < 0 || source.getInt(offset + 12, ByteOrder.LITTLE_ENDIAN) != 0) {
            throw violation("a message of kind " + code + " with " + payloadBytes + " bytes");
        }
        return new MessageHeader(
                kind, payloadBytes, source.getLong(offset + 16, ByteOrder.LITTLE_ENDIAN),
                source.getLong(offset + 24, ByteOrder.LITTLE_ENDIAN));
    }

    static SheafException tampered(String what) {
        return new SheafException(ErrorCode.SECURITY_VIOLATION, "sealed link: " + what);
    }

    static SheafException violation(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, "link: " + what);
    }
}
