// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.certificates.CertificateFiles;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who gets a link, and who doesn't.
class SealedLinkTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long SEED = 31;

    @TempDir
    Path directory;

    private SteppedNodes nodes;
    private final List<InboundStream> arrived = new ArrayList<>();

    @BeforeEach
    void begin() {
        nodes = new SteppedNodes(Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, 0).withSeal(), 3, directory);
    }

    @AfterEach
    void end() {
        nodes.close();
    }

    private AeronTransport join(String node) {
        AeronTransport joined = (AeronTransport) nodes.join(node);
        joined.accept((_, _, inbound) -> arrived.add(inbound));
        return joined;
    }

    private OutboundStream connected(String from, String to, long number) {
        OutboundStream out = nodes.node(from).open(to, number);
        nodes.settle();
        assertEquals(OfferResult.SENT, out.offer(MemorySegment.ofArray(new byte[10])));
        nodes.settle();
        return out;
    }

    /// A node with such certificates reaches nobody and is reached by nobody, and the others don't notice.
    private void getsNothing(CertificateFiles bad) {
        join("a");
        join("b");
        OutboundStream good = connected("a", "b", 1);
        nodes.certificates("c", bad);
        join("c");
        OutboundStream there = nodes.node("c").open("a", 1);
        OutboundStream back = nodes.node("a").open("c", 1);
        for (int i = 0; i < 12; i++) {
            nodes.passNanos(SECOND / 2);
            assertTrue(there.offer(MemorySegment.ofArray(new byte[1])) != OfferResult.SENT);
            assertTrue(back.offer(MemorySegment.ofArray(new byte[1])) != OfferResult.SENT);
            assertEquals(OfferResult.SENT, good.offer(MemorySegment.ofArray(new byte[1])));
        }
        assertEquals(OfferResult.CLOSED, there.offer(MemorySegment.ofArray(new byte[1])));
        assertEquals(OfferResult.CLOSED, back.offer(MemorySegment.ofArray(new byte[1])));
        nodes.settle();
        assertEquals(1, arrived.size());
        assertEquals(13, arrived.getFirst().poll(_ -> Verdict.CONTINUE, 100));
        assertEquals(List.of(), nodes.losses());
    }

    @Test
    void anExpiredCertificateGetsNothing() {
        getsNothing(nodes.authority().expired("c"));
    }

    @Test
    void aRevokedCertificateGetsNothing() {
        CertificateFiles revoked = nodes.authority().node("c");
        Path lists = nodes.authority().revoke(revoked);
        nodes.certificates("a", nodes.authority().node("a").withRevoked(lists));
        getsNothing(revoked);
    }

    @Test
    void aMachineThatIsGoneIsLostAtOnce() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        // Its media driver tells nobody; the end of its control connection does.
        nodes.crash("b");
        nodes.passNanos(SECOND / 20);
        assertEquals(OfferResult.CLOSED, out.offer(MemorySegment.ofArray(new byte[1])));
        assertEquals(
                List.of(ErrorCode.LINK_LOST),
                nodes.losses().stream()
                        .filter(loss -> loss.at().equals("a"))
                        .map(loss -> loss.reason().code())
                        .toList());
        join("b");
        connected("a", "b", 2);
    }

    @Test
    void silenceOfOneSideIsSurvivedForAWhile() {
        join("a");
        join("b");
        OutboundStream out = connected("a", "b", 1);
        nodes.pause("b");
        nodes.passNanos(3 * SECOND);
        nodes.resume("b");
        nodes.passNanos(10 * SECOND);
        assertEquals(List.of(), nodes.losses());
        assertEquals(OfferResult.SENT, out.offer(MemorySegment.ofArray(new byte[1])));
    }

    /// Greetings in others' names, streams and frames, by somebody who knows the protocol and no key.
    @Test
    void whoHasNoKeyIsNotHeard() {
        SplittableRandom random = new SplittableRandom(SEED);
        join("a");
        join("b");
        OutboundStream good = connected("a", "b", 1);
        Aeron.Context context = new Aeron.Context()
                .aeronDirectoryName(nodes.driver("a").directory())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(nodes.driver("a").invoker());
        context.nanoClock(EmbeddedDriver.nanoClock(nodes.clock()));
        context.epochClock(EmbeddedDriver.epochClock(nodes.clock()));
        int sent = 0;
        try (Aeron aeron = Aeron.connect(context)) {
            for (int speaker = 0; speaker < 30; speaker++) {
                String channel = "aeron:udp?endpoint=" + nodes.node("b").address().endpoint();
                try (ExclusivePublication publication =
                        aeron.addExclusivePublication(channel, NodeAddress.UDP_STREAM)) {
                    for (int i = 0; i < 60; i++) {
                        byte[] greeting = new Greeting("a", "b", 100 + random.nextInt(9), 1 + i, i % 2).toByteArray();
                        byte[] payload = Arrays.copyOf(greeting, greeting.length + 32);
                        UnsafeBuffer message = new UnsafeBuffer(new byte[MessageHeader.BYTES + payload.length]);
                        MessageKind kind = i < 10 ? MessageKind.GREETING : MessageKind.of(1 + random.nextInt(8));
                        MessageHeader.write(
                                message, Objects.requireNonNull(kind), payload.length, random.nextInt(3), 1);
                        message.putBytes(MessageHeader.BYTES, payload);
                        sent += publication.offer(message) > 0 ? 1 : 0;
                        nodes.step();
                        aeron.conductorAgentInvoker().invoke();
                    }
                }
            }
        }
        assertTrue(sent > 100, "only " + sent + " messages came through");
        nodes.passNanos(5 * SECOND);
        assertEquals(OfferResult.SENT, good.offer(MemorySegment.ofArray(new byte[1])));
        nodes.settle();
        assertEquals(1, arrived.size());
        assertEquals(2, arrived.getFirst().poll(_ -> Verdict.CONTINUE, 100));
        assertEquals(List.of(), nodes.losses());
    }
}
