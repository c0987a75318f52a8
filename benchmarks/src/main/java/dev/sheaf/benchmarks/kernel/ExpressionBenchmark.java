// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.kernel;

import dev.sheaf.benchmarks.BenchmarkDefaults;
import dev.sheaf.benchmarks.data.SampleChunks;
import dev.sheaf.benchmarks.data.Schemas;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.expression.ExpressionCompiler;
import dev.sheaf.exec.kernel.EvaluationContext;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.TearDown;

/// What the suites of kernels share: a chunk of some size and share of nulls, and compiled expressions over it. A score
/// is the time of one chunk.
public abstract class ExpressionBenchmark extends BenchmarkDefaults {
    @Param({"64", "1024", "2048", "8192"})
    public int rowCount;

    @Param({"0", "10", "50"})
    public int nullPercent;

    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final List<Evaluator> evaluators = new ArrayList<>();

    protected final Chunk chunk(FlatVector... vectors) {
        DataType[] types = new DataType[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            types[i] = vectors[i].type();
        }
        Schema schema = Schemas.of(nullPercent > 0, types);
        return SampleChunks.chunk(schema, rowCount, vectors);
    }

    protected final Expression column(Chunk chunk, int index) {
        return Expressions.column(index, chunk.schema().type(index), nullPercent > 0);
    }

    protected final Expression call(ScalarFunction function, DataType type, Expression... operands) {
        return new Expression.Call(function, List.of(operands), type, nullPercent > 0, SourcePosition.UNKNOWN);
    }

    protected final EvaluationContext context() {
        return new EvaluationContext(Math.max(rowCount, Chunk.DEFAULT_ROWS), memory.context(), ZoneOffset.UTC, () -> 1,
                0);
    }

    /// An evaluator that is closed after the trial.
    protected final Evaluator compile(Expression expression) {
        Evaluator evaluator = ExpressionCompiler.compile(expression, context());
        evaluators.add(evaluator);
        return evaluator;
    }

    @TearDown
    public void giveBack() {
        evaluators.forEach(Evaluator::close);
        memory.close();
    }
}
