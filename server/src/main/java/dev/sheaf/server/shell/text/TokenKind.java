// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

/// What a token of SQL text is, as far as splitting, highlighting and completion need to know.
public enum TokenKind {
    /// A keyword or an unquoted name.
    WORD,
    /// A name in double quotes, the quotes included.
    QUOTED_NAME,
    /// A string literal in single quotes or dollar quotes, with prefix and quotes.
    STRING,
    NUMBER,
    /// A line comment without its line end, or a block comment with its delimiters.
    COMMENT,
    /// The semicolon that ends a statement.
    SEMICOLON,
    /// Any other single character.
    SYMBOL
}
