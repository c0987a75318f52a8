// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.control;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What is said over a control connection: the length of the rest as four bytes, a byte for the kind, the contents.
sealed interface ControlMessage {
    int BYTES_MAX = 2048;
    int LENGTH_BYTES = 4;

    /// The first each way: who speaks to whom.
    ///
    /// @param incarnation the speaker's life
    record Hello(String from, String to, long incarnation) implements ControlMessage {
        private static final byte KIND = 1;
        private static final int FIXED_BYTES = 1 + 4 + 8 + 2 + 2;
    }

    /// The speaker lives.
    record Alive() implements ControlMessage {
        private static final byte KIND = 2;
    }

    int VERSION = 1;

    /// The whole message.
    static ByteBuffer write(ControlMessage message) {
        return switch (message) {
            case Hello hello -> {
                byte[] from = hello.from().getBytes(StandardCharsets.UTF_8);
                byte[] to = hello.to().getBytes(StandardCharsets.UTF_8);
                int bytes = Hello.FIXED_BYTES + from.length + to.length;
                yield ByteBuffer.allocate(LENGTH_BYTES + bytes)
                        .putInt(bytes)
                        .put(Hello.KIND)
                        .putInt(VERSION)
                        .putLong(hello.incarnation())
                        .putShort((short) from.length)
                        .putShort((short) to.length)
                        .put(from)
                        .put(to)
                        .flip();
            }
            case Alive _ -> ByteBuffer.allocate(LENGTH_BYTES + 1).putInt(1).put(Alive.KIND).flip();
        };
    }

    /// Takes the next message out of what has come.
    ///
    /// @return null while it isn't whole
    /// @throws SheafException PROTOCOL_VIOLATION when it is none
    static @Nullable ControlMessage read(ByteBuffer source) {
        if (source.remaining() < LENGTH_BYTES) {
            return null;
        }
        int bytes = source.getInt(source.position());
        if (bytes < 1 || bytes > BYTES_MAX) {
            throw violation("a message of " + bytes + " bytes");
        }
        if (source.remaining() < LENGTH_BYTES + bytes) {
            return null;
        }
        ByteBuffer contents = source.slice(source.position() + LENGTH_BYTES, bytes);
        source.position(source.position() + LENGTH_BYTES + bytes);
        byte kind = contents.get();
        if (kind == Alive.KIND && bytes == 1) {
            return new Alive();
        }
        if (kind != Hello.KIND || bytes < Hello.FIXED_BYTES) {
            throw violation("a message of kind " + kind + " with " + bytes + " bytes");
        }
        int version = contents.getInt();
        if (version != VERSION) {
            throw violation("version " + version + " where this node speaks " + VERSION);
        }
        long incarnation = contents.getLong();
        int fromBytes = Short.toUnsignedInt(contents.getShort());
        int toBytes = Short.toUnsignedInt(contents.getShort());
        if (fromBytes + toBytes != contents.remaining()) {
            throw violation("names of " + fromBytes + " and " + toBytes + " bytes");
        }
        byte[] from = new byte[fromBytes];
        byte[] to = new byte[toBytes];
        contents.get(from).get(to);
        return new Hello(
                new String(from, StandardCharsets.UTF_8), new String(to, StandardCharsets.UTF_8), incarnation);
    }

    static SheafException violation(String what) {
        return new SheafException(ErrorCode.PROTOCOL_VIOLATION, "control connection: " + what);
    }
}
