// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.expression;

import java.util.Optional;

/// Computes constant expressions with the kernels that run queries, so that folding and running agree.
public interface ConstantEvaluator {
    /// Computes nothing: every expression stays as it is.
    ConstantEvaluator NONE = _ -> Optional.empty();

    /// The value of an expression without columns and parameters, or empty when it can't be computed now: evaluation
    /// would raise an error, which must wait until a row needs the value.
    Optional<Literal> evaluate(Expression expression);
}
