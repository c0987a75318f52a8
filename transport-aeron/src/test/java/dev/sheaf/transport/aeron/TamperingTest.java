// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.State;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import dev.sheaf.transport.aeron.secure.KeyRotation;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody between two nodes alters, repeats, exchanges and plants what goes over their encrypted link.
class TamperingTest {
    private static final int FRAME_BYTES = 200;

    @TempDir
    Path directory;

    private SteppedNodes nodes;
    private Detour detour;
    private final Map<Long, InboundStream> arrived = new HashMap<>();
    private final List<byte[]> seen = new ArrayList<>();
    private Consumer<ByteBuffer> meddler = _ -> {};
    private OutboundStream one;
    private OutboundStream two;

    @BeforeEach
    void connect() throws IOException {
        Medium medium = Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, 0).withSeal();
        nodes = new SteppedNodes(medium, 5, directory);
        nodes.rotation(new KeyRotation(7, Long.MAX_VALUE));
        nodes.join("a");
        AeronTransport b = (AeronTransport) nodes.join("b");
        b.accept((_, number, inbound) -> arrived.put(number, inbound));
        detour = new Detour(Objects.requireNonNull(b.address().endpoint()), message -> {
            byte[] bytes = new byte[message.remaining()];
            message.get(0, bytes);
            seen.add(bytes);
            meddler.accept(message);
        });
        nodes.detour("b", detour);
        one = nodes.node("a").open("b", 1);
        two = nodes.node("a").open("b", 2);
        nodes.settle();
        send(one, 10);
        send(two, 20);
    }

    @AfterEach
    void end() throws IOException {
        nodes.close();
        detour.close();
    }

    private void send(OutboundStream stream, int number) {
        byte[] frame = new byte[FRAME_BYTES];
        frame[0] = (byte) number;
        assertEquals(OfferResult.SENT, stream.offer(MemorySegment.ofArray(frame)));
        nodes.settle();
    }

    /// The numbers of the frames that have come.
    private List<Integer> received(long stream) {
        List<Integer> numbers = new ArrayList<>();
        Objects.requireNonNull(arrived.get(stream)).poll(
                frame -> {
                    numbers.add((int) frame.get(ValueLayout.JAVA_BYTE, 0));
                    return Verdict.CONTINUE;
                },
                100);
        return numbers;
    }

    private static boolean isFrameOf(ByteBuffer message, long stream) {
        return message.getInt(4) == MessageKind.DATA.code() && message.getLong(16) == stream;
    }

    private List<byte[]> seenOf(long stream) {
        return seen.stream().filter(bytes -> isFrameOf(wrapped(bytes), stream)).toList();
    }

    private static ByteBuffer wrapped(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// Puts something in the place of the next frame of a stream.
    private void replaceNext(long stream, Consumer<ByteBuffer> change) {
        boolean[] done = {false};
        meddler = message -> {
            if (!done[0] && isFrameOf(message, stream)) {
                done[0] = true;
                change.accept(message);
            }
        };
    }

    /// Only the first stream has ended, both sides know, and everything else goes on.
    private void assertOnlyStreamOneEnded(List<Integer> framesOfOne) {
        assertEquals(framesOfOne, received(1));
        InboundStream ended = Objects.requireNonNull(arrived.get(1L));
        assertEquals(State.LOST, ended.state());
        assertEquals(ErrorCode.SECURITY_VIOLATION, failureOf(ended).code());
        assertEquals(OfferResult.CLOSED, one.offer(MemorySegment.ofArray(new byte[1])));
        send(two, 21);
        assertEquals(List.of(20, 21), received(2));
        assertEquals(List.of(), nodes.losses());
    }

    private static SheafException failureOf(InboundStream ended) {
        assertNotNull(ended.failure());
        return Objects.requireNonNull(ended.failure());
    }

    @Test
    void contentsAreHidden() {
        byte[] frame = new byte[FRAME_BYTES];
        Arrays.fill(frame, (byte) 'x');
        assertEquals(OfferResult.SENT, one.offer(MemorySegment.ofArray(frame)));
        nodes.settle();
        for (byte[] message : seen) {
            assertFalse(new String(message, StandardCharsets.ISO_8859_1).contains("xxxx"));
        }
    }

    @Test
    void anAlteredBitEndsTheStream() {
        replaceNext(1, message -> message.put(100, (byte) (message.get(100) ^ 4)));
        send(one, 11);
        assertOnlyStreamOneEnded(List.of(10));
    }

    @Test
    void anAlteredLengthEndsTheStream() {
        replaceNext(1, message -> message.putInt(8, 7));
        send(one, 11);
        assertOnlyStreamOneEnded(List.of(10));
    }

    @Test
    void aRepeatedFrameEndsTheStream() {
        byte[] earlier = seenOf(1).getFirst();
        replaceNext(1, message -> message.put(0, earlier));
        send(one, 11);
        assertOnlyStreamOneEnded(List.of(10));
    }

    @Test
    void aFrameLeftOutEndsTheStream() {
        // Turned into one of a stream that there isn't.
        replaceNext(1, message -> message.putLong(16, 77));
        send(one, 11);
        send(one, 12);
        assertOnlyStreamOneEnded(List.of(10));
    }

    @Test
    void aLastFrameLeftOutEndsTheStreamToo() {
        replaceNext(1, message -> message.putLong(16, 77));
        send(one, 11);
        one.close();
        nodes.settle();
        assertOnlyStreamOneEnded(List.of(10));
    }

    @Test
    void aFrameOfAnotherStreamEndsTheStream() {
        send(two, 19);
        byte[] spliced = seenOf(2).getLast();
        assertEquals(List.of(20, 19), received(2));
        replaceNext(1, message -> message.put(0, spliced).putLong(16, 1));
        send(one, 11);
        assertEquals(List.of(10), received(1));
        assertEquals(State.LOST, Objects.requireNonNull(arrived.get(1L)).state());
        send(two, 18);
        assertEquals(List.of(18), received(2));
        assertEquals(List.of(), nodes.losses());
    }

    @Test
    void anAlteredSignalEndsTheLinkAndTheNextOneWorks() {
        boolean[] done = {false};
        meddler = message -> {
            if (!done[0] && message.getInt(4) == MessageKind.OPEN.code()) {
                done[0] = true;
                message.put(60, (byte) (message.get(60) ^ 1));
            }
        };
        nodes.node("a").open("b", 3);
        nodes.settle();
        assertTrue(done[0]);
        assertEquals(OfferResult.CLOSED, two.offer(MemorySegment.ofArray(new byte[1])));
        assertEquals(
                ErrorCode.SECURITY_VIOLATION,
                nodes.losses().stream().filter(loss -> loss.at().equals("b")).findFirst().orElseThrow()
                        .reason().code());
        OutboundStream again = nodes.node("a").open("b", 4);
        nodes.settle();
        send(again, 40);
        assertEquals(List.of(40), received(4));
    }

    /// Everything that was ever said, said again by somebody else on a log of his own.
    @Test
    void aRecordedLinkBeginsNone() {
        send(one, 11);
        List<byte[]> recorded = List.copyOf(seen);
        assertTrue(recorded.size() >= 6, () -> "only " + recorded.size() + " messages");
        EmbeddedDriver driver = nodes.driver("a");
        Aeron.Context context = new Aeron.Context()
                .aeronDirectoryName(driver.directory())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.invoker())
                .nanoClock(EmbeddedDriver.nanoClock(nodes.clock()))
                .epochClock(EmbeddedDriver.epochClock(nodes.clock()));
        int sent = 0;
        try (Aeron aeron = Aeron.connect(context)) {
            String channel = "aeron:udp?endpoint=" + nodes.node("b").address().endpoint();
            try (ExclusivePublication publication =
                    aeron.addExclusivePublication(channel, NodeAddress.UDP_STREAM)) {
                for (int i = 0; i < 400 && sent < recorded.size(); i++) {
                    sent += publication.offer(new UnsafeBuffer(recorded.get(sent))) > 0 ? 1 : 0;
                    nodes.step();
                    aeron.conductorAgentInvoker().invoke();
                }
            }
        }
        assertTrue(sent > 0);
        nodes.settle();
        assertEquals(List.of(10, 11), received(1));
        assertEquals(List.of(20), received(2));
        assertEquals(2, arrived.size());
        send(one, 12);
        assertEquals(List.of(12), received(1));
        assertEquals(List.of(), nodes.losses());
    }

    @Test
    void keysChangeUnderWay() {
        for (int i = 11; i < 60; i++) {
            send(one, i);
            assertEquals(i == 11 ? List.of(10, 11) : List.of(i), received(1));
        }
        assertEquals(List.of(), nodes.losses());
    }
}
