// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.StringHeap;

/// Lower-case forms of single strings, for matching without regard to case.
public final class LowerCase {
    private final StringHeap heap;
    private final StringVector vector = new StringVector(DataType.VARCHAR, 1);
    private final TextCursor lowered;
    private final TextOutput output;

    public LowerCase(KernelContext context) {
        heap = context.newHeap();
        lowered = new TextCursor(context);
        output = new TextOutput(heap, vector);
    }

    /// The text in lower case, until the next call.
    public TextCursor of(TextCursor text) {
        heap.reset(vector);
        CaseKernels.change(text, output, 0, false);
        lowered.read(vector, 0);
        return lowered;
    }

    /// The text in lower case, code point by code point.
    public static String of(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return lower.toString();
    }
}
