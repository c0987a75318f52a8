// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ConstantEvaluator;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.exec.kernel.EvaluationContext;
import java.util.Optional;

/// Computes expressions without columns by the kernels that queries run, so that folding never changes a result.
public final class ConstantFolder implements ConstantEvaluator {
    private final EvaluationContext context;

    /// @param context of the statement that is planned
    public ConstantFolder(EvaluationContext context) {
        this.context = context;
    }

    @Override
    public Optional<Literal> evaluate(Expression expression) {
        if (expression instanceof Literal literal) {
            return Optional.of(literal);
        }
        if (!constant(expression) || !Expressions.deterministic(expression)) {
            return Optional.empty();
        }
        try (Evaluator evaluator = ExpressionCompiler.compile(expression, context)) {
            Vector value = evaluator.evaluate(new Chunk(Schema.EMPTY).start(1), null);
            FlatVector row = value instanceof ConstantVector single ? single.value() : value.flatten(1);
            return Optional.of(Literals.literal(row, 0, expression.type()));
        } catch (SheafException failure) {
            // It fails when and if a row needs it.
            return Optional.empty();
        }
    }

    private static boolean constant(Expression expression) {
        return !(expression instanceof Parameter)
                && Expressions.columns(expression).isEmpty()
                && expression.operands().stream().allMatch(ConstantFolder::constant);
    }
}
