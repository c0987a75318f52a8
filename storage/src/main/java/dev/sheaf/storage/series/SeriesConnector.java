// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.series;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LongVector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/// Computes the numbers of a series. A split is a run of them.
public final class SeriesConnector implements Connector {
    static final String NAME = "series";
    private static final long SPLIT_ROWS_MIN = 100_000;
    private static final int SPLITS_PER_THREAD = 4;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        SortedMap<String, String> properties = scan.table().properties();
        long count = Math.min(number(properties, "count"), scan.limitRows().orElse(Long.MAX_VALUE));
        long parts = Math.clamp(count / SPLIT_ROWS_MIN, 1, (long) SPLITS_PER_THREAD * Math.max(1, parallelism));
        List<Split> splits = new ArrayList<>();
        for (long part = 0; part < parts && count > 0; part++) {
            long from = bound(count, part, parts);
            long to = bound(count, part + 1, parts);
            splits.add(Split.of(NAME, to - from, 0, Map.of("from", Long.toString(from), "to", Long.toString(to))));
        }
        return splits;
    }

    private static long bound(long count, long part, long parts) {
        return count / parts * part + Math.min(part, count % parts);
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        SortedMap<String, String> properties = scan.table().properties();
        return new Source(
                number(properties, "start"),
                number(properties, "step"),
                number(split.properties(), "from"),
                number(split.properties(), "to"),
                scan,
                context);
    }

    private static long number(Map<String, String> properties, String key) {
        String value = properties.get(key);
        if (value == null) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "a series without " + key);
        }
        return Long.parseLong(value);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        throw new SheafException(ErrorCode.NOT_SUPPORTED, "a series cannot be written");
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        throw new SheafException(ErrorCode.NOT_SUPPORTED, "a series cannot be written");
    }

    @Override
    public void abort(WriteTarget target, long statement) {}

    private static final class Source implements ChunkSource {
        private final long start;
        private final long step;
        private final long to;
        private final ScanContext context;
        private final LongVector[] vectors;
        private long next;

        Source(long start, long step, long from, long to, ScanNode scan, ScanContext context) {
            this.start = start;
            this.step = step;
            this.next = from;
            this.to = to;
            this.context = context;
            this.vectors = new LongVector[scan.schema().size()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = new LongVector(scan.schema().type(i), context.chunkRows());
            }
        }

        @Override
        public Result next(Chunk target, Waker waker) {
            context.cancellation().check();
            int count = (int) Math.min(context.chunkRows(), to - next);
            target.start(count);
            for (int i = 0; i < vectors.length; i++) {
                fill(vectors[i].values(), start + next * step, step, count);
                target.set(i, vectors[i]);
            }
            next += count;
            return count == 0 ? Result.FINISHED : Result.ROWS;
        }

        private static void fill(long[] values, long first, long step, int count) {
            for (int i = 0; i < count; i++) {
                values[i] = first + i * step;
            }
        }

        @Override
        public long bytesRead() {
            return 0;
        }

        @Override
        public void close() {}
    }
}
