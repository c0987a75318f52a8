// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.ByteSearch;
import dev.sheaf.exec.kernel.text.NeedleOperand;
import dev.sheaf.exec.kernel.text.TextCursor;

/// STARTS_WITH, ENDS_WITH and CONTAINS: `(text, needle)`.
final class SearchKernels {
    private SearchKernels() {}

    static Kernel bind(ScalarFunction function, KernelContext context) {
        TextCursor text = new TextCursor(context);
        NeedleOperand<ByteSearch> needles = new NeedleOperand<>(context, ByteSearch::new);
        return frame -> {
            long[] bits = frame.clearResultBits();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                ByteSearch needle = frame.operand(1).constant() && i > 0
                        ? needles.last()
                        : needles.get(frame.operand(1), row);
                text.read(frame.operand(0), row);
                boolean found = switch (function) {
                    case STARTS_WITH -> needle.isPrefixOf(text);
                    case ENDS_WITH -> needle.isSuffixOf(text);
                    default -> needle.indexIn(text) >= 0;
                };
                bits[row >> 6] |= (found ? 1L : 0L) << row;
            }
        };
    }
}
