// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.expression.PredicateEvaluator;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/// Filtering by how many rows survive: conditions to a bitmap, bitmap to row numbers, and the filtered column read.
public class SelectionBenchmark extends ExpressionBenchmark {
    @Param({"1", "50", "99"})
    public int survivorPercent;

    private Chunk chunk;
    private Chunk filtered;
    private PredicateEvaluator predicate;
    private PredicateEvaluator twoConditions;
    private Selection survivors;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(4);
        chunk = chunk(
                columns.column(DataType.BIGINT, rowCount, 100, nullPercent),
                columns.column(DataType.BIGINT, rowCount, 100, nullPercent),
                columns.column(DataType.BIGINT, rowCount, 100, nullPercent));
        filtered = new Chunk(chunk.schema());
        Expression first = below(0);
        predicate = new PredicateEvaluator(first, context());
        twoConditions = new PredicateEvaluator(Expressions.and(List.of(first, below(1))), context());
        survivors = new Selection(rowCount);
        System.arraycopy(
                predicate.select(chunk, null).bits(), 0, survivors.start(rowCount), 0, (rowCount + 63) / 64);
        survivors.complete();
    }

    private Expression below(int column) {
        return call(
                ScalarFunction.LESS_THAN, DataType.BOOLEAN, column(chunk, column), Literal.of(survivorPercent));
    }

    @Benchmark
    public int[] oneCondition() {
        return predicate.select(chunk, null).rows();
    }

    @Benchmark
    public int[] twoConditions() {
        return twoConditions.select(chunk, null).rows();
    }

    @Benchmark
    public FlatVector filteredColumn() {
        FilterPolicy.apply(chunk, survivors, filtered, new int[] {0, 1, 2});
        return filtered.flat(2);
    }

    @TearDown
    public void closePredicates() {
        predicate.close();
        twoConditions.close();
    }
}
