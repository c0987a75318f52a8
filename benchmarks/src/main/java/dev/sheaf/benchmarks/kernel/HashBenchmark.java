// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.hash.VectorHash;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Hashes of key columns.
public class HashBenchmark extends ExpressionBenchmark {
    private final VectorHash longKey = new VectorHash(new int[] {0});
    private final VectorHash decimalKey = new VectorHash(new int[] {1});
    private final VectorHash shortStringKey = new VectorHash(new int[] {2});
    private final VectorHash longStringKey = new VectorHash(new int[] {3});
    private final VectorHash twoKeys = new VectorHash(new int[] {0, 2});
    private Chunk chunk;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(5);
        chunk = chunk(
                columns.column(DataType.BIGINT, rowCount, 1_000_000, nullPercent),
                columns.column(DataType.decimal(15, 2), rowCount, 1_000_000, nullPercent),
                columns.column(DataType.VARCHAR, rowCount, 1000, nullPercent),
                columns.comments(rowCount, nullPercent));
    }

    @Benchmark
    public long[] bigint() {
        return longKey.hash(chunk);
    }

    @Benchmark
    public long[] decimal() {
        return decimalKey.hash(chunk);
    }

    @Benchmark
    public long[] shortString() {
        return shortStringKey.hash(chunk);
    }

    @Benchmark
    public long[] longString() {
        return longStringKey.hash(chunk);
    }

    @Benchmark
    public long[] bigintAndShortString() {
        return twoKeys.hash(chunk);
    }
}
