// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;

/// CONCAT and its forms that pass over nulls.
public final class ConcatKernels {
    private ConcatKernels() {}

    /// Null when an operand is.
    public static Kernel concat(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> join(frame, 0, cursor, output);
    }

    public static Kernel concatSkipNulls(KernelContext context) {
        return Kernel.nullAware(concat(context));
    }

    /// The first operand is the separator; null when it is.
    public static Kernel concatWithSeparator(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return Kernel.nullAware(frame -> join(frame, 1, cursor, output));
    }

    private static void join(CallFrame frame, int firstPart, TextCursor cursor, TextOutput output) {
        output.open(frame);
        boolean separated = firstPart == 1;
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            if (separated && frame.operand(0).isNull(row)) {
                frame.setNull(row);
                continue;
            }
            output.begin(length(frame, firstPart, row));
            boolean following = false;
            for (int part = firstPart; part < frame.operandCount(); part++) {
                if (frame.operand(part).isNull(row)) {
                    continue;
                }
                if (separated && following) {
                    cursor.read(frame.operand(0), row);
                    output.append(cursor);
                }
                cursor.read(frame.operand(part), row);
                output.append(cursor);
                following = true;
            }
            output.end(row);
        }
    }

    private static long length(CallFrame frame, int firstPart, int row) {
        long separator = firstPart == 1 ? frame.operand(0).strings().length(row & frame.mask(0)) : 0;
        long length = 0;
        for (int part = firstPart; part < frame.operandCount(); part++) {
            if (!frame.operand(part).isNull(row)) {
                length += separator + frame.operand(part).strings().length(row & frame.mask(part));
            }
        }
        return length;
    }
}
