// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.text.DigestKernels;
import dev.sheaf.exec.kernel.text.Slice;
import dev.sheaf.exec.kernel.text.TextCursor;
import dev.sheaf.exec.kernel.text.TextOutput;
import dev.sheaf.exec.kernel.text.Utf8;

/// Casts between the kinds of text, and from text to byte strings.
final class CharacterCasts {
    private CharacterCasts() {}

    /// Cuts to the length of the new type and pads CHAR with spaces, or takes the padding off.
    static Kernel toCharacter(CharacterType from, CharacterType to, KernelContext context) {
        return to.fixed() ? toFixed(to.length(), context) : toVarying(from.fixed(), to, context);
    }

    private static Kernel toVarying(boolean padded, CharacterType to, KernelContext context) {
        Slice slice = new Slice(context, false);
        return frame -> {
            slice.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                slice.read(rows[i]);
                TextCursor text = slice.cursor();
                int length = text.length();
                while (padded && length > 0 && text.at(length - 1) == ' ') {
                    length--;
                }
                if (to.length() != CharacterType.UNBOUNDED) {
                    length = Utf8.bytes(text.segment(), text.offset(), length, to.length());
                }
                slice.putBytes(rows[i], 0, length);
            }
        };
    }

    /// Cuts spaces beyond the length of the new type; fails for other characters there (S66).
    static Kernel fit(CharacterType to, KernelContext context) {
        Slice slice = new Slice(context, false);
        return frame -> {
            slice.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                slice.read(rows[i]);
                TextCursor text = slice.cursor();
                int length = Utf8.bytes(text.segment(), text.offset(), text.length(), to.length());
                for (int j = length; j < text.length(); j++) {
                    if (text.at(j) != ' ') {
                        throw new SheafException(
                                ErrorCode.STRING_TOO_LONG, "the text is too long for a " + to.sqlName());
                    }
                }
                slice.putBytes(rows[i], 0, length);
            }
        };
    }

    private static Kernel toFixed(int length, KernelContext context) {
        TextCursor text = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                text.read(frame.operand(0), rows[i]);
                int kept = Utf8.bytes(text.segment(), text.offset(), text.length(), length);
                int characters = Utf8.codePoints(text.segment(), text.offset(), kept);
                output.begin((long) kept + length);
                output.append(text.segment(), text.offset(), kept);
                for (int j = characters; j < length; j++) {
                    output.append((byte) ' ');
                }
                output.end(rows[i]);
            }
        };
    }

    /// `\x` and hexadecimal digits, or the text's bytes with `\\` for a backslash and `\ooo` for a byte in octal.
    static Kernel toBinary(boolean safe, KernelContext context) {
        TextCursor text = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                text.read(frame.operand(0), rows[i]);
                toBinary(text, output, frame, rows[i], safe);
            }
        };
    }

    private static void toBinary(TextCursor text, TextOutput output, CallFrame frame, int row, boolean safe) {
        output.begin(text.length());
        try {
            if (text.length() >= 2 && text.at(0) == '\\' && text.at(1) == 'x') {
                DigestKernels.decodeDigits(text, 2, output);
            } else {
                unescape(text, output);
            }
        } catch (SheafException wrong) {
            if (!safe) {
                throw wrong;
            }
            frame.setNull(row);
        }
        output.end(row);
    }

    private static void unescape(TextCursor text, TextOutput output) {
        int i = 0;
        while (i < text.length()) {
            byte c = text.at(i++);
            if (c != '\\') {
                output.append(c);
            } else if (i < text.length() && text.at(i) == '\\') {
                output.append(c);
                i++;
            } else {
                output.append((byte) octal(text, i));
                i += 3;
            }
        }
    }

    private static int octal(TextCursor text, int from) {
        int value = 0;
        for (int i = from; i < from + 3; i++) {
            int digit = i < text.length() ? Character.digit(text.at(i), 8) : -1;
            if (digit < 0) {
                throw new SheafException(ErrorCode.INVALID_TEXT, "'" + text.text() + "' is no VARBINARY");
            }
            value = 8 * value + digit;
        }
        return value;
    }
}
