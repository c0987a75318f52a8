// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.transport.aeron.SteppedNodes.Medium;
import dev.sheaf.transport.aeron.driver.EmbeddedDriver;
import dev.sheaf.transport.aeron.driver.LinkBudget;
import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node that others talk nonsense to serves those that don't.
class UninvitedTest {
    private static final long SEED = 99;

    @TempDir
    Path directory;

    private SteppedNodes nodes;
    private final List<InboundStream> arrived = new ArrayList<>();
    private OutboundStream out;

    @BeforeEach
    void connect() {
        nodes = new SteppedNodes(Medium.udp(LinkBudget.MTU_BYTES_INTERNET, 5000, 0), SEED, directory);
        nodes.join("a");
        nodes.join("b").accept((_, _, inbound) -> arrived.add(inbound));
        out = nodes.node("a").open("b", 1);
        nodes.settle();
        assertEquals(OfferResult.SENT, out.offer(MemorySegment.ofArray(new byte[1])));
        nodes.settle();
    }

    @AfterEach
    void stillServes() {
        assertEquals(OfferResult.SENT, out.offer(MemorySegment.ofArray(new byte[2])));
        nodes.settle();
        assertEquals(2, arrived.getFirst().poll(_ -> Verdict.CONTINUE, 10));
        assertEquals(List.of(), nodes.losses());
        nodes.close();
    }

    /// What a speaker might have meant, altered: greetings in somebody's name, streams, frames, ends.
    private static byte[] nonsense(SplittableRandom random) {
        Greeting greeting = new Greeting(
                "c" + random.nextInt(3), random.nextInt(4) == 0 ? "x" : "b", random.nextInt(3), 1 + random.nextInt(3),
                random.nextInt(3) == 0 ? random.nextInt(3) : 0);
        byte[] payload = random.nextInt(3) == 0 ? greeting.toByteArray() : new byte[random.nextInt(60)];
        MessageKind[] kinds = MessageKind.values();
        UnsafeBuffer message = new UnsafeBuffer(new byte[MessageHeader.BYTES + payload.length]);
        MessageHeader.write(
                message, payload.length > 32 ? MessageKind.GREETING : kinds[random.nextInt(kinds.length)],
                random.nextInt(3) == 0 ? random.nextInt() : payload.length, random.nextInt(4), random.nextInt(100));
        message.putBytes(MessageHeader.BYTES, payload);
        byte[] bytes = message.byteArray();
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) random.nextInt();
        }
        return bytes;
    }

    @Test
    void speakersThatTalkNonsenseAreNotHeard() {
        SplittableRandom random = new SplittableRandom(SEED);
        EmbeddedDriver driver = nodes.driver("a");
        Aeron.Context context = new Aeron.Context()
                .aeronDirectoryName(driver.directory())
                .useConductorAgentInvoker(true)
                .driverAgentInvoker(driver.invoker())
                .nanoClock(EmbeddedDriver.nanoClock(nodes.clock()))
                .epochClock(EmbeddedDriver.epochClock(nodes.clock()));
        int sent = 0;
        try (Aeron aeron = Aeron.connect(context)) {
            for (int speaker = 0; speaker < 60; speaker++) {
                String channel = "aeron:udp?endpoint=" + nodes.node("b").address().endpoint();
                try (ExclusivePublication publication =
                        aeron.addExclusivePublication(channel, NodeAddress.UDP_STREAM)) {
                    for (int i = 0; i < 200; i++) {
                        byte[] message = nonsense(random);
                        sent += publication.offer(new UnsafeBuffer(message)) > 0 ? 1 : 0;
                        nodes.step();
                        aeron.conductorAgentInvoker().invoke();
                    }
                }
            }
        }
        int all = sent;
        assertTrue(all > 1000, () -> "only " + all + " messages came through");
        // What they opened on their links is gone with them.
        nodes.passNanos(12_000_000_000L);
        assertTrue(arrived.stream().skip(1).allMatch(stream -> stream.state() != InboundStream.State.OPEN));
    }

    @Test
    void datagramsThatAreNoneOfAeronsAreIgnored() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        URI address = URI.create("udp://" + nodes.node("b").address().endpoint());
        try (DatagramChannel channel = DatagramChannel.open()) {
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[random.nextInt(1400)];
                random.nextBytes(bytes);
                if (bytes.length > 8 && random.nextBoolean()) {
                    // The version of Aeron's frames, and one of their types.
                    bytes[4] = 0;
                    bytes[6] = (byte) random.nextInt(16);
                    bytes[7] = 0;
                }
                channel.send(ByteBuffer.wrap(bytes), new InetSocketAddress(address.getHost(), address.getPort()));
                nodes.step();
            }
        }
    }
}
