// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.text;

/// A place in a script. Lines and columns count from one; columns count UTF-16 code units.
///
/// @param origin name of the script (a file's path), or empty for text that was typed
public record ScriptPosition(String origin, int line, int column) {
    /// The place in the script of a place in the statement that begins here.
    public ScriptPosition plus(int statementLine, int statementColumn) {
        return statementLine <= 1
                ? new ScriptPosition(origin, line, column + statementColumn - 1)
                : new ScriptPosition(origin, line + statementLine - 1, statementColumn);
    }

    @Override
    public String toString() {
        return origin.isEmpty() ? "line " + line : origin + ":" + line;
    }
}
