// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// LTRIM, RTRIM and BTRIM: views of what is left after taking characters of a set off the ends; spaces when no set is
/// given.
public final class TrimKernels {
    private TrimKernels() {}

    /// The characters to take off.
    ///
    /// @param low which of the code points 0 to 63, as bits
    /// @param high which of 64 to 127
    /// @param others the rest, sorted
    private record CharacterSet(long low, long high, @SuppressWarnings("ArrayRecordComponent") int[] others) {
        static final CharacterSet SPACE = new CharacterSet(1L << ' ', 0, new int[0]);

        static CharacterSet of(byte[] bytes) {
            long low = 0;
            long high = 0;
            int[] codePoints = new String(bytes, StandardCharsets.UTF_8).codePoints().sorted().toArray();
            for (int codePoint : codePoints) {
                low |= codePoint < 64 ? 1L << codePoint : 0;
                high |= codePoint >= 64 && codePoint < 128 ? 1L << codePoint : 0;
            }
            return new CharacterSet(low, high, Arrays.stream(codePoints).filter(c -> c >= 128).toArray());
        }

        boolean contains(int codePoint) {
            return codePoint < 128
                    ? ((codePoint < 64 ? low : high) >>> codePoint & 1) != 0
                    : Arrays.binarySearch(others, codePoint) >= 0;
        }
    }

    public static Kernel bind(ScalarFunction function, KernelContext context) {
        boolean atStart = function != ScalarFunction.RTRIM;
        boolean atEnd = function != ScalarFunction.LTRIM;
        Slice slice = new Slice(context, false);
        NeedleOperand<CharacterSet> sets = new NeedleOperand<>(context, CharacterSet::of);
        return frame -> {
            slice.open(frame);
            boolean spaces = frame.operandCount() == 1;
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                slice.read(row);
                CharacterSet set = spaces ? CharacterSet.SPACE : sets.get(frame.operand(1), row);
                TextCursor text = slice.cursor();
                int start = atStart ? start(text, set) : 0;
                int end = atEnd ? end(text, start, set) : text.length();
                slice.putBytes(row, start, end - start);
            }
        };
    }

    private static int start(TextCursor text, CharacterSet set) {
        int start = 0;
        while (start < text.length()
                && set.contains(Utf8.codePoint(text.segment(), text.offset() + start, text.length() - start))) {
            start += Utf8.size(text.at(start));
        }
        return Math.min(start, text.length());
    }

    private static int end(TextCursor text, int start, CharacterSet set) {
        int end = text.length();
        while (end > start) {
            int last = end - 1;
            while (last > start && Utf8.isContinuation(text.at(last))) {
                last--;
            }
            if (!set.contains(Utf8.codePoint(text.segment(), text.offset() + last, end - last))) {
                break;
            }
            end = last;
        }
        return end;
    }
}
