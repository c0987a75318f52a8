// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.BatchSender.Offer;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What an exchange network promises: batches come in order, once and unchanged, under a credit that always lets one
/// batch through; errors and early ends reach the other side; and when a query is released nothing of it is left.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ExchangeNetworkContract {
    private static final long CREDIT_BYTES = 64 << 10;
    private static final long QUERY = 7;
    private static final ChannelId CHANNEL = new ChannelId(QUERY, 1, 0, 0, 0);
    private static final Schema SCHEMA = RandomRows.allTypes();

    /// The networks of two nodes, which may be one and the same; new for each test.
    public interface Networks {
        ExchangeNetwork producer();

        String producerNode();

        ExchangeNetwork consumer();

        String consumerNode();

        /// Lets pass whatever time it takes until nothing changes any more by itself.
        void settle();

        /// Closes both networks.
        void close();
    }

    /// @param memory for what the networks themselves need
    protected abstract Networks networks(long seed, MemoryContext memory);

    /// The seeds to run every test with; one is enough where chance has no part.
    protected Stream<Long> seeds() {
        return Stream.of(0L);
    }

    private ExchangeFixture fixture(long seed) {
        return new ExchangeFixture(QUERY, memory -> networks(seed, memory));
    }

    private static SheafException failOf(BatchReceiver receiver) {
        return assertThrows(SheafException.class, receiver::poll);
    }

    private static RowSet small(long seed) {
        return new RandomRows(seed).rows(SCHEMA, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void batchesComeInOrderOnceAndUnchanged(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RandomRows random = new RandomRows(seed);
            SplittableRandom chance = new SplittableRandom(seed);
            Schema schema = random.schema(10);
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            BatchReceiver receiver = fixture.receiver(CHANNEL, schema);
            List<List<Object>> expected = new ArrayList<>();
            List<List<Object>> actual = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                RowSet rows = random.rows(schema, chance.nextInt(3) == 0 ? chance.nextInt(2) : chance.nextInt(300));
                expected.addAll(rows.rows());
                Batch batch = rows.batch(0, rows.size(), fixture.sending);
                for (int turn = 0; sender.offer(batch) != Offer.ACCEPTED; turn++) {
                    assertTrue(turn < ExchangeFixture.TURNS_MAX, "no room");
                    fixture.settle();
                    fixture.take(receiver, actual);
                }
            }
            sender.finish();
            actual.addAll(fixture.takeAll(receiver));
            assertEquals(expected, actual);
            receiver.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void creditBoundsWhatIsUnderWay(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = small(seed);
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            int accepted = fixture.fill(sender, rows);
            assertTrue(accepted > 0);
            WakeCounter waker = new WakeCounter();
            sender.waitForRoom(waker);
            fixture.settle();
            assertFalse(waker.woken());
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            List<List<Object>> taken = new ArrayList<>();
            assertTrue(fixture.take(receiver, taken));
            fixture.settle();
            assertTrue(waker.woken());
            fixture.offer(sender, rows);
            sender.finish();
            taken.addAll(fixture.takeAll(receiver));
            assertEquals((accepted + 1) * 20, taken.size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSmallestCreditLetsOneBatchThroughAtATime(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = small(seed);
            BatchSender sender = fixture.sender(CHANNEL, 1);
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            for (int i = 0; i < 5; i++) {
                assertEquals(1, fixture.fill(sender, rows));
                List<List<Object>> taken = new ArrayList<>();
                assertTrue(fixture.take(receiver, taken));
                assertEquals(rows.rows(), taken);
                fixture.settle();
            }
            sender.finish();
            assertEquals(List.of(), fixture.takeAll(receiver));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aBatchMayBeLargerThanCreditAndFrames(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = new RandomRows(seed).rows(SCHEMA, 2000);
            BatchSender sender = fixture.sender(CHANNEL, 1);
            fixture.offer(sender, rows);
            fixture.settle();
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            fixture.settle();
            List<List<Object>> taken = new ArrayList<>();
            assertTrue(fixture.take(receiver, taken));
            assertEquals(rows.rows(), taken);
            sender.finish();
            assertEquals(List.of(), fixture.takeAll(receiver));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anEmptyChannelFinishes(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            assertNull(receiver.poll());
            assertFalse(receiver.finished());
            WakeCounter waker = new WakeCounter();
            receiver.waitForBatch(waker);
            fixture.settle();
            assertFalse(waker.woken());
            fixture.sender(CHANNEL, CREDIT_BYTES).finish();
            fixture.settle();
            assertTrue(waker.woken());
            assertEquals(List.of(), fixture.takeAll(receiver));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void rowsWithoutColumnsAreCounted(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = new RandomRows(seed).rows(Schema.EMPTY, 1234);
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            fixture.offer(sender, rows);
            sender.finish();
            fixture.settle();
            assertEquals(1234, fixture.takeAll(fixture.receiver(CHANNEL, Schema.EMPTY)).size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theProducersErrorReachesTheConsumer(long seed) {
        SourcePosition place = new SourcePosition(3, 4, 3, 9);
        for (boolean openedBefore : new boolean[] {true, false}) {
            try (ExchangeFixture fixture = fixture(seed)) {
                BatchReceiver receiver = openedBefore ? fixture.receiver(CHANNEL, SCHEMA) : null;
                BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
                fixture.offer(sender, small(seed));
                fixture.settle();
                WakeCounter waker = new WakeCounter();
                if (receiver != null) {
                    assertTrue(fixture.take(receiver, new ArrayList<>()));
                    receiver.waitForBatch(waker);
                }
                sender.fail(new SheafException(ErrorCode.DIVISION_BY_ZERO, "a " + "long ".repeat(100) + "text", place));
                fixture.settle();
                BatchReceiver opened = receiver == null ? fixture.receiver(CHANNEL, SCHEMA) : receiver;
                assertEquals(receiver != null, waker.woken());
                SheafException error = failOf(opened);
                assertEquals(ErrorCode.DIVISION_BY_ZERO, error.code());
                assertEquals(place, error.position());
                assertTrue(String.valueOf(error.getMessage()).startsWith("a "));
                assertFalse(opened.finished());
                opened.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theProducerHearsWhenNothingMoreIsNeeded(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = small(seed);
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            fixture.fill(sender, rows);
            WakeCounter waker = new WakeCounter();
            sender.waitForRoom(waker);
            receiver.close();
            receiver.close();
            fixture.settle();
            assertTrue(waker.woken());
            assertEquals(0, fixture.receiving.usedBytes());
            Batch batch = rows.batch(0, 1, fixture.sending);
            assertEquals(Offer.NOT_NEEDED, sender.offer(batch));
            batch.release();
            assertEquals(0, fixture.sending.usedBytes());
            sender.finish();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theConsumerMayEndBeforeTheProducerBegins(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            RowSet rows = small(seed);
            fixture.receiver(CHANNEL, SCHEMA).close();
            fixture.settle();
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            Batch batch = rows.batch(0, 1, fixture.sending);
            assertEquals(Offer.NOT_NEEDED, sender.offer(batch));
            batch.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void closingAfterTheEndIsAllowed(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            fixture.offer(sender, small(seed));
            sender.finish();
            fixture.settle();
            receiver.close();
            fixture.settle();
            receiver.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void channelsDontHoldUpEachOther(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            SplittableRandom chance = new SplittableRandom(seed);
            RowSet rows = small(seed);
            BatchSender stuck = fixture.sender(new ChannelId(QUERY, 99, 0, 0, 0), CREDIT_BYTES);
            fixture.fill(stuck, rows);
            List<Pair> open = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                ChannelId channel = new ChannelId(QUERY, 1, i % 2, i / 2, 0);
                open.add(new Pair(
                        fixture.sender(channel, 1 + chance.nextInt(100_000)), fixture.receiver(channel, SCHEMA)));
            }
            List<Pair> all = List.copyOf(open);
            for (int turn = 0; turn < ExchangeFixture.TURNS_MAX && !open.isEmpty(); turn++) {
                open.get(chance.nextInt(open.size())).send(fixture, rows);
                Pair taking = open.get(chance.nextInt(open.size()));
                if (!fixture.take(taking.receiver, taking.taken) && taking.receiver.finished()) {
                    taking.receiver.close();
                    open.remove(taking);
                }
                fixture.settle();
            }
            assertTrue(open.isEmpty(), "a channel was held up");
            all.forEach(pair -> assertEquals(Pair.BATCHES * rows.size(), pair.taken.size()));
        }
    }

    /// Both ends of a channel.
    private static final class Pair {
        private static final int BATCHES = 10;

        private final BatchSender sender;
        private final BatchReceiver receiver;
        private final List<List<Object>> taken = new ArrayList<>();
        private int sent;

        Pair(BatchSender sender, BatchReceiver receiver) {
            this.sender = sender;
            this.receiver = receiver;
        }

        void send(ExchangeFixture fixture, RowSet rows) {
            if (sent < BATCHES) {
                Batch batch = rows.batch(0, rows.size(), fixture.sending);
                if (sender.offer(batch) == Offer.ACCEPTED) {
                    sent++;
                } else {
                    batch.release();
                }
            } else if (sent == BATCHES) {
                sent++;
                sender.finish();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void releaseFreesWhatIsUnderWay(long seed) {
        for (int settles = 0; settles < 2; settles++) {
            try (ExchangeFixture fixture = fixture(seed)) {
                RowSet rows = new RandomRows(seed).rows(SCHEMA, 500);
                BatchSender sender = fixture.sender(CHANNEL, 1 << 20);
                fixture.offer(sender, rows);
                fixture.offer(sender, rows);
                BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
                WakeCounter room = new WakeCounter();
                WakeCounter batch = new WakeCounter();
                sender.waitForRoom(room);
                if (settles == 1) {
                    fixture.settle();
                } else {
                    receiver.waitForBatch(batch);
                }
                fixture.release();
                assertTrue(room.woken());
                assertTrue(settles == 1 || batch.woken());
                fixture.settle();
                assertEquals(ErrorCode.QUERY_CANCELLED, failOf(receiver).code());
                receiver.close();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aReleasedConsumerStaysGone(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            BatchSender sender = fixture.sender(CHANNEL, 1 << 20);
            fixture.networks.consumer().release(QUERY);
            if (fixture.networks.consumer() != fixture.networks.producer()) {
                fixture.offer(sender, small(seed));
                fixture.settle();
                assertEquals(0, fixture.sending.usedBytes(), "what was for nobody is kept");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void batchesMoveToTheConsumersAccount(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            BatchSender sender = fixture.sender(CHANNEL, 1 << 20);
            fixture.offer(sender, small(seed));
            fixture.settle();
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            fixture.settle();
            Batch batch = receiver.poll();
            assertTrue(batch != null);
            assertEquals(0, fixture.sending.usedBytes());
            assertTrue(fixture.receiving.usedBytes() > 0);
            fixture.networks.producer().release(QUERY);
            fixture.networks.consumer().release(QUERY);
            List<List<Object>> rows = new ArrayList<>();
            RowSet.read(batch, rows);
            assertEquals(small(seed).rows(), rows);
            batch.release();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whoWaitsForTheNeededRowsLearnsThem(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            NeededRows needed = new NeededRows(Map.of(0, NumberSet.NONE));
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            AtomicInteger wakes = new AtomicInteger();
            boolean silent = sender.neededRows() == null;
            sender.waitForNeededRows(wakes::incrementAndGet);
            assertEquals(silent ? 0 : 1, wakes.get());
            receiver.narrow(needed);
            fixture.settle();
            assertEquals(1, wakes.get());
            // A network that doesn't carry it has said so at once.
            assertEquals(silent ? needed : NeededRows.ALL, sender.neededRows());
            receiver.close();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyWaitsForTheNeededRowsOfAClosedChannel(long seed) {
        try (ExchangeFixture fixture = fixture(seed)) {
            BatchSender sender = fixture.sender(CHANNEL, CREDIT_BYTES);
            BatchReceiver receiver = fixture.receiver(CHANNEL, SCHEMA);
            AtomicInteger wakes = new AtomicInteger();
            sender.waitForNeededRows(wakes::incrementAndGet);
            receiver.close();
            fixture.settle();
            assertEquals(1, wakes.get());
            assertEquals(NeededRows.ALL, sender.neededRows());
        }
    }
}
