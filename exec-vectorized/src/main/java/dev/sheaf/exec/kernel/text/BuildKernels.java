// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// Functions that write new text: REPEAT, REPLACE, REVERSE, LPAD, RPAD, TRANSLATE, OVERLAY, CHR.
public final class BuildKernels {
    private final TextCursor text;
    private final TextCursor other;
    private final TextOutput output;

    private BuildKernels(KernelContext context) {
        text = new TextCursor(context);
        other = new TextCursor(context);
        output = new TextOutput(context);
    }

    /// Writes the value of one row. Called once a row, of functions that cost far more than the call.
    private interface RowWriter {
        void write(CallFrame frame, int row);
    }

    public static Kernel bind(ScalarFunction function, KernelContext context) {
        BuildKernels kernels = new BuildKernels(context);
        NeedleOperand<ByteSearch> needles = new NeedleOperand<>(context, ByteSearch::new);
        return switch (function) {
            case REPEAT -> kernels.each(kernels::repeat);
            case REPLACE -> kernels.each((frame, row) -> kernels.replace(frame, row, needles));
            case REVERSE -> kernels.each(kernels::reverse);
            case LPAD -> kernels.each((frame, row) -> kernels.pad(frame, row, true));
            case RPAD -> kernels.each((frame, row) -> kernels.pad(frame, row, false));
            case TRANSLATE -> kernels.translate(context);
            case OVERLAY -> kernels.each(kernels::overlay);
            case CHR -> kernels.each(kernels::character);
            default -> throw new IllegalArgumentException(function + " doesn't build text");
        };
    }

    private Kernel each(RowWriter writer) {
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                writer.write(frame, rows[i]);
                output.end(rows[i]);
            }
        };
    }

    private void repeat(CallFrame frame, int row) {
        text.read(frame.operand(0), row);
        long times = text.length() == 0 ? 0 : Math.max(0, frame.operand(1).integer(row));
        output.begin(times > Integer.MAX_VALUE ? Long.MAX_VALUE : times * text.length());
        for (long i = 0; i < times; i++) {
            output.append(text);
        }
    }

    private void replace(CallFrame frame, int row, NeedleOperand<ByteSearch> needles) {
        text.read(frame.operand(0), row);
        ByteSearch needle = needles.get(frame.operand(1), row);
        other.read(frame.operand(2), row);
        int length = text.length();
        int growth = Math.max(0, other.length() - needle.length());
        long found = growth == 0 || needle.length() == 0 ? 0 : occurrences(needle);
        output.begin(length + found * growth);
        int done = 0;
        for (int at = needle.length() == 0 ? -1 : needle.indexIn(text); at >= 0;) {
            output.append(text.segment(), text.offset() + done, at - done);
            output.append(other);
            done = at + needle.length();
            at = needle.indexIn(text.segment(), text.offset(), done, length);
        }
        output.append(text.segment(), text.offset() + done, length - done);
    }

    private long occurrences(ByteSearch needle) {
        long found = 0;
        for (int at = needle.indexIn(text); at >= 0; found++) {
            at = needle.indexIn(text.segment(), text.offset(), at + needle.length(), text.length());
        }
        return found;
    }

    private void reverse(CallFrame frame, int row) {
        text.read(frame.operand(0), row);
        output.begin(text.length());
        int end = text.length();
        while (end > 0) {
            int start = end - 1;
            while (start > 0 && Utf8.isContinuation(text.at(start))) {
                start--;
            }
            output.append(text.segment(), text.offset() + start, end - start);
            end = start;
        }
    }

    private void pad(CallFrame frame, int row, boolean left) {
        text.read(frame.operand(0), row);
        long wanted = Math.max(0, frame.operand(1).integer(row));
        long present = Utf8.codePoints(text.segment(), text.offset(), text.length());
        int fillBytes = 1;
        long fillCharacters = 1;
        if (frame.operandCount() == 3) {
            other.read(frame.operand(2), row);
            fillBytes = other.length();
            fillCharacters = Utf8.codePoints(other.segment(), other.offset(), fillBytes);
        }
        long missing = fillCharacters == 0 ? 0 : Math.max(0, wanted - present);
        int kept = Utf8.bytes(text.segment(), text.offset(), text.length(), wanted);
        output.begin(missing > Integer.MAX_VALUE ? Long.MAX_VALUE
                : kept + (fillCharacters == 0 ? 0 : (missing / fillCharacters + 1) * fillBytes));
        if (!left) {
            output.append(text.segment(), text.offset(), kept);
        }
        for (; missing > 0; missing -= fillCharacters) {
            if (frame.operandCount() == 2) {
                output.append((byte) ' ');
            } else {
                output.append(
                        other.segment(), other.offset(),
                        Utf8.bytes(other.segment(), other.offset(), fillBytes, missing));
            }
        }
        if (left) {
            output.append(text.segment(), text.offset(), kept);
        }
    }

    private Kernel translate(KernelContext context) {
        NeedleOperand<int[]> froms = new NeedleOperand<>(context, BuildKernels::codePoints);
        NeedleOperand<int[]> tos = new NeedleOperand<>(context, BuildKernels::codePoints);
        Map<Integer, Integer> map = new HashMap<>();
        return each((frame, row) -> {
            fill(map, froms.get(frame.operand(1), row), tos.get(frame.operand(2), row));
            text.read(frame.operand(0), row);
            output.begin(4L * text.length());
            for (int i = 0; i < text.length(); i += Utf8.size(text.at(i))) {
                int codePoint = Utf8.codePoint(text.segment(), text.offset() + i, text.length() - i);
                int mapped = map.getOrDefault(codePoint, codePoint);
                if (mapped >= 0) {
                    output.appendCodePoint(mapped);
                }
            }
        });
    }

    private static void fill(Map<Integer, Integer> map, int[] from, int[] to) {
        map.clear();
        for (int i = 0; i < from.length; i++) {
            map.putIfAbsent(from[i], i < to.length ? to[i] : -1);
        }
    }

    private static int[] codePoints(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).codePoints().toArray();
    }

    /// `OVERLAY(text, replacement, start[, length])`; the length is the replacement's by default.
    private void overlay(CallFrame frame, int row) {
        text.read(frame.operand(0), row);
        other.read(frame.operand(1), row);
        long start = frame.operand(2).integer(row);
        long length = frame.operandCount() == 4
                ? frame.operand(3).integer(row)
                : Utf8.codePoints(other.segment(), other.offset(), other.length());
        if (start <= 0) {
            throw new SheafException(ErrorCode.INVALID_ARGUMENT, "start " + start + " in overlay is not positive");
        }
        int head = Utf8.bytes(text.segment(), text.offset(), text.length(), start - 1);
        long resumed = Math.max(0, start - 1 + Math.clamp(length, -start, Integer.MAX_VALUE));
        int tail = Utf8.bytes(text.segment(), text.offset(), text.length(), resumed);
        output.begin(2L * text.length() + other.length());
        output.append(text.segment(), text.offset(), head);
        output.append(other);
        output.append(text.segment(), text.offset() + tail, text.length() - tail);
    }

    private void character(CallFrame frame, int row) {
        long codePoint = frame.operand(0).integer(row);
        if (codePoint <= 0 || codePoint > Character.MAX_CODE_POINT
                || codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, codePoint + " is no code point");
        }
        output.begin(4);
        output.appendCodePoint((int) codePoint);
    }
}
