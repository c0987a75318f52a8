// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.DriverContext;

/// Compiles a join's condition for one driver, whose operator closes it.
@FunctionalInterface
public interface ConditionFactory {
    /// @param condition on the probe's columns followed by the build's
    PredicateEvaluator create(Expression condition, DriverContext driver);
}
