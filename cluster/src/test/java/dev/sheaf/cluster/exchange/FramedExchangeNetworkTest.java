// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.BatchSender.Offer;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.transport.inproc.simulated.SimulatedNetwork;
import dev.sheaf.transport.inproc.simulated.SimulatedNetworkSettings;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the framed exchange does when links break, peers misbehave or memory runs out. What it does otherwise is in the
/// contract suites.
class FramedExchangeNetworkTest {
    private static final Schema SCHEMA = RandomRows.allTypes();
    private static final RowSet ROWS = new RandomRows(1).rows(SCHEMA, 50);
    private static final ChannelId CHANNEL = new ChannelId(7, 1, 0, 0, 0);

    private final EngineMemory engine = new EngineMemory(256L << 20);
    private final MemoryContext memory = engine.context().child("node");
    private final List<FramedExchangeNetwork> opened = new ArrayList<>();
    private SteppedScheduler scheduler = new SteppedScheduler(1, 1);
    private SimulatedNetwork network;

    @AfterEach
    void nothingIsLeft() {
        opened.forEach(FramedExchangeNetwork::close);
        scheduler.runFor(60_000_000_000L, 1_000_000);
        memory.close();
        engine.close();
    }

    private void start(long seed, SimulatedNetworkSettings settings) {
        scheduler = new SteppedScheduler(seed, 1);
        network = new SimulatedNetwork(
                scheduler, scheduler.clock(), new SplittableRandom(seed)::nextLong, settings);
    }

    private FramedExchangeNetwork join(String node) {
        return open(network.join(node));
    }

    private FramedExchangeNetwork open(Transport transport) {
        FramedExchangeNetwork framed =
                new FramedExchangeNetwork(transport, scheduler, scheduler.clock(), memory, 1000L * opened.size());
        opened.add(framed);
        return framed;
    }

    private void settle() {
        scheduler.runFor(20_000_000_000L, 1_000_000);
    }

    private BatchSender sender(FramedExchangeNetwork from, ChannelId channel) {
        return from.sender(channel, "b", 1 << 20, memory);
    }

    private void offer(BatchSender sender) {
        Batch batch = ROWS.batch(0, ROWS.size(), memory);
        try {
            assertEquals(Offer.ACCEPTED, sender.offer(batch));
        } catch (SheafException broken) {
            batch.release();
            throw broken;
        }
    }

    private static ErrorCode failure(BatchReceiver receiver) {
        return assertThrows(SheafException.class, () -> {
            Batch batch;
            while ((batch = receiver.poll()) != null) {
                batch.release();
            }
        })
                .code();
    }

    private int take(BatchReceiver receiver) {
        int rows = 0;
        while (!receiver.finished()) {
            Batch batch = receiver.poll();
            if (batch == null) {
                throw new AssertionError("no batch and no end");
            }
            rows += batch.rowCount();
            batch.release();
            settle();
        }
        return rows;
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aLostLinkBreaksItsChannelsAndTheNextOneWorks(long seed) {
        start(seed, SimulatedNetworkSettings.draw(new SplittableRandom(seed)::nextLong));
        FramedExchangeNetwork a = join("a");
        FramedExchangeNetwork b = join("b");
        BatchSender sender = sender(a, CHANNEL);
        BatchReceiver receiver = b.receiver(CHANNEL, "a", SCHEMA, memory);
        offer(sender);
        scheduler.runFor(seed * 1_000_000, 1_000_000);
        settle();
        assertTrue(network.closeLink("a", "b"));
        settle();
        assertEquals(ErrorCode.LINK_LOST, failure(receiver));
        assertEquals(ErrorCode.LINK_LOST, assertThrows(SheafException.class, () -> offer(sender)).code());

        ChannelId fresh = new ChannelId(8, 1, 0, 0, 0);
        BatchSender healed = sender(a, fresh);
        offer(healed);
        healed.finish();
        settle();
        assertEquals(50, take(b.receiver(fresh, "a", SCHEMA, memory)));
    }

    /// The link breaks at a random moment, while two nodes send to each other. Every channel ends: with all rows or
    /// with an error, never short and never stuck.
    @ParameterizedTest
    @MethodSource("seeds")
    void everyChannelEndsWheneverTheLinkBreaks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        start(seed, SimulatedNetworkSettings.draw(random::nextLong));
        FramedExchangeNetwork a = join("a");
        FramedExchangeNetwork b = join("b");
        List<BatchSender> senders = new ArrayList<>();
        List<ChannelId> channels = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ChannelId channel = new ChannelId(7, i, 0, 0, 0);
            channels.add(channel);
            senders.add(i % 2 == 0 ? a.sender(channel, "b", 1 << 20, memory) : b.sender(channel, "a", 1 << 20, memory));
        }
        for (int i = 0; i < 20; i++) {
            BatchSender sender = senders.get(random.nextInt(4));
            try {
                offer(sender);
            } catch (SheafException broken) {
                assertEquals(ErrorCode.LINK_LOST, broken.code());
            }
            scheduler.runFor(random.nextLong(1 << 20), 1_000_000);
            if (random.nextInt(15) == 0) {
                network.closeLink("a", "b");
            }
        }
        senders.forEach(BatchSender::finish);
        scheduler.runFor(random.nextLong(1 << 22), 1_000_000);
        network.closeLink("b", "a");
        // Only now are the consumers' ends opened, though producers have ended long ago.
        for (int i = 0; i < 4; i++) {
            BatchReceiver receiver = i % 2 == 0 ? b.receiver(channels.get(i), "a", SCHEMA, memory)
                    : a.receiver(channels.get(i), "b", SCHEMA, memory);
            settle();
            try {
                assertEquals(0, take(receiver) % 50);
            } catch (SheafException broken) {
                assertEquals(ErrorCode.LINK_LOST, broken.code());
            }
        }
        a.release(7);
        b.release(7);
        settle();
    }

    @Test
    void aNodeThatIsNotThereCantBeReached() {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork a = join("a");
        BatchSender sender = sender(a, CHANNEL);
        offer(sender);
        settle();
        assertEquals(ErrorCode.LINK_LOST, assertThrows(SheafException.class, () -> offer(sender)).code());
        assertEquals(0, memory.usedBytes());
        a.release(7);
        settle();
        assertEquals(0, memory.usedBytes());
    }

    @Test
    void aConsumerWithoutMemoryFailsTyped() {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork a = join("a");
        FramedExchangeNetwork b = join("b");
        MemoryContext tight = memory.child("tight", 2000);
        BatchReceiver receiver = b.receiver(CHANNEL, "a", SCHEMA, tight);
        BatchSender sender = sender(a, CHANNEL);
        offer(sender);
        settle();
        assertEquals(ErrorCode.OUT_OF_MEMORY, failure(receiver));
        Batch batch = ROWS.batch(0, 1, memory);
        assertEquals(Offer.NOT_NEEDED, sender.offer(batch));
        batch.release();
        receiver.close();
        tight.close();
    }

    @Test
    void anEndIsOpenedOnce() {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork a = join("a");
        sender(a, CHANNEL);
        assertThrows(IllegalStateException.class, () -> sender(a, CHANNEL));
        a.receiver(CHANNEL, "b", SCHEMA, memory);
        assertThrows(IllegalStateException.class, () -> a.receiver(CHANNEL, "b", SCHEMA, memory));
        a.release(7);
        assertEquals(ErrorCode.QUERY_CANCELLED, assertThrows(SheafException.class, () -> sender(a, CHANNEL)).code());
    }

    @Test
    void aClosedNetworkOpensNothing() {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork a = join("a");
        a.close();
        assertEquals(ErrorCode.ENGINE_CLOSED, assertThrows(SheafException.class, () -> sender(a, CHANNEL)).code());
    }

    @Test
    void aCutOffErrorStillFitsTheFrame() {
        start(1, new SimulatedNetworkSettings(256, 4, 1, 0, 0));
        FramedExchangeNetwork a = join("a");
        FramedExchangeNetwork b = join("b");
        BatchReceiver receiver = b.receiver(CHANNEL, "a", SCHEMA, memory);
        sender(a, CHANNEL).fail(new SheafException(ErrorCode.INVALID_TEXT, "ü".repeat(5000)));
        settle();
        SheafException error = assertThrows(SheafException.class, receiver::poll);
        assertEquals(ErrorCode.INVALID_TEXT, error.code());
        assertEquals("a", error.origin());
        assertTrue(error.getMessage().startsWith("üü"));
    }

    /// A peer that says what no peer should, over a stream of its own.
    private ErrorCode answerTo(FrameHeader header, byte... payload) {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork b = join("b");
        Transport a = network.join("a");
        List<InboundStream> answers = new ArrayList<>();
        a.accept((_, _, inbound) -> answers.add(inbound));
        BatchReceiver receiver = b.receiver(CHANNEL, "a", SCHEMA, memory);
        b.sender(CHANNEL, "a", 1 << 20, memory);
        OutboundStream out = a.open("b", 3);
        settle();
        write(out, new FrameHeader(FrameKind.HELLO, 0, FrameHeader.NO_CHANNEL, 3, 0));
        write(out, header, payload);
        settle();
        ErrorCode code = failure(receiver);
        assertEquals(InboundStream.State.FINISHED, drained(answers.getFirst()));
        b.release(7);
        return code;
    }

    private static InboundStream.State drained(InboundStream stream) {
        stream.poll(_ -> InboundStream.Verdict.CONTINUE, 100);
        return stream.state();
    }

    private void write(OutboundStream out, FrameHeader header, byte... payload) {
        MemorySegment frame = MemorySegment.ofArray(new byte[FrameHeader.BYTES]);
        header.write(frame);
        assertEquals(OutboundStream.OfferResult.SENT, out.offer(frame, MemorySegment.ofArray(payload)));
    }

    private static FrameHeader header(FrameKind kind, int sequence, long first, long second) {
        return new FrameHeader(kind, sequence, CHANNEL, first, second);
    }

    @Test
    void aPeerThatBreaksTheProtocolLosesItsLink() {
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.DATA, 2, 10, 0), new byte[10]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.DATA, 1, 10, 5), new byte[5]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.DATA, 1, -10, 0), new byte[5]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.DATA, 1, 10, 0), new byte[11]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.DATA, 1, 10, 0), new byte[0]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.CREDIT, 1, 1, 0)));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.FAIL, 1, 0, 0), new byte[3]));
        assertEquals(ErrorCode.PROTOCOL_VIOLATION, answerTo(header(FrameKind.HELLO, 1, 3, 0)));
    }

    @Test
    void aBatchThatClaimsMoreThanMemoryFailsItsChannel() {
        assertEquals(
                ErrorCode.OUT_OF_MEMORY,
                answerToOpenLink(header(FrameKind.DATA, 1, 1L << 40, 0), new byte[10]));
    }

    @Test
    void aBatchThatIsNoneFailsItsChannel() {
        assertEquals(
                ErrorCode.PROTOCOL_VIOLATION,
                answerToOpenLink(header(FrameKind.DATA, 1, 10, 0), new byte[10]));
    }

    /// Like [#answerTo], where only the channel ends and not the link.
    private ErrorCode answerToOpenLink(FrameHeader header, byte... payload) {
        start(1, SimulatedNetworkSettings.CALM);
        FramedExchangeNetwork b = join("b");
        Transport a = network.join("a");
        a.accept((_, _, _) -> {});
        BatchReceiver receiver = b.receiver(CHANNEL, "a", SCHEMA, memory);
        OutboundStream out = a.open("b", 3);
        settle();
        write(out, new FrameHeader(FrameKind.HELLO, 0, FrameHeader.NO_CHANNEL, 3, 0));
        write(out, header, payload);
        settle();
        ErrorCode code = failure(receiver);
        assertEquals(OutboundStream.OfferResult.SENT, out.offer(MemorySegment.ofArray(new byte[48])));
        receiver.close();
        return code;
    }
}
