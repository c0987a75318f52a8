// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.transport.InboundStream;
import dev.sheaf.core.transport.InboundStream.State;
import dev.sheaf.core.transport.InboundStream.Verdict;
import dev.sheaf.core.transport.OutboundStream;
import dev.sheaf.core.transport.OutboundStream.OfferResult;
import dev.sheaf.core.transport.Transport;
import dev.sheaf.core.transport.TransportProvider;
import dev.sheaf.core.transport.TransportProvider.LocalNetwork;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Transports with threads of their own, as a node has them.
class AeronLocalNetworkTest {
    private static final int FRAMES = 20_000;
    private static final int SECONDS_MAX = 60;

    private final List<Thread> threads = Collections.synchronizedList(new ArrayList<>());

    private Thread made(Runnable work) {
        Thread thread = Thread.ofPlatform().daemon().unstarted(work);
        threads.add(thread);
        return thread;
    }

    private static Clock machineClock() {
        return new Clock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long epochMicros() {
                return System.currentTimeMillis() * 1000;
            }
        };
    }

    /// Both threads sleep whenever they can't go on, so a lost wake-up fails the test.
    @ParameterizedTest
    @ValueSource(strings = {"aeron-ipc", "aeron-udp", "aeron-udp-loss-5"})
    void carriesFramesBetweenThreadsAndLeavesNothing(String provider) throws Exception {
        ThreadFactory factory = this::made;
        try (EngineMemory engine = new EngineMemory(1 << 26)) {
            MemoryContext memory = engine.context().child("links");
            LocalNetwork network = TransportProvider.find(provider).orElseThrow().open(factory, machineClock());
            Transport a = network.join("a", 1, memory);
            Transport b = network.join("b", 2, memory);
            CompletableFuture<InboundStream> accepted = new CompletableFuture<>();
            b.accept((_, _, inbound) -> accepted.complete(inbound));
            OutboundStream out = a.open("b", 1);
            CompletableFuture<Void> sent = new CompletableFuture<>();
            Thread.ofPlatform().start(() -> {
                try {
                    for (int i = 0; i < FRAMES; i++) {
                        send(out, i);
                    }
                    out.close();
                    sent.complete(null);
                } catch (Throwable thrown) {
                    sent.completeExceptionally(thrown);
                }
            });
            assertEquals(FRAMES, receiveAll(accepted.get(SECONDS_MAX, TimeUnit.SECONDS)));
            sent.get(SECONDS_MAX, TimeUnit.SECONDS);
            network.close();
            memory.close();
        }
        assertFalse(threads.isEmpty());
        for (Thread thread : threads) {
            assertTrue(thread.join(Duration.ofSeconds(SECONDS_MAX)), () -> thread + " still runs");
        }
    }

    private static void send(OutboundStream out, int number) throws InterruptedException {
        MemorySegment part = MemorySegment.ofArray(new int[] {number, ~number});
        MemorySegment rest = MemorySegment.ofArray(new byte[number % 3000]);
        while (out.offer(part, rest) != OfferResult.SENT) {
            Semaphore woken = new Semaphore(0);
            out.waitForRoom(woken::release);
            assertTrue(woken.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS), "the sender was not woken");
        }
    }

    private static int receiveAll(InboundStream in) throws InterruptedException {
        int[] received = {0};
        InboundStream.FrameHandler check = frame -> {
            int number = received[0]++;
            assertEquals(8 + number % 3000, frame.byteSize());
            assertEquals(number, frame.get(ValueLayout.JAVA_INT_UNALIGNED, 0));
            assertEquals(~number, frame.get(ValueLayout.JAVA_INT_UNALIGNED, 4));
            return Verdict.CONTINUE;
        };
        while (in.state() == State.OPEN) {
            if (in.poll(check, 50) == 0 && in.state() == State.OPEN) {
                Semaphore woken = new Semaphore(0);
                in.waitForFrame(woken::release);
                assertTrue(woken.tryAcquire(SECONDS_MAX, TimeUnit.SECONDS), "the receiver was not woken");
            }
        }
        assertEquals(State.FINISHED, in.state());
        return received[0];
    }
}
