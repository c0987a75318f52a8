// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.storage;

import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.storage.memory.MemoryConnector;
import dev.sheaf.storage.memory.SegmentCommits;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Tables in memory: reading a column of each form in which blocks are kept, and writing it.
public class MemoryScanBenchmark extends ScanBenchmark {
    /// Columns that are kept in different forms.
    @SuppressWarnings("ImmutableEnumChecker")
    public enum Column {
        /// Small range: packed offsets.
        NARROW_BIGINT(DataType.BIGINT, 1000),
        /// Full range: eight bytes a value.
        WIDE_BIGINT(DataType.BIGINT, Long.MAX_VALUE),
        PRICE(DataType.decimal(15, 2), 10_000_000),
        DAY(DataType.DATE, 3000),
        DOUBLE(DataType.DOUBLE, 1_000_000),
        /// Few values: dictionary codes.
        FEW_STRINGS(DataType.VARCHAR, 50),
        /// Mostly different values, too long for a view.
        MANY_STRINGS(DataType.VARCHAR, 1L << 40);

        private final DataType type;
        private final long bound;

        Column(DataType type, long bound) {
            this.type = type;
            this.bound = bound;
        }
    }

    @Param
    public Column column = Column.PRICE;

    private MemoryConnector connector;
    private WriteTarget target;
    private List<Chunk> chunks;
    private Relation.Table table;
    private long statement;

    @Setup
    public void prepare() {
        connector = new MemoryConnector(memory.context());
        Schema schema = Schemas.of(column.type);
        target = WriteTarget.of(MemoryConnector.NAME, "t", schema, Map.of());
        chunks = SampleChunks.uniform(schema, rowCount, column.bound);
        List<ByteString> commits = List.of(fill());
        connector.commit(target, statement, commits);
        table = connector.relation(
                new TableDefinition(1, "t", MemoryConnector.NAME, schema, SegmentCommits.decode(commits)));
    }

    private ByteString fill() {
        statement++;
        try (ChunkWriter writer = connector.createWriter(target, statement, 0, context())) {
            chunks.forEach(writer::write);
            return writer.finish();
        }
    }

    @Benchmark
    public long scan() {
        return read(connector, scan(table, List.of(0)));
    }

    @Benchmark
    public ByteString write() {
        ByteString written = fill();
        connector.abort(target, statement);
        return written;
    }

    @TearDown
    public void giveBack() {
        connector.close();
        memory.close();
    }
}
