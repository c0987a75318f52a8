// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.FrameHandler;
import dev.sheaf.core.transport.InboundStream.State;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.testkit.contract.TransportContract;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamNetworkTest extends TransportContract {
    @Override
    protected Network network(long seed) {
        EngineMemory engine = new EngineMemory(1 << 30);
        MemoryContext memory = engine.context().child("node");
        StreamNetwork network = new StreamNetwork(1024, 4);
        Map<String, Transport> nodes = new LinkedHashMap<>();
        return new Network() {
            @Override
            public Transport join(String node) {
                Transport transport = network.join(node, memory);
                nodes.put(node, transport);
                return transport;
            }

            @Override
            public void settle() {}

            @Override
            public void loseLink(String node, String other) {
                nodes.get(other).close();
            }

            @Override
            public void close() {
                nodes.values().forEach(Transport::close);
                memory.close();
                engine.close();
            }
        };
    }

    @Test
    void anEndedStreamGivesItsMemoryBack() {
        try (EngineMemory engine = new EngineMemory(1 << 20)) {
            StreamNetwork network = new StreamNetwork(1024, 4);
            AtomicReference<InboundStream> in = new AtomicReference<>();
            Transport a = network.join("a", engine.context());
            Transport b = network.join("b", engine.context());
            b.accept((_, _, inbound) -> in.set(inbound));
            OutboundStream out = a.open("b", 1);
            assertEquals(4096, engine.context().usedBytes());
            out.close();
            assertEquals(State.FINISHED, in.get().state());
            assertEquals(0, engine.context().usedBytes());
            a.open("b", 2);
            in.get().close();
            assertEquals(0, engine.context().usedBytes());
            a.open("nobody", 3).close();
            assertEquals(0, engine.context().usedBytes());
            a.open("b", 4);
            a.close();
            assertEquals(0, engine.context().usedBytes());
            assertEquals(State.LOST, in.get().state());
            b.close();
        }
    }

    @Test
    void refusesAStreamThatMemoryHasNoRoomFor() {
        try (EngineMemory engine = new EngineMemory(4000)) {
            Transport a = new StreamNetwork(1024, 4).join("a", engine.context());
            SheafException error = assertThrows(SheafException.class, () -> a.open("b", 1));
            assertEquals(ErrorCode.OUT_OF_MEMORY, error.code());
            assertEquals(0, engine.context().usedBytes());
        }
    }

    /// Both threads sleep whenever they can't go on, so a lost wake-up fails the test.
    @Test
    void carriesFramesBetweenThreads() throws InterruptedException {
        int frames = 20_000;
        try (EngineMemory engine = new EngineMemory(1 << 20)) {
            StreamNetwork network = new StreamNetwork(64, 8);
            Transport a = network.join("a", engine.context());
            Transport b = network.join("b", engine.context());
            AtomicReference<InboundStream> in = new AtomicReference<>();
            b.accept((_, _, inbound) -> in.set(inbound));
            OutboundStream out = a.open("b", 1);
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread sender = Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < frames; i++) {
                        send(out, i);
                    }
                } catch (Throwable thrown) {
                    failure.set(thrown);
                }
                out.close();
            });
            assertEquals(frames, receiveAll(in.get()));
            sender.join();
            assertNull(failure.get());
            a.close();
            b.close();
        }
    }

    private static void send(OutboundStream out, int number) throws InterruptedException {
        MemorySegment part = MemorySegment.ofArray(new int[] {number, ~number});
        MemorySegment rest = part.asSlice(0, number % 8);
        while (out.offer(part, rest) != OfferResult.SENT) {
            Semaphore woken = new Semaphore(0);
            out.waitForRoom(woken::release);
            if (out.offer(part, rest) == OfferResult.SENT) {
                return;
            }
            assertTrue(woken.tryAcquire(30, TimeUnit.SECONDS), "the sender was not woken");
        }
    }

    private static int receiveAll(InboundStream in) throws InterruptedException {
        int[] received = {0};
        FrameHandler check = frame -> {
            int number = received[0]++;
            assertEquals(8 + number % 8, frame.byteSize());
            int[] values = frame.asSlice(0, 8).toArray(ValueLayout.JAVA_INT_UNALIGNED);
            assertArrayEquals(new int[] {number, ~number}, values);
            return Verdict.CONTINUE;
        };
        while (in.state() == State.OPEN) {
            if (in.poll(check, 5) == 0) {
                Semaphore woken = new Semaphore(0);
                in.waitForFrame(woken::release);
                if (in.poll(check, 5) == 0 && in.state() == State.OPEN) {
                    assertTrue(woken.tryAcquire(30, TimeUnit.SECONDS), "the receiver was not woken");
                }
            }
        }
        return received[0];
    }
}
