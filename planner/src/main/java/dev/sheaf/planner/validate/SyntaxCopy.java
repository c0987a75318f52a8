// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlShuttle;

/// Copies a piece of syntax with all of its nodes: the validator keeps what it finds out by a node's identity, and
/// rewriting changes nodes.
public final class SyntaxCopy extends SqlShuttle {
    private static final SyntaxCopy COPY = new SyntaxCopy();

    private SyntaxCopy() {}

    public static SqlNode of(SqlNode node) {
        return Objects.requireNonNull(node.accept(COPY));
    }

    @Override
    public SqlNode visit(SqlCall call) {
        CallCopyingArgHandler handler = new CallCopyingArgHandler(call, true);
        call.getOperator().acceptCall(this, call, false, handler);
        return handler.result();
    }

    @Override
    public SqlNode visit(SqlIdentifier identifier) {
        return identifier.clone(identifier.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlLiteral literal) {
        return literal.clone(literal.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlDataTypeSpec type) {
        return type.clone(type.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlDynamicParam parameter) {
        return new SqlDynamicParam(parameter.getIndex(), parameter.getParserPosition());
    }

    @Override
    public SqlNode visit(SqlIntervalQualifier qualifier) {
        return qualifier.clone(qualifier.getParserPosition());
    }
}
