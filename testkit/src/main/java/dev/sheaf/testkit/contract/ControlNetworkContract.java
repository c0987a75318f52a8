// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.ControlNetwork;
import dev.sheaf.core.control.Mailbox;
import dev.sheaf.core.control.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a control network promises: order between two agents, each message at most once, and no trouble from agents
/// that aren't there.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ControlNetworkContract {
    /// A message that networks which leave the process can send with [#CODEC].
    protected record Text(String text) implements ControlMessage {}

    /// The codec of the test's messages.
    protected static final MessageCodec CODEC = new MessageCodec() {
        @Override
        public byte[] encode(String from, ControlMessage message) {
            return ((Text) message).text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public ControlMessage decode(byte[] bytes) {
            return new Text(new String(bytes, StandardCharsets.UTF_8));
        }
    };

    /// A network to test, new for each test.
    public interface Network {
        ControlNetwork control();

        /// Lets pass whatever time it takes until all that was sent has come.
        void settle();
    }

    protected abstract Network network(long seed);

    /// The seeds to run every test with; one is enough where chance has no part.
    protected Stream<Long> seeds() {
        return Stream.of(0L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void messagesComeInOrderAndOnce(long seed) {
        Network network = network(seed);
        try (ControlNetwork control = network.control(); Mailbox box = control.open("b")) {
            for (int i = 0; i < 100; i++) {
                control.send("a", "b", new Text("a" + i));
                control.send("c", "b", new Text("c" + i));
                control.send("b", "b", new Text("b" + i));
                if (i % 7 == 0) {
                    network.settle();
                }
            }
            network.settle();
            int[] next = new int[3];
            for (Mailbox.Letter letter = box.poll(); letter != null; letter = box.poll()) {
                int sender = letter.from().charAt(0) - 'a';
                assertEquals(new Text(letter.from() + next[sender]++), letter.message());
            }
            for (int count : next) {
                assertEquals(100, count);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void lettersToNobodyAreLost(long seed) {
        Network network = network(seed);
        try (ControlNetwork control = network.control()) {
            control.send("a", "b", new Text("lost"));
            network.settle();
            Mailbox box = control.open("b");
            assertThrows(IllegalStateException.class, () -> control.open("b"));
            network.settle();
            assertNull(box.poll());
            box.close();
            control.send("a", "b", new Text("lost"));
            network.settle();
            Mailbox again = control.open("b");
            control.send("a", "b", new Text("found"));
            network.settle();
            assertEquals(new Mailbox.Letter("a", new Text("found")), again.poll());
            assertNull(again.poll());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wakesTheReader(long seed) {
        Network network = network(seed);
        try (ControlNetwork control = network.control()) {
            Mailbox box = control.open("b");
            WakeCounter early = new WakeCounter();
            box.waitForLetter(early);
            network.settle();
            assertFalse(early.woken());
            control.send("a", "b", new Text("x"));
            network.settle();
            assertTrue(early.woken());
            WakeCounter late = new WakeCounter();
            box.waitForLetter(late);
            assertTrue(late.woken(), "a letter that is there already must wake");
            box.poll();
            WakeCounter closing = new WakeCounter();
            box.waitForLetter(closing);
            box.close();
            assertTrue(closing.woken());
        }
    }
}
