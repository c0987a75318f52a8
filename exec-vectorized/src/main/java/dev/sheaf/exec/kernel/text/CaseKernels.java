// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;

/// LOWER, UPPER and INITCAP by Unicode's simple mappings. ASCII goes eight letters at a time, short strings within
/// their views.
public final class CaseKernels {
    private static final long ONES = 0x0101_0101_0101_0101L;

    private CaseKernels() {}

    public static Kernel lower(KernelContext context) {
        return changing(new TextCursor(context), new TextOutput(context), false);
    }

    public static Kernel upper(KernelContext context) {
        return changing(new TextCursor(context), new TextOutput(context), true);
    }

    private static Kernel changing(TextCursor cursor, TextOutput output, boolean upper) {
        return frame -> {
            output.open(frame);
            StringVector from = frame.operand(0).strings();
            StringVector to = frame.resultStrings();
            int mask = frame.mask(0);
            long[] views = from.views();
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                long first = views[2 * (row & mask)];
                long second = views[2 * (row & mask) + 1];
                int length = StringViews.length(first);
                if (StringViews.isInline(length) && ((first >>> 32 | second) & Utf8.HIGH_BITS) == 0) {
                    to.setView(row, change(first >>> 32, upper) << 32 | length, change(second, upper));
                } else {
                    cursor.read(from, row & mask);
                    change(cursor, output, row, upper);
                }
            }
        };
    }

    /// Changes the case of the letters among eight ASCII bytes: those between A and Z carry into the high bit with one
    /// of the
    /// two sums only.
    static long change(long word, boolean upper) {
        int low = upper ? 'a' : 'A';
        long letters = (word + (0x80 - low) * ONES ^ word + (0x80 - low - 26) * ONES) & Utf8.HIGH_BITS;
        return word ^ letters >>> 2;
    }

    /// Writes a string in the other case as a row's value.
    public static void change(TextCursor from, TextOutput output, int row, boolean upper) {
        int length = from.length();
        byte[] bytes = from.bytes();
        output.begin(2L * length);
        if (Utf8.isAscii(bytes, length)) {
            for (int i = 0; i < length; i += 8) {
                output.appendWord(change(Words.getLong(bytes, i), upper), Math.min(8, length - i));
            }
        } else {
            for (int i = 0; i < length;) {
                int codePoint = Utf8.codePoint(from.segment(), from.offset() + i, length - i);
                i += Utf8.size(bytes[i]);
                output.appendCodePoint(upper ? Character.toUpperCase(codePoint) : Character.toLowerCase(codePoint));
            }
        }
        output.end(row);
    }

    public static Kernel initcap(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> initcap(frame, cursor, output);
    }

    private static void initcap(CallFrame frame, TextCursor cursor, TextOutput output) {
        output.open(frame);
        Operand operand = frame.operand(0);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            cursor.read(operand, rows[i]);
            output.begin(2L * cursor.length());
            boolean within = false;
            for (int j = 0; j < cursor.length();) {
                int codePoint = Utf8.codePoint(cursor.segment(), cursor.offset() + j, cursor.length() - j);
                j += Utf8.size(cursor.at(j));
                output.appendCodePoint(
                        within ? Character.toLowerCase(codePoint) : Character.toUpperCase(codePoint));
                within = Character.isLetterOrDigit(codePoint);
            }
            output.end(rows[i]);
        }
    }
}
