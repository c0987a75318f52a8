// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.exec.expression.Evaluator;
import dev.sheaf.exec.pipeline.DriverContext;

/// An expression that each driver makes its own evaluator of.
@FunctionalInterface
public interface EvaluatorFactory {
    Evaluator create(DriverContext context);
}
