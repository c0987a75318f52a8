// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.storage;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.testkit.data.RowSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Tables of Java values. Its sources make life hard for whoever reads them: chunks of odd sizes, lazy columns, rows
/// that are not in play, and moments when nothing is there.
public final class FakeConnector implements Connector {
    /// The name by which tables refer to it.
    public static final String NAME = "fake";

    private static final long BLOCK_NANOS = 50_000;

    private final Map<String, RowSet> tables = new HashMap<>();
    private final Map<String, List<List<@Nullable Object>>> written = new HashMap<>();
    private final List<String> commits = new ArrayList<>();
    private final Scheduler scheduler;
    private final Clock clock;
    private final SplittableRandom random;
    private int openCount;

    /// @param seed draws the chunk sizes and the blocked moments
    public FakeConnector(Scheduler scheduler, Clock clock, long seed) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
    }

    public FakeConnector add(String table, RowSet rows) {
        tables.put(table, rows);
        return this;
    }

    /// A scan of all columns of a table.
    public ScanNode scan(int node, String table) {
        Schema schema = rows(table).schema();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(i);
        }
        return new ScanNode(
                node, TableHandle.of(NAME, table, Map.of()), columns, schema, List.of(),
                OptionalLong.empty());
    }

    /// A table's rows cut into splits of so many.
    public List<Split> splits(String table, int splitRows) {
        List<Split> splits = new ArrayList<>();
        for (int from = 0; from < rows(table).size(); from += splitRows) {
            int to = Math.min(rows(table).size(), from + splitRows);
            splits.add(Split.of(
                    NAME, to - from, -1, Map.of("table", table, "from", "" + from, "to", "" + to)));
        }
        return splits;
    }

    /// How many sources and writers are open.
    public int openCount() {
        return openCount;
    }

    /// All rows that finished writers of a target took.
    public List<List<@Nullable Object>> written(String target) {
        return written.getOrDefault(target, List.of());
    }

    /// What [#commit] was told.
    public List<String> commits() {
        return commits;
    }

    private RowSet rows(String table) {
        RowSet rows = tables.get(table);
        if (rows == null) {
            throw new IllegalArgumentException("no table " + table);
        }
        return rows;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        int rows = rows(scan.table().name()).size();
        return splits(scan.table().name(), Math.max(1, rows / (2 * parallelism)));
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        openCount++;
        return new Source(rows(scan.table().name()), scan.columns(), split, context.chunkRows());
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        openCount++;
        return new Writer(target.name(), writer);
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> made) {
        made.forEach(commit -> commits.add(new String(commit.toByteArray(), StandardCharsets.UTF_8)));
    }

    @Override
    public void abort(WriteTarget target, long statement) {
        written.remove(target.name());
    }

    /// One split being read.
    private final class Source implements ChunkSource {
        private final RowSet rows;
        private final List<Integer> columns;
        private final int chunkRows;
        private final int end;
        private int next;
        private boolean open = true;

        Source(RowSet rows, List<Integer> columns, Split split, int chunkRows) {
            this.rows = rows;
            this.columns = columns;
            this.chunkRows = chunkRows;
            this.next = Integer.parseInt(split.properties().get("from"));
            this.end = Integer.parseInt(split.properties().get("to"));
        }

        @Override
        public Result next(Chunk target, Waker waker) {
            if (next == end) {
                return Result.FINISHED;
            }
            if (random.nextInt(4) == 0) {
                scheduler.at(clock.nanoTime() + BLOCK_NANOS, waker::wake);
                return Result.BLOCKED;
            }
            int count = Math.min(end - next, 1 + random.nextInt(chunkRows));
            if (count < chunkRows && random.nextInt(3) == 0) {
                fillWithStranger(target, count);
            } else {
                fill(target, rows.chunk(next, count));
            }
            next += count;
            return Result.ROWS;
        }

        /// One row more than counts, the first of them not in play.
        private void fillWithStranger(Chunk target, int count) {
            List<List<@Nullable Object>> more = new ArrayList<>(rows.rows().subList(next, next + count));
            more.addFirst(rows.rows().get(next));
            fill(target, new RowSet(rows.schema(), more).chunk(0, count + 1));
            Selection selection = new Selection(count + 1);
            Bits.setAll(selection.start(count + 1), count + 1);
            Bits.clear(selection.bits(), 0);
            target.select(selection.complete());
        }

        private void fill(Chunk target, Chunk values) {
            target.start(values.rowCount());
            for (int i = 0; i < columns.size(); i++) {
                Vector column = values.rawColumn(columns.get(i));
                target.set(i, random.nextBoolean() ? column : lazy(column.type(), column));
            }
        }

        @Override
        public long bytesRead() {
            return next;
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                openCount--;
            }
        }
    }

    private static LazyVector lazy(DataType type, Vector loaded) {
        return new LazyVector(type) {
            @Override
            public Vector load(int rowCount, @Nullable Selection selection) {
                return loaded;
            }
        };
    }

    /// One writer's rows.
    private final class Writer implements ChunkWriter {
        private final String target;
        private final int number;
        private final List<List<@Nullable Object>> taken = new ArrayList<>();
        private boolean open = true;

        Writer(String target, int number) {
            this.target = target;
            this.number = number;
        }

        @Override
        public void write(Chunk chunk) {
            RowSet.read(chunk, taken);
        }

        @Override
        public ByteString finish() {
            written.computeIfAbsent(target, _ -> new ArrayList<>()).addAll(taken);
            return ByteString.copyOf(("writer " + number).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            if (open) {
                open = false;
                openCount--;
            }
        }
    }
}
