// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.format;

/// What a reader can choose beside the format.
///
/// @param windowColumns width that boxed tables must fit, in terminal columns; 0 for no limit
/// @param rowsMax       rows that a boxed table shows at most, its first and last ones; 0 for all, as they stream
/// @param nullText      what stands for NULL in tables, Markdown and the vertical format
/// @param header        whether CSV and TSV begin with the column names
/// @param colour        whether tables may use ANSI colours
public record FormatSettings(int windowColumns, int rowsMax, String nullText, boolean header, boolean colour) {
    /// Rows that fit a glance.
    public static final int ROWS_MAX_DEFAULT = 40;

    /// For output that a program reads.
    public static FormatSettings unlimited() {
        return new FormatSettings(0, 0, "NULL", true, false);
    }

    public FormatSettings withWindowColumns(int columns) {
        return new FormatSettings(columns, rowsMax, nullText, header, colour);
    }

    public FormatSettings withRowsMax(int rows) {
        return new FormatSettings(windowColumns, rows, nullText, header, colour);
    }

    public FormatSettings withNullText(String text) {
        return new FormatSettings(windowColumns, rowsMax, text, header, colour);
    }

    public FormatSettings withHeader(boolean shown) {
        return new FormatSettings(windowColumns, rowsMax, nullText, shown, colour);
    }

    public FormatSettings withColour(boolean allowed) {
        return new FormatSettings(windowColumns, rowsMax, nullText, header, allowed);
    }
}
