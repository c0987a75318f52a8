// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

/// Thrown for a test file that does not follow the format; the message begins with `file:line`.
public final class SqlTestFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlTestFormatException(String file, int line, String problem) {
        super(file + ":" + line + ": " + problem);
    }
}
