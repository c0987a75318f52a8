// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// Finds the kernel of a function that matches patterns.
public final class PatternKernels {
    private PatternKernels() {}

    public static Kernel bind(ScalarFunction function, KernelContext context) {
        return switch (function) {
            case LIKE -> new LikeKernel(false, context);
            case ILIKE -> new LikeKernel(true, context);
            case STARTS_WITH, ENDS_WITH, CONTAINS -> SearchKernels.bind(function, context);
            case REGEXP_MATCHES, REGEXP_REPLACE, REGEXP_EXTRACT, SIMILAR_TO -> RegexKernels.bind(function, context);
            default -> throw new IllegalArgumentException(function + " matches no pattern");
        };
    }
}
