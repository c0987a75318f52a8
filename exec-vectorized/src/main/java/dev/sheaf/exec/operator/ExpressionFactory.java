// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.expression.ExpressionCompiler;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.kernel.EvaluationContext;
import dev.sheaf.exec.pipeline.DriverContext;
import java.time.ZoneId;

/// Compiles a statement's expressions, for each driver anew.
///
/// @param timeZone the session's
/// @param statementMicros when the statement began, in microseconds since 1970-01-01 UTC
public record ExpressionFactory(ZoneId timeZone, long statementMicros) {
    /// What expressions of a driver are given.
    public EvaluationContext context(DriverContext driver) {
        return new EvaluationContext(
                driver.chunkRows(), driver.memory(), timeZone, driver.random(), statementMicros);
    }

    /// An evaluator that the driver's operator closes.
    public Evaluator evaluator(Expression expression, DriverContext driver) {
        return ExpressionCompiler.compile(expression, context(driver));
    }

    /// A condition that the driver's operator closes.
    public PredicateEvaluator predicate(Expression condition, DriverContext driver) {
        return new PredicateEvaluator(condition, context(driver));
    }
}
