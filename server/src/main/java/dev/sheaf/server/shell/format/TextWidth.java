// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

import org.jline.utils.WCWidth;

/// Measures and cuts text by the columns it takes on a terminal, which differ from its characters for East Asian
/// and combining ones.
public final class TextWidth {
    static final String ELLIPSIS = "…";

    private TextWidth() {}

    /// Columns that `text` takes, which must be free of control characters.
    public static int of(String text) {
        int index = 0;
        int length = text.length();
        while (index < length && text.charAt(index) < 0x7f) {
            index++;
        }
        int width = index;
        while (index < length) {
            int codePoint = text.codePointAt(index);
            width += Math.max(0, WCWidth.wcwidth(codePoint));
            index += Character.charCount(codePoint);
        }
        return width;
    }

    /// `text` if it takes at most `columnsMax` columns, otherwise a beginning of it that ends with an ellipsis.
    static String fit(String text, int columnsMax) {
        if ((text.length() <= columnsMax && isAscii(text)) || of(text) <= columnsMax) {
            return text;
        }
        int width = 1;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            width += Math.max(0, WCWidth.wcwidth(codePoint));
            if (width > columnsMax) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return text.substring(0, index) + ELLIPSIS;
    }

    /// `text` on one line: control characters become the escapes that a reader knows.
    static String singleLine(String text) {
        int index = 0;
        while (index < text.length() && !Character.isISOControl(text.charAt(index))) {
            index++;
        }
        if (index == text.length()) {
            return text;
        }
        StringBuilder line = new StringBuilder(text.length() + 8).append(text, 0, index);
        for (; index < text.length(); index++) {
            char character = text.charAt(index);
            switch (character) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (Character.isISOControl(character)) {
                        line.append(String.format("\\u%04x", (int) character));
                    } else {
                        line.append(character);
                    }
                }
            }
        }
        return line.toString();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x7f) {
                return false;
            }
        }
        return true;
    }
}
