// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.parser.SqlParserPos;

/// PRIMARY KEY or UNIQUE among the elements of a CREATE TABLE.
public final class TableKeyNode extends SqlCall {
    private static final SqlOperator OPERATOR = new SqlSpecialOperator("KEY", SqlKind.OTHER_DDL);

    private final boolean primary;
    private final SqlNodeList columns;

    public TableKeyNode(SqlParserPos position, boolean primary, SqlNodeList columns) {
        super(position);
        this.primary = primary;
        this.columns = columns;
    }

    public boolean primary() {
        return primary;
    }

    /// The names of its columns.
    public SqlNodeList columns() {
        return columns;
    }

    @Override
    public SqlOperator getOperator() {
        return OPERATOR;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return List.of(columns);
    }
}
