// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.data.SampleColumns;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.expression.Evaluator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/// Search in comments of about fifty bytes, by the kinds of patterns.
public class StringSearchBenchmark extends ExpressionBenchmark {
    private Chunk chunk;
    private Evaluator contains;
    private Evaluator containsTwo;
    private Evaluator startsWith;
    private Evaluator endsWith;
    private Evaluator substring;

    @Setup
    public void prepare() {
        SampleColumns columns = new SampleColumns(6);
        chunk = chunk(columns.comments(rowCount, nullPercent));
        contains = like("%packages%");
        containsTwo = like("%special%requests%");
        startsWith = like("special%");
        endsWith = like("%requests");
        substring = compile(call(
                ScalarFunction.SUBSTRING,
                DataType.VARCHAR,
                column(chunk, 0),
                Literal.of(1),
                Literal.of(2)));
    }

    private Evaluator like(String pattern) {
        return compile(
                call(ScalarFunction.LIKE, DataType.BOOLEAN, column(chunk, 0), Literal.of(pattern)));
    }

    @Benchmark
    public Vector likeContains() {
        return contains.evaluate(chunk, null);
    }

    @Benchmark
    public Vector likeContainsTwo() {
        return containsTwo.evaluate(chunk, null);
    }

    @Benchmark
    public Vector likePrefix() {
        return startsWith.evaluate(chunk, null);
    }

    @Benchmark
    public Vector likeSuffix() {
        return endsWith.evaluate(chunk, null);
    }

    @Benchmark
    public Vector substring() {
        return substring.evaluate(chunk, null);
    }
}
