// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.text;

import java.nio.charset.StandardCharsets;

/// Reads the characters of one text from left to right; -1 stands for the end.
public final class TextScanner {
    private final TextCursor text;
    private byte[] bytes = {};
    private int position;
    private int end;

    public TextScanner(TextCursor text) {
        this.text = text;
    }

    /// Begins with the text that the cursor is at, without the spaces around it.
    public TextScanner start() {
        bytes = text.bytes();
        position = 0;
        end = text.length();
        skipSpaces();
        while (end > position && isSpace(bytes[end - 1])) {
            end--;
        }
        return this;
    }

    private static boolean isSpace(int c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    /// What is left, as a Java string.
    public String rest() {
        return new String(bytes, position, end - position, StandardCharsets.UTF_8);
    }

    public int peek() {
        return position < end ? bytes[position] & 0xFF : -1;
    }

    public int next() {
        int c = peek();
        position++;
        return c;
    }

    public boolean atEnd() {
        return position >= end;
    }

    /// Passes over the character if it comes next.
    public boolean accept(int c) {
        if (peek() != c) {
            return false;
        }
        position++;
        return true;
    }

    public boolean peekDigit() {
        int c = peek();
        return c >= '0' && c <= '9';
    }

    public void skipSpaces() {
        while (isSpace(peek())) {
            position++;
        }
    }

    /// A number of so many digits, or -1 when there aren't as many; more are left.
    ///
    /// @param most at most 18
    public long digits(int fewest, int most) {
        long value = 0;
        int count = 0;
        while (count < most && peekDigit()) {
            value = 10 * value + next() - '0';
            count++;
        }
        return count < fewest ? -1 : value;
    }
}
