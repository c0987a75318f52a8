// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.exchange;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.exchange.BatchReceiver;
import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.ChannelId;
import dev.sheaf.core.exchange.ExchangeNetwork;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.GroupThreads;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.Control;

/// One channel, by the size of a batch: what a hand-over costs a thread that does both ends, and how fast a producing
/// and a consuming thread get batches across.
@State(Scope.Group)
public abstract class ExchangeBenchmark extends BenchmarkDefaults {
    private static final Schema SCHEMA = Schemas.of(DataType.BIGINT, DataType.BIGINT);
    private static final String PRODUCER = "producer";
    private static final String CONSUMER = "consumer";
    private static final long DEADLINE_NANOS = 10_000_000_000L;
    private static final long CREDIT_BYTES = 4 << 20;

    @Param({"65536", "1048576"})
    public int batchBytes;

    private final EngineMemory memory = new EngineMemory(1L << 30);
    private final MemoryContext producer = memory.context().child(PRODUCER);
    private final MemoryContext consumer = memory.context().child(CONSUMER);
    private ExchangeNetwork producerNetwork;
    private ExchangeNetwork consumerNetwork;
    private Batch batch;
    private BatchSender sender;
    private BatchReceiver receiver;
    /// Of the iteration: what belongs to a query that was released is refused.
    private long query;

    /// Opens a node's end.
    ///
    /// @param memory the node's
    protected abstract ExchangeNetwork open(String node, MemoryContext memory);

    /// Called when both ends are closed.
    protected void closed() {}

    @Setup
    public void prepare() {
        producerNetwork = open(PRODUCER, producer);
        consumerNetwork = open(CONSUMER, consumer);
        int rowCount = batchBytes / 16;
        SampleColumns columns = new SampleColumns(9);
        BatchBuilder builder = new BatchBuilder(SCHEMA, producer);
        builder.append(SampleChunks.chunk(
                SCHEMA,
                rowCount,
                columns.column(DataType.BIGINT, rowCount, 1L << 40, 0),
                columns.column(DataType.BIGINT, rowCount, 1L << 40, 0)));
        batch = builder.finish();
    }

    @Setup(Level.Iteration)
    public void openChannel() {
        query++;
        ChannelId channel = new ChannelId(query, 0, 0, 0, 0);
        sender = producerNetwork.sender(channel, CONSUMER, CREDIT_BYTES, producer);
        receiver = consumerNetwork.receiver(channel, PRODUCER, SCHEMA, consumer);
    }

    @TearDown(Level.Iteration)
    public void closeChannel() {
        receiver.close();
        consumerNetwork.release(query);
        producerNetwork.release(query);
    }

    @TearDown
    public void giveBack() {
        batch.release();
        consumerNetwork.close();
        producerNetwork.close();
        awaitEnd();
        closed();
        producer.close();
        consumer.close();
        memory.close();
    }

    /// Links end at their next step.
    private void awaitEnd() {
        long deadline = System.nanoTime() + DEADLINE_NANOS;
        while (memory.context().usedBytes() > 0) {
            if (System.nanoTime() - deadline > 0) {
                throw new IllegalStateException(memory.context().usedBytes() + " bytes are still held");
            }
            Thread.onSpinWait();
        }
    }

    @Benchmark
    @Group("handOver")
    @GroupThreads(1)
    public boolean handOver(Control control) {
        return send(control) && take(control);
    }

    @Benchmark
    @Group("stream")
    public boolean send(Control control) {
        batch.retain();
        while (!control.stopMeasurement) {
            if (sender.offer(batch) == BatchSender.Offer.ACCEPTED) {
                return true;
            }
            Thread.onSpinWait();
        }
        batch.release();
        return false;
    }

    @Benchmark
    @Group("stream")
    public boolean take(Control control) {
        while (!control.stopMeasurement) {
            Batch taken = receiver.poll();
            if (taken != null) {
                taken.release();
                return true;
            }
            Thread.onSpinWait();
        }
        return false;
    }
}
