// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.parser.SqlParserPos;

/// `DROP TABLE | VIEW | SCHEMA [IF EXISTS] name [CASCADE]`.
public final class DropNode extends StatementNode {
    private final Subject subject;
    private final boolean ifExists;
    private final SqlIdentifier name;
    private final boolean cascade;

    public DropNode(SqlParserPos position, Subject subject, boolean ifExists, SqlIdentifier name, boolean cascade) {
        super("DROP", position, name);
        this.subject = subject;
        this.ifExists = ifExists;
        this.name = name;
        this.cascade = cascade;
    }

    public Subject subject() {
        return subject;
    }

    public boolean ifExists() {
        return ifExists;
    }

    public SqlIdentifier name() {
        return name;
    }

    public boolean cascade() {
        return cascade;
    }

    /// What is dropped.
    public enum Subject {
        TABLE,
        VIEW,
        SCHEMA,
        INDEX
    }
}
