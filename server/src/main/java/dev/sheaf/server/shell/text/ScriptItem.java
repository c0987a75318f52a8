// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

/// One thing a script asks for.
public sealed interface ScriptItem {
    /// The place where the item begins.
    ScriptPosition position();

    /// A statement for the engine: from its first token up to the semicolon, which is left out.
    record SqlStatement(String text, ScriptPosition position) implements ScriptItem {}

    /// A line for the shell itself, that begins with `.` or `\`; stripped of outer white space.
    record CommandLine(String text, ScriptPosition position) implements ScriptItem {}
}
