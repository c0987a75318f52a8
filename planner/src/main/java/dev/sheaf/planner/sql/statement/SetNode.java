// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// `SET name = value`, or `RESET name` (no value), or `RESET ALL` (no name either).
public final class SetNode extends StatementNode {
    private final @Nullable SqlIdentifier name;
    private final @Nullable SqlNode value;

    public SetNode(SqlParserPos position, @Nullable SqlIdentifier name, @Nullable SqlNode value) {
        super("SET", position, name, value);
        this.name = name;
        this.value = value;
    }

    public @Nullable SqlIdentifier name() {
        return name;
    }

    public @Nullable SqlNode value() {
        return value;
    }
}
