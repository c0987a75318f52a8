// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql.statement;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSpecialOperator;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// A statement other than a query, INSERT, UPDATE, DELETE or MERGE.
public abstract sealed class StatementNode extends SqlCall
        permits CopyFromNode,
        CopyToNode,
        CreateIndexNode,
        CreateSchemaNode,
        CreateTableNode,
        CreateViewNode,
        DescribeNode,
        DropNode,
        ExplainNode,
        SetNode,
        ShowNode,
        TransactionNode,
        TruncateNode {
    private final SqlOperator operator;
    private final List<SqlNode> operands;

    StatementNode(String name, SqlParserPos position, @Nullable SqlNode... operands) {
        super(position);
        this.operator = new SqlSpecialOperator(name, SqlKind.OTHER_DDL);
        this.operands = Stream.of(operands).filter(Objects::nonNull).map(Objects::requireNonNull).toList();
    }

    @Override
    public SqlOperator getOperator() {
        return operator;
    }

    @Override
    public List<SqlNode> getOperandList() {
        return operands;
    }

    @Override
    public void unparse(SqlWriter writer, int leftPrecedence, int rightPrecedence) {
        writer.keyword(operator.getName());
        operands.forEach(operand -> operand.unparse(writer, 0, 0));
    }
}
