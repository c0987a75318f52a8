// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.util.Arrays;

/// CONCAT and its forms that pass over nulls.
public final class ConcatKernels {
    private ConcatKernels() {}

    /// Null when an operand is.
    public static Kernel concat(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> {
            if (frame.operandCount() != 2 || !joinShort(frame)) {
                join(frame, 0, cursor, output);
            }
        };
    }

    public static Kernel concatSkipNulls(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return Kernel.nullAware(frame -> join(frame, 0, cursor, output));
    }

    /// The first operand is the separator; null when it is.
    public static Kernel concatWithSeparator(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return Kernel.nullAware(frame -> join(frame, 1, cursor, output));
    }

    /// Joins two operands in registers, as long as all results fit their views.
    ///
    /// @return whether they do; if not, the results are of no use
    private static boolean joinShort(CallFrame frame) {
        StringVector result = frame.resultStrings();
        long[] left = frame.operand(0).strings().views();
        long[] right = frame.operand(1).strings().views();
        int leftMask = frame.mask(0);
        int rightMask = frame.mask(1);
        if (!frame.allRows()) {
            Arrays.fill(result.views(), 0, 2 * frame.rowCount(), 0L);
        }
        int[] rows = frame.rows();
        int count = frame.count();
        long[] views = result.views();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            int leftPlace = 2 * (row & leftMask);
            int rightPlace = 2 * (row & rightMask);
            int leftLength = StringViews.length(left[leftPlace]);
            int rightLength = StringViews.length(right[rightPlace]);
            int length = leftLength + rightLength;
            if (leftLength > StringViews.INLINE_BYTES_MAX || rightLength > StringViews.INLINE_BYTES_MAX - leftLength) {
                return false;
            }
            long low = left[leftPlace] >>> 32 | left[leftPlace + 1] << 32;
            long high = left[leftPlace + 1] >>> 32;
            long addedLow = right[rightPlace] >>> 32 | right[rightPlace + 1] << 32;
            long addedHigh = right[rightPlace + 1] >>> 32;
            int bits = 8 * leftLength;
            if (leftLength < 8) {
                low |= addedLow << bits;
                // Two shifts, since one by 64 would be none.
                high |= addedHigh << bits | addedLow >>> 1 >>> 63 - bits;
            } else {
                high |= addedLow << bits;
            }
            views[2 * row] = length | low << 32;
            views[2 * row + 1] = low >>> 32 | high << 32;
        }
        return true;
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
