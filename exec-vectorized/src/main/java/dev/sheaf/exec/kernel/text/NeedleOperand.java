// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// An operand that is mostly a constant and expensive to prepare: a needle, a pattern, a format. What was made of it is
/// kept until a
/// row has another value.
public final class NeedleOperand<T> {
    private final TextCursor cursor;
    private final Function<byte[], T> prepare;
    private byte @Nullable [] bytes;
    private @Nullable T prepared;

    public NeedleOperand(KernelContext context, Function<byte[], T> prepare) {
        this.cursor = new TextCursor(context);
        this.prepare = prepare;
    }

    /// What the operand's value in a row was made into.
    public T get(Operand operand, int row) {
        StringVector strings = operand.strings();
        cursor.read(strings, row & operand.mask());
        T known = prepared;
        byte[] knownBytes = bytes;
        if (known != null
                && knownBytes != null
                && Arrays.equals(knownBytes, 0, knownBytes.length, cursor.bytes(), 0, cursor.length())) {
            return known;
        }
        byte[] copy = cursor.toByteArray();
        T made = prepare.apply(copy);
        bytes = copy;
        prepared = made;
        return made;
    }

    /// What [#get] gave last.
    public T last() {
        return Objects.requireNonNull(prepared);
    }

    /// Makes it anew next time.
    public void forget() {
        prepared = null;
    }
}
