// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchBuilder;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SinkOperator;
import dev.sheaf.exec.pipeline.SourceFactory;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Hands rows to a connector's writers, one per driver that has any. The first driver of the first task always has one,
/// so that an empty table or file comes into being too. [#source] gives a row per writer: how many rows it took and
/// what it wants committed.
public final class TableWriteSink implements SinkFactory {
    private static final int WRITERS_PER_TASK = 1 << 12;

    private final Connector connector;
    private final WriteTarget target;
    private final long statement;
    private final int taskIndex;
    private final MemoryContext memory;
    private final AtomicInteger writers = new AtomicInteger();
    private final List<Written> written = new ArrayList<>();

    /// What a writer did.
    private record Written(long rows, ByteString commit) {}

    public TableWriteSink(
            Connector connector, WriteTarget target, long statement, int taskIndex, MemoryContext memory) {
        this.connector = connector;
        this.target = target;
        this.statement = statement;
        this.taskIndex = taskIndex;
        this.memory = memory;
    }

    /// What reads the rows about the writers, once the sink is complete.
    public SourceFactory source() {
        return new BatchListSource(TableWriteNode.SCHEMA, this::report);
    }

    @Override
    public SinkOperator create(DriverContext context) {
        return new Sink(new ScanContext(context.chunkRows(), context.memory(), context.cancellation()));
    }

    private ChunkWriter openWriter(ScanContext context) {
        int writer = taskIndex * WRITERS_PER_TASK + writers.getAndIncrement();
        return connector.createWriter(target, statement, writer, context);
    }

    private synchronized void add(Written result) {
        written.add(result);
    }

    private synchronized List<Batch> report() {
        if (written.isEmpty()) {
            return List.of();
        }
        int heapBytes = written.stream().mapToInt(result -> result.commit().length()).sum();
        MemoryBlock heap = memory.allocate(heapBytes);
        try (BatchBuilder builder = new BatchBuilder(TableWriteNode.SCHEMA, memory)) {
            builder.append(rows(heap.segment()));
            return List.of(builder.finish());
        } finally {
            heap.release();
        }
    }

    private Chunk rows(MemorySegment heap) {
        int count = written.size();
        LongVector rows = new LongVector(TableWriteNode.SCHEMA.type(0), count);
        StringVector commits = new StringVector(TableWriteNode.SCHEMA.type(1), count);
        int heapNumber = commits.addHeap(heap);
        int offset = 0;
        for (int i = 0; i < count; i++) {
            byte[] commit = written.get(i).commit().toByteArray();
            rows.values()[i] = written.get(i).rows();
            MemorySegment.copy(MemorySegment.ofArray(commit), 0, heap, offset, commit.length);
            commits.set(i, heapNumber, offset, commit.length);
            offset += commit.length;
        }
        Chunk chunk = new Chunk(TableWriteNode.SCHEMA);
        chunk.start(count);
        chunk.set(0, rows);
        chunk.set(1, commits);
        return chunk;
    }

    @Override
    public void close() {
        // Writers belong to the drivers; what they wrote is the statement's to commit or abort.
    }

    /// One driver's writer, opened with its first rows.
    private final class Sink implements SinkOperator {
        private final ScanContext context;
        private @Nullable ChunkWriter writer;
        private long rows;

        Sink(ScanContext context) {
            this.context = context;
        }

        @Override
        public Result take(Chunk chunk, Waker waker) {
            ChunkWriter to = writer;
            if (to == null) {
                to = openWriter(context);
                writer = to;
            }
            checkNulls(chunk);
            to.write(chunk);
            rows += chunk.activeCount();
            return Result.TAKEN;
        }

        private void checkNulls(Chunk chunk) {
            for (int i = 0; i < target.schema().size(); i++) {
                if (!target.schema().field(i).nullable() && hasNull(chunk, chunk.flat(i).validity())) {
                    throw new SheafException(
                            ErrorCode.NULL_NOT_ALLOWED,
                            "column " + target.schema().field(i).name() + " of " + target.name()
                                    + " is NOT NULL and was given a null");
                }
            }
        }

        private static boolean hasNull(Chunk chunk, long @Nullable [] validity) {
            if (validity == null) {
                return false;
            }
            if (chunk.selection() == null) {
                return Bits.count(validity, chunk.rowCount()) < chunk.rowCount();
            }
            int[] chosen = chunk.selection().rows();
            int valid = 0;
            for (int i = 0; i < chunk.activeCount(); i++) {
                valid += Bits.get(validity, chosen[i]) ? 1 : 0;
            }
            return valid < chunk.activeCount();
        }

        @Override
        public Result finish(Waker waker) {
            if (writer == null && taskIndex == 0 && writers.get() == 0) {
                writer = openWriter(context);
            }
            if (writer != null) {
                add(new Written(rows, writer.finish()));
            }
            return Result.TAKEN;
        }

        @Override
        public void close() {
            if (writer != null) {
                writer.close();
                writer = null;
            }
        }
    }
}
