// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.State;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.SteppedNodes.Loss;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How links end and begin again, over datagrams.
class LinkTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private SteppedNodes nodes;
    private final List<InboundStream> arrived = new ArrayList<>();

    @BeforeEach
    void begin() {
        nodes = new SteppedNodes(Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, 0), 7, directory);
    }

    @AfterEach
    void end() {
        nodes.close();
    }

    private AeronTransport join(String node, String endpoint) {
        AeronTransport transport = nodes.join(node, endpoint);
        transport.accept((_, _, inbound) -> arrived.add(inbound));
        return transport;
    }

    private AeronTransport join(String node) {
        return join(node, "127.0.0.1:0");
    }

    private OutboundStream connected(String from, String to, long number) {
        OutboundStream out = nodes.node(from).open(to, number);
        nodes.settle();
        assertEquals(OfferResult.SENT, out.offer(frame(10)));
        nodes.settle();
        return out;
    }

    private static MemorySegment frame(int bytes) {
        return MemorySegment.ofArray(new byte[bytes]);
    }

    private Loss onlyLossAt(String node) {
        List<Loss> at = nodes.losses().stream().filter(loss -> loss.at().equals(node)).toList();
        assertEquals(1, at.size(), () -> "losses " + nodes.losses());
        return at.getFirst();
    }

    @Test
    void aNodeThatLeavesIsLostOnceWithAllStreams() {
        join("a");
        join("b");
        OutboundStream one = connected("a", "b", 1);
        OutboundStream two = connected("a", "b", 2);
        OutboundStream back = connected("b", "a", 1);
        nodes.leave("b");
        nodes.settle();
        assertEquals(OfferResult.CLOSED, one.offer(frame(1)));
        assertEquals(OfferResult.CLOSED, two.offer(frame(1)));
        assertEquals(OfferResult.CLOSED, back.offer(frame(1)));
        Loss loss = onlyLossAt("a");
        assertEquals("b", loss.node());
        assertEquals(ErrorCode.LINK_LOST, loss.reason().code());
        InboundStream fromB = arrived.getLast();
        assertEquals(1, fromB.poll(_ -> Verdict.CONTINUE, 10));
        assertEquals(State.LOST, fromB.state());
    }

    @Test
    void aNodeThatComesBackElsewhereIsFoundAgain() {
        join("a");
        join("b");
        connected("a", "b", 1);
        String firstEndpoint = nodes.node("b").address().endpoint();
        nodes.leave("b");
        nodes.settle();
        join("b");
        assertNotEquals(firstEndpoint, nodes.node("b").address().endpoint());
        connected("a", "b", 1);
        long first = onlyLossAt("a").incarnation();
        nodes.leave("b");
        nodes.settle();
        assertTrue(nodes.losses().getLast().incarnation() > first);
    }

    @Test
    void aNewLifeAtTheSameAddressIsAnotherNode() {
        join("a");
        join("b");
        OutboundStream old = connected("a", "b", 1);
        String endpoint = Objects.requireNonNull(nodes.node("b").address().endpoint());
        nodes.crash("b");
        join("b", endpoint);
        // The earlier life's log goes on to the new one, which doesn't want it.
        nodes.passNanos(4 * SECOND);
        assertEquals(OfferResult.CLOSED, old.offer(frame(1)));
        onlyLossAt("a");
        connected("a", "b", 2);
        assertEquals(2, arrived.size());
    }

    @Test
    void aNewLifeThatSpeaksFirstEndsTheLinkToTheOld() {
        join("a");
        join("b");
        OutboundStream old = connected("a", "b", 1);
        nodes.crash("b");
        join("b");
        connected("b", "a", 1);
        assertEquals(OfferResult.CLOSED, old.offer(frame(1)));
        assertTrue(String.valueOf(onlyLossAt("a").reason().getMessage()).contains("new life"));
        connected("a", "b", 1);
    }

    @Test
    void silenceEndsALinkAfterItsDeadlineOnly() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        nodes.pause("b");
        nodes.passNanos(3 * SECOND);
        assertEquals(List.of(), nodes.losses());
        nodes.passNanos(4 * SECOND);
        assertEquals(OfferResult.CLOSED, out.offer(frame(1)));
        onlyLossAt("a");
        nodes.resume("b");
    }

    @Test
    void aShortPauseIsSurvived() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        nodes.pause("b");
        nodes.passNanos(3 * SECOND);
        nodes.resume("b");
        nodes.passNanos(20 * SECOND);
        assertEquals(List.of(), nodes.losses());
        assertEquals(OfferResult.SENT, out.offer(frame(1)));
    }

    @Test
    void aDriverThatDiesEndsItsNodesLinks() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        nodes.kill("a");
        nodes.passNanos(12 * SECOND);
        assertEquals(OfferResult.CLOSED, out.offer(frame(1)));
        Loss loss = onlyLossAt("a");
        assertEquals(ErrorCode.LINK_LOST, loss.reason().code());
        onlyLossAt("b");
        SheafException refused =
                assertThrows(SheafException.class, () -> nodes.node("a").open("b", 2));
        assertEquals(ErrorCode.ENGINE_CLOSED, refused.code());
        assertTrue(Objects.requireNonNull(refused.getMessage()).contains("media driver"), refused::getMessage);
    }

    @Test
    void aClientThatStoodStillTooLongGivesUpOnce() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        nodes.pause("a");
        nodes.passNanos(30 * SECOND);
        nodes.resume("a");
        nodes.passNanos(SECOND);
        assertEquals(OfferResult.CLOSED, out.offer(frame(1)));
        onlyLossAt("a");
        onlyLossAt("b");
    }

    @Test
    void aNodeThatIsNowhereIsGivenUp() {
        join("a");
        OutboundStream out = nodes.node("a").open("nowhere", 1);
        nodes.passNanos(4 * SECOND);
        assertEquals(OfferResult.NOT_CONNECTED, out.offer(frame(1)));
        nodes.passNanos(2 * SECOND);
        assertEquals(OfferResult.CLOSED, out.offer(frame(1)));
        assertEquals(List.of(), nodes.losses(), "it never stood");
    }

    @Test
    void bothMayBeginAtOnce() {
        join("a");
        join("b");
        OutboundStream there = nodes.node("a").open("b", 1);
        OutboundStream back = nodes.node("b").open("a", 1);
        nodes.settle();
        assertEquals(OfferResult.SENT, there.offer(frame(1)));
        assertEquals(OfferResult.SENT, back.offer(frame(1)));
        nodes.passNanos(15 * SECOND);
        assertEquals(List.of(), nodes.losses());
        assertEquals(2, arrived.size());
    }

    @Test
    void gathersNativeHeapAndReadOnlyMemory() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parts = arena.allocate(3000);
            parts.fill((byte) 1);
            MemorySegment ints = MemorySegment.ofArray(new int[] {0x02020202});
            MemorySegment longs = MemorySegment.ofArray(new long[] {0x0303030303030303L}).asReadOnly();
            MemorySegment bytes = MemorySegment.ofArray(new byte[] {9, 4, 4, 9}).asSlice(1, 2).asReadOnly();
            assertEquals(OfferResult.SENT, out.offer(parts, ints, longs, bytes));
        }
        nodes.settle();
        List<byte[]> frames = new ArrayList<>();
        arrived.getFirst().poll(
                frame -> {
                    frames.add(frame.toArray(ValueLayout.JAVA_BYTE));
                    return Verdict.CONTINUE;
                },
                10);
        byte[] last = frames.getLast();
        assertEquals(3014, last.length);
        int[] counts = new int[5];
        for (byte each : last) {
            counts[each]++;
        }
        assertEquals(List.of(0, 3000, 4, 8, 2), Arrays.stream(counts).boxed().toList());
    }

    @Test
    void endedStreamsGiveTheirMemoryBackAndNumbersCanBeUsedAgain() {
        join("a");
        join("b");
        connected("a", "b", 99);
        assertThrows(IllegalStateException.class, () -> nodes.node("a").open("b", 99));
        long before = nodes.memory().usedBytes();
        for (int i = 0; i < 50; i++) {
            OutboundStream out = connected("a", "b", 1);
            InboundStream in = arrived.getLast();
            assertTrue(nodes.memory().usedBytes() > before);
            if (i % 2 == 0) {
                out.close();
                nodes.settle();
                assertEquals(1, in.poll(_ -> Verdict.CONTINUE, 10));
                assertEquals(State.FINISHED, in.state());
            } else {
                in.close();
                nodes.settle();
                assertEquals(OfferResult.CLOSED, out.offer(frame(1)));
            }
            assertEquals(before, nodes.memory().usedBytes());
        }
    }
}
