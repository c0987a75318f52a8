// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// MD5, SHA256 and hexadecimal digits.
public final class DigestKernels {
    private static final byte[] LOWER_DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER_DIGITS = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private DigestKernels() {}

    /// The digest of the bytes, as lower-case digits, or as it is where the result is a byte string.
    ///
    /// @param algorithm by its name in Java
    public static Kernel digest(String algorithm, DataType result, KernelContext context) {
        MessageDigest digest = messageDigest(algorithm);
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        boolean binary = result instanceof DataType.BinaryType;
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                cursor.read(frame.operand(0), rows[i]);
                digest.update(cursor.bytes(), 0, cursor.length());
                byte[] value = digest.digest();
                if (binary) {
                    output.put(rows[i], value, value.length);
                } else {
                    output.put(rows[i], HexFormat.of().formatHex(value));
                }
            }
        };
    }

    private static MessageDigest messageDigest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException missing) {
            throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "this Java installation has no " + algorithm, missing);
        }
    }

    /// Upper-case digits of the bytes, or of an integer without leading zeros.
    public static Kernel hexEncode(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> {
            output.open(frame);
            int[] rows = frame.rows();
            int count = frame.count();
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                switch (frame.operand(0).vector()) {
                    case IntVector _ -> output.put(row,
                            Integer.toHexString((int) frame.operand(0).integer(row)).toUpperCase(Locale.ROOT));
                    case LongVector _ ->
                            output.put(row, Long.toHexString(frame.operand(0).integer(row)).toUpperCase(Locale.ROOT));
                    default -> {
                        cursor.read(frame.operand(0), row);
                        output.begin(2L * cursor.length());
                        appendDigits(cursor.bytes(), cursor.length(), UPPER_DIGITS, output);
                        output.end(row);
                    }
                }
            }
        };
    }

    /// Appends two digits a byte.
    public static void appendLowerDigits(TextCursor cursor, TextOutput output) {
        appendDigits(cursor.bytes(), cursor.length(), LOWER_DIGITS, output);
    }

    private static void appendDigits(byte[] bytes, int length, byte[] digits, TextOutput output) {
        for (int i = 0; i < length; i++) {
            byte value = bytes[i];
            output.append(digits[value >> 4 & 15]);
            output.append(digits[value & 15]);
        }
    }

    public static Kernel hexDecode(KernelContext context) {
        TextCursor cursor = new TextCursor(context);
        TextOutput output = new TextOutput(context);
        return frame -> hexDecode(frame, cursor, output);
    }

    private static void hexDecode(CallFrame frame, TextCursor cursor, TextOutput output) {
        output.open(frame);
        int[] rows = frame.rows();
        int count = frame.count();
        for (int i = 0; i < count; i++) {
            cursor.read(frame.operand(0), rows[i]);
            output.begin(cursor.length());
            decodeDigits(cursor, 0, output);
            output.end(rows[i]);
        }
    }

    /// Appends the bytes that the digits from a place on stand for.
    public static void decodeDigits(TextCursor cursor, int from, TextOutput output) {
        if ((cursor.length() - from) % 2 != 0) {
            throw new SheafException(ErrorCode.INVALID_TEXT, "odd number of hexadecimal digits");
        }
        for (int j = from; j < cursor.length(); j += 2) {
            int high = Character.digit(cursor.at(j), 16);
            int low = Character.digit(cursor.at(j + 1), 16);
            if (high < 0 || low < 0) {
                throw new SheafException(ErrorCode.INVALID_TEXT, "'" + cursor.text() + "' has no hexadecimal digits");
            }
            output.append((byte) (high << 4 | low));
        }
    }
}
