// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.Operand;

/// SUBSTRING, LEFT, RIGHT and SPLIT_PART: the results are views of the operand's bytes, nothing is copied. Of byte
/// strings they count
/// bytes, of text code points.
public final class SliceKernels {
    private SliceKernels() {}

    public static Kernel bind(ScalarFunction function, DataType operand, KernelContext context) {
        boolean binary = operand instanceof DataType.BinaryType;
        Slice slice = new Slice(context, binary);
        return switch (function) {
            case SUBSTRING -> frame -> substring(frame, slice);
            case LEFT -> frame -> left(frame, slice);
            case RIGHT -> frame -> right(frame, slice);
            case SPLIT_PART -> splitPart(slice, new NeedleOperand<>(context, ByteSearch::new));
            default -> throw new IllegalArgumentException(function + " doesn't slice");
        };
    }

    private static void substring(CallFrame frame, Slice slice) {
        slice.open(frame);
        boolean toEnd = frame.operandCount() == 2;
        Operand starts = frame.operand(1);
        Operand lengths = frame.operand(toEnd ? 1 : 2);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long start = starts.integer(row);
            long from = Math.max(start, 1);
            if (toEnd) {
                slice.put(row, from - 1, Integer.MAX_VALUE);
                continue;
            }
            long length = lengths.integer(row);
            if (length < 0) {
                throw new SheafException(
                        ErrorCode.INVALID_ARGUMENT, "negative length " + length + " in substring");
            }
            // No text has as many characters as either may say.
            long bound = Long.MAX_VALUE / 2;
            long end = Math.clamp(start, -bound, bound) + Math.min(length, bound);
            slice.put(row, from - 1, Math.clamp(end - from, 0L, (long) Integer.MAX_VALUE));
        }
    }

    private static void left(CallFrame frame, Slice slice) {
        slice.open(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            long length = frame.operand(1).integer(row);
            if (length >= 0) {
                slice.put(row, 0, length);
                continue;
            }
            slice.read(row);
            int bytes = slice.cursor.length() - slice.tail(magnitude(length));
            slice.putBytes(row, 0, bytes);
        }
    }

    private static void right(CallFrame frame, Slice slice) {
        slice.open(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            slice.read(row);
            long length = frame.operand(1).integer(row);
            int skipped = length >= 0 ? slice.cursor.length() - slice.tail(length) : slice.head(magnitude(length));
            slice.putBytes(row, skipped, slice.cursor.length() - skipped);
        }
    }

    private static long magnitude(long negative) {
        return -Math.max(negative, -Long.MAX_VALUE);
    }

    private static Kernel splitPart(Slice slice, NeedleOperand<ByteSearch> delimiters) {
        return frame -> {
            slice.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                slice.read(row);
                splitPart(slice, row, delimiters.get(frame.operand(1), row), frame.operand(2).integer(row));
            }
        };
    }

    private static void splitPart(Slice slice, int row, ByteSearch delimiter, long part) {
        if (part == 0) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "part 0 in split_part");
        }
        TextCursor text = slice.cursor;
        if (delimiter.length() == 0) {
            slice.putBytes(row, 0, part == 1 || part == -1 ? text.length() : 0);
            return;
        }
        long wanted = part;
        if (part < 0) {
            int parts = 1;
            for (int at = find(text, delimiter, 0); at >= 0; at = find(text, delimiter, at + delimiter.length())) {
                parts++;
            }
            wanted = parts + part + 1;
        }
        int start = 0;
        for (long i = 1; i < wanted && start >= 0; i++) {
            int at = find(text, delimiter, start);
            start = at < 0 ? -1 : at + delimiter.length();
        }
        if (wanted < 1 || start < 0) {
            slice.putBytes(row, 0, 0);
            return;
        }
        int end = find(text, delimiter, start);
        slice.putBytes(row, start, (end < 0 ? text.length() : end) - start);
    }

    private static int find(TextCursor text, ByteSearch needle, int from) {
        return needle.indexIn(text.segment(), text.offset(), from, text.length());
    }
}
