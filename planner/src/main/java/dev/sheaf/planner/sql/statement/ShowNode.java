// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `SHOW TABLES [FROM schema] | SCHEMAS | ALL | setting`.
public final class ShowNode extends StatementNode {
    private final Subject subject;
    private final @Nullable SqlIdentifier name;

    public ShowNode(SqlParserPos position, Subject subject, @Nullable SqlIdentifier name) {
        super("SHOW", position, name);
        this.subject = subject;
        this.name = name;
    }

    public Subject subject() {
        return subject;
    }

    public @Nullable SqlIdentifier name() {
        return name;
    }

    /// What is shown.
    public enum Subject {
        TABLES,
        SCHEMAS,
        SETTINGS,
        SETTING
    }
}
