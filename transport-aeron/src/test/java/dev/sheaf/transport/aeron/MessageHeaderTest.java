// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class MessageHeaderTest {
    private static UnsafeBuffer written(MessageKind kind) {
        UnsafeBuffer buffer = new UnsafeBuffer(new byte[MessageHeader.BYTES]);
        MessageHeader.write(buffer, kind, 77, -5, Long.MIN_VALUE);
        return buffer;
    }

    @Test
    void comesBackAsItWasWritten() {
        for (MessageKind kind : MessageKind.values()) {
            assertEquals(
                    new MessageHeader(kind, 77, -5, Long.MIN_VALUE),
                    MessageHeader.read(written(kind), 0, MessageHeader.BYTES));
        }
    }

    @Test
    void greetingsComeBackAsTheyWereWritten() {
        Greeting greeting = new Greeting("ä", "b", -1, 3, 0);
        byte[] bytes = greeting.toByteArray();
        assertEquals(greeting, Greeting.read(new UnsafeBuffer(bytes), 0, bytes.length));
    }

    @Test
    void refusesOtherProtocolsKindsAndLengths() {
        UnsafeBuffer buffer = written(MessageKind.DATA);
        assertRefused(() -> MessageHeader.read(buffer, 0, MessageHeader.BYTES - 1));
        for (int at : new int[] {0, 4, 8, 12}) {
            UnsafeBuffer altered = written(MessageKind.DATA);
            altered.putInt(at, -1);
            assertRefused(() -> MessageHeader.read(altered, 0, MessageHeader.BYTES));
        }
    }

    @Test
    void alteredBytesAreReadOrRefused() {
        SplittableRandom random = new SplittableRandom(42);
        byte[] greeting = new Greeting("node-a", "node-b", 12, 3, 4).toByteArray();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = greeting.clone();
            for (int changes = random.nextInt(1, 4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            UnsafeBuffer buffer = new UnsafeBuffer(bytes);
            int length = random.nextInt(bytes.length + 1);
            readOrRefused(() -> Greeting.read(buffer, 0, length));
            readOrRefused(() -> MessageHeader.read(buffer, 0, length));
        }
    }

    private static void readOrRefused(Runnable read) {
        try {
            read.run();
        } catch (SheafException refused) {
            assertEquals(ErrorCode.PROTOCOL_VIOLATION, refused.code());
        }
    }

    private static void assertRefused(Runnable read) {
        SheafException refused = assertThrows(SheafException.class, read::run);
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, refused.code());
    }
}
