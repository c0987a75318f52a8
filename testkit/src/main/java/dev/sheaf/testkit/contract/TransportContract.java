// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.State;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What a byte transport promises: order within a stream, no duplicates, loss only as a visible close, streams that
/// don't mind each other, and wake-ups that are not lost.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TransportContract {
    private static final int TURNS_MAX = 100_000;

    /// A network to test, new for each test.
    public interface Network extends AutoCloseable {
        Transport join(String node);

        /// Lets pass whatever time it takes until nothing changes any more by itself.
        void settle();

        /// Loses all streams between two nodes.
        void loseLink(String node, String other);

        /// Checks that nothing is left.
        @Override
        void close();
    }

    /// A new network.
    protected abstract Network network(long seed);

    /// The seeds to run every test with; one is enough where chance has no part.
    protected Stream<Long> seeds() {
        return Stream.of(0L);
    }

    /// The inbound streams of one node.
    private static final class Inbox {
        private final Map<Long, InboundStream> streams = new HashMap<>();
        private final List<String> senders = new ArrayList<>();

        Inbox(Transport transport) {
            transport.accept((from, number, inbound) -> {
                senders.add(from);
                if (streams.put(number, inbound) != null) {
                    throw new AssertionError("stream " + number + " came twice");
                }
            });
        }

        InboundStream stream(long number) {
            InboundStream stream = streams.get(number);
            assertTrue(stream != null, "stream " + number + " has not come");
            return stream;
        }
    }

    private static MemorySegment bytes(int length, long seed) {
        byte[] bytes = new byte[length];
        new SplittableRandom(seed).nextBytes(bytes);
        return MemorySegment.ofArray(bytes);
    }

    private static OfferResult offerUntilRoom(Network network, OutboundStream out, MemorySegment... parts) {
        for (int turn = 0; turn < TURNS_MAX; turn++) {
            OfferResult result = out.offer(parts);
            if (result == OfferResult.SENT || result == OfferResult.CLOSED) {
                return result;
            }
            network.settle();
        }
        throw new AssertionError("no room");
    }

    private static List<byte[]> poll(InboundStream in, int limit) {
        List<byte[]> frames = new ArrayList<>();
        int taken = in.poll(
                frame -> {
                    frames.add(frame.toArray(ValueLayout.JAVA_BYTE));
                    return Verdict.CONTINUE;
                },
                limit);
        assertEquals(frames.size(), taken);
        assertTrue(taken <= limit);
        return frames;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void framesComeInOrderAndOnce(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 7);
            network.settle();
            InboundStream in = inbox.stream(7);
            assertEquals(List.of("a"), inbox.senders);
            SplittableRandom random = new SplittableRandom(seed);
            int received = 0;
            int sent = 0;
            for (int turn = 0; received < 300; turn++) {
                assertTrue(turn < TURNS_MAX, "no progress");
                while (sent < 300 && out.offer(bytes(sent * 37 % out.frameBytesMax(), sent)) == OfferResult.SENT) {
                    sent++;
                }
                network.settle();
                for (byte[] frame : poll(in, 1 + random.nextInt(10))) {
                    byte[] expected = bytes(received * 37 % out.frameBytesMax(), received)
                            .toArray(ValueLayout.JAVA_BYTE);
                    assertArrayEquals(expected, frame, "frame " + received);
                    received++;
                }
            }
            network.settle();
            assertEquals(0, poll(in, 10).size());
            assertEquals(State.OPEN, in.state());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void gathersPartsAndKeepsNoneOfTheirMemory(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            MemorySegment first = bytes(10, 1);
            MemorySegment second = bytes(0, 2);
            MemorySegment third = bytes(out.frameBytesMax() - 10, 3);
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, first, second, third));
            first.fill((byte) 0);
            third.fill((byte) 0);
            network.settle();
            List<byte[]> frames = poll(inbox.stream(1), 10);
            assertEquals(1, frames.size());
            MemorySegment frame = MemorySegment.ofArray(frames.getFirst());
            assertEquals(-1, frame.asSlice(0, 10).mismatch(bytes(10, 1)));
            assertEquals(-1, frame.asSlice(10).mismatch(bytes(out.frameBytesMax() - 10, 3)));
            MemorySegment tooLarge = bytes(out.frameBytesMax(), 4);
            assertThrows(IllegalArgumentException.class, () -> out.offer(tooLarge, bytes(1, 5)));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isNotConnectedUntilTheOtherEndIsThere(long seed) {
        try (Network network = network(seed)) {
            OutboundStream out = network.join("a").open("b", 1);
            network.settle();
            assertEquals(OfferResult.NOT_CONNECTED, out.offer(bytes(1, 1)));
            Transport b = network.join("b");
            network.settle();
            assertEquals(OfferResult.NOT_CONNECTED, out.offer(bytes(1, 1)));
            WakeCounter waker = new WakeCounter();
            out.waitForRoom(waker);
            Inbox inbox = new Inbox(b);
            network.settle();
            assertTrue(waker.woken());
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(1, 1)));
            network.settle();
            assertEquals(1, poll(inbox.stream(1), 10).size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void pushesBackAndWakesWhenThereIsRoom(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            int sent = fill(network, out);
            WakeCounter waker = new WakeCounter();
            out.waitForRoom(waker);
            network.settle();
            assertFalse(waker.woken());
            assertEquals(sent, poll(inbox.stream(1), Integer.MAX_VALUE).size());
            network.settle();
            assertTrue(waker.woken());
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(1, 1)));
        }
    }

    /// Offers until the stream pushes back for good.
    private static int fill(Network network, OutboundStream out) {
        int sent = 0;
        int refused = 0;
        while (refused < 50) {
            assertTrue(sent < TURNS_MAX, "a stream without bound");
            if (out.offer(bytes(5, sent)) == OfferResult.SENT) {
                sent++;
                refused = 0;
            } else {
                network.settle();
                refused++;
            }
        }
        return sent;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aFullStreamLeavesOthersAlone(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Transport b = network.join("b");
            Inbox inboxA = new Inbox(a);
            Inbox inboxB = new Inbox(b);
            OutboundStream full = a.open("b", 1);
            OutboundStream other = a.open("b", 2);
            OutboundStream back = b.open("a", 1);
            network.settle();
            fill(network, full);
            assertEquals(OfferResult.SENT, offerUntilRoom(network, other, bytes(3, 1)));
            assertEquals(OfferResult.SENT, offerUntilRoom(network, back, bytes(4, 1)));
            network.settle();
            assertEquals(3, poll(inboxB.stream(2), 10).getFirst().length);
            assertEquals(4, poll(inboxA.stream(1), 10).getFirst().length);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheSendersCloseAfterItsFrames(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            InboundStream in = inbox.stream(1);
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(3, 1)));
            network.settle();
            WakeCounter waker = new WakeCounter();
            assertEquals(1, poll(in, 10).size());
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(3, 1)));
            out.close();
            out.close();
            assertEquals(OfferResult.CLOSED, out.offer(bytes(1, 1)));
            network.settle();
            assertEquals(State.OPEN, in.state());
            assertEquals(1, poll(in, 10).size());
            assertEquals(State.FINISHED, in.state());
            in.waitForFrame(waker);
            assertTrue(waker.woken());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void showsTheReceiversCloseToTheSender(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            fill(network, out);
            WakeCounter waker = new WakeCounter();
            out.waitForRoom(waker);
            inbox.stream(1).close();
            inbox.stream(1).close();
            network.settle();
            assertTrue(waker.woken());
            assertEquals(OfferResult.CLOSED, out.offer(bytes(1, 1)));
            assertEquals(0, poll(inbox.stream(1), 10).size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void heedsVerdictsAndLimits(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            InboundStream in = inbox.stream(1);
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(1, 1)));
            network.settle();
            assertEquals(0, in.poll(_ -> Verdict.ABORT, 10));
            assertEquals(1, in.poll(frame -> frame.byteSize() == 1 ? Verdict.BREAK : Verdict.ABORT, 10));
            for (int i = 2; i < 5; i++) {
                // One at a time: a network may hold no more.
                assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(i, 1)));
                network.settle();
                assertEquals(0, poll(in, 0).size());
                assertEquals(0, in.poll(_ -> Verdict.ABORT, 10));
                assertEquals(i, poll(in, 1).getFirst().length);
            }
            assertEquals(0, in.poll(_ -> Verdict.CONTINUE, 10));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wakesTheReceiver(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            InboundStream in = inbox.stream(1);
            WakeCounter early = new WakeCounter();
            in.waitForFrame(early);
            network.settle();
            assertFalse(early.woken());
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(1, 1)));
            network.settle();
            assertTrue(early.woken());
            WakeCounter late = new WakeCounter();
            in.waitForFrame(late);
            assertTrue(late.woken(), "a frame that is there already must wake");
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void losesOnlyTheEndAndSaysSo(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(network.join("b"));
            OutboundStream out = a.open("b", 1);
            network.settle();
            InboundStream in = inbox.stream(1);
            int sent = 0;
            while (sent < 20 && out.offer(bytes(1 + sent, 1)) == OfferResult.SENT) {
                sent++;
            }
            network.loseLink("a", "b");
            network.settle();
            assertEquals(OfferResult.CLOSED, out.offer(bytes(1, 1)));
            int received = 0;
            for (byte[] frame : poll(in, Integer.MAX_VALUE)) {
                assertEquals(++received, frame.length);
            }
            assertTrue(received <= sent);
            assertEquals(State.LOST, in.state());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aNodeReachesItself(long seed) {
        try (Network network = network(seed)) {
            Transport a = network.join("a");
            Inbox inbox = new Inbox(a);
            OutboundStream out = a.open("a", 1);
            network.settle();
            assertEquals(OfferResult.SENT, offerUntilRoom(network, out, bytes(9, 1)));
            network.settle();
            assertEquals(9, poll(inbox.stream(1), 10).getFirst().length);
        }
    }
}
