// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringViews;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.util.Arrays;

/// Functions from text to numbers: lengths, positions, codes, distances.
public final class MeasureKernels {
    private MeasureKernels() {}

    public static Kernel bind(ScalarFunction function, DataType operand, KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        return switch (function) {
            case LENGTH -> operand instanceof DataType.BinaryType
                    ? frame -> bytes(frame, 1)
                    : frame -> characters(frame, cursor);
            case OCTET_LENGTH -> frame -> bytes(frame, 1);
            case BIT_LENGTH -> frame -> bytes(frame, 8);
            case ASCII -> frame -> firstCodePoint(frame, cursor);
            case POSITION -> position(cursor, new NeedleOperand<>(context, ByteSearch::new));
            case LEVENSHTEIN -> new Levenshtein(cursor, new TextCursor(context));
            default -> throw new IllegalArgumentException(function + " doesn't measure text");
        };
    }

    private static void bytes(CallFrame frame, long unit) {
        long[] views = frame.operand(0).strings().views();
        int mask = frame.mask(0);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            frame.putInteger(rows[i], unit * StringViews.length(views[2 * (rows[i] & mask)]));
        }
    }

    private static void characters(CallFrame frame, TextCursor cursor) {
        long[] views = frame.operand(0).strings().views();
        int mask = frame.mask(0);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long first = views[2 * (row & mask)];
            if (StringViews.isInline(StringViews.length(first))) {
                frame.putInteger(row, Utf8.codePoints(first, views[2 * (row & mask) + 1]));
            } else {
                cursor.read(frame.operand(0), row);
                frame.putInteger(row, Utf8.codePoints(cursor.bytes(), cursor.length()));
            }
        }
    }

    private static void firstCodePoint(CallFrame frame, TextCursor cursor) {
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            cursor.read(frame.operand(0), rows[i]);
            frame.putInteger(
                    rows[i],
                    cursor.length() == 0 ? 0 : Utf8.codePoint(cursor.segment(), cursor.offset(), cursor.length()));
        }
    }

    private static Kernel position(TextCursor cursor, NeedleOperand<ByteSearch> needles) {
        return frame -> {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                cursor.read(frame.operand(1), row);
                int at = needles.get(frame.operand(0), row).indexIn(cursor);
                frame.putInteger(row, at < 0 ? 0 : 1 + Utf8.codePoints(cursor.segment(), cursor.offset(), at));
            }
        };
    }

    /// The least number of characters to insert, delete or replace, by the two-row table of Wagner and Fischer.
    private static final class Levenshtein implements Kernel {
        private final TextCursor left;
        private final TextCursor right;
        private int[] leftText = new int[64];
        private int[] rightText = new int[64];
        private int[] costs = new int[65];

        Levenshtein(TextCursor left, TextCursor right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public void run(CallFrame frame) {
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                left.read(frame.operand(0), rows[i]);
                right.read(frame.operand(1), rows[i]);
                leftText = room(leftText, left.length());
                rightText = room(rightText, right.length());
                costs = room(costs, right.length() + 1);
                frame.putInteger(rows[i], distance(decode(left, leftText), decode(right, rightText)));
            }
        }

        private static int[] room(int[] array, int length) {
            return array.length >= length ? array : new int[Math.max(length, 2 * array.length)];
        }

        private static int decode(TextCursor text, int[] codePoints) {
            int count = 0;
            for (int i = 0; i < text.length(); i += Utf8.size(text.at(i))) {
                codePoints[count++] = Utf8.codePoint(text.segment(), text.offset() + i, text.length() - i);
            }
            return count;
        }

        private int distance(int leftCount, int rightCount) {
            Arrays.setAll(costs, i -> i);
            for (int i = 1; i <= leftCount; i++) {
                CancellationScope.check();
                int diagonal = costs[0];
                costs[0] = i;
                for (int j = 1; j <= rightCount; j++) {
                    int replaced = diagonal + (leftText[i - 1] == rightText[j - 1] ? 0 : 1);
                    diagonal = costs[j];
                    costs[j] = Math.min(replaced, Math.min(costs[j], costs[j - 1]) + 1);
                }
            }
            return costs[rightCount];
        }
    }
}
