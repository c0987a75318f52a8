// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.planner.sql.UnsupportedSyntax;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.DelegatingScope;
import org.apache.calcite.sql.validate.SelectScope;
import org.apache.calcite.sql.validate.SqlValidatorNamespace;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// Finds aggregates in subqueries whose columns are all of outer queries. By the standard such an aggregate is the
/// outer query's; Calcite would compute it over the subquery's rows.
final class OuterAggregates {
    private OuterAggregates() {}

    /// @throws dev.sheaf.core.error.SheafException NOT_SUPPORTED for such an aggregate
    static void refuse(SqlCall aggregate, SqlValidatorScope scope) {
        SelectScope own = select(scope);
        if (own == null) {
            return;
        }
        Columns columns = new Columns(scope, own);
        aggregate.getOperandList().forEach(operand -> {
            if (operand != null) {
                operand.accept(columns);
            }
        });
        if (columns.outer && !columns.inner) {
            throw UnsupportedSyntax.of("an aggregate of an outer query's columns", aggregate.getParserPosition());
        }
    }

    private static @Nullable SelectScope select(SqlValidatorScope scope) {
        SqlValidatorScope at = scope;
        while (!(at instanceof SelectScope) && at instanceof DelegatingScope delegating) {
            at = delegating.getParent();
        }
        return at instanceof SelectScope select ? select : null;
    }

    private static final class Columns extends SqlBasicVisitor<@Nullable Void> {
        private final SqlValidatorScope scope;
        private final SelectScope own;
        private boolean inner;
        private boolean outer;

        Columns(SqlValidatorScope scope, SelectScope own) {
            this.scope = scope;
            this.own = own;
        }

        @Override
        public @Nullable Void visit(SqlIdentifier column) {
            if (column.isStar()) {
                inner = true;
                return null;
            }
            if (ofOuterQuery(scope.fullyQualify(column).namespace)) {
                outer = true;
            } else {
                inner = true;
            }
            return null;
        }

        /// In ORDER BY a column may also be one of the select list, which is of no table at all.
        private boolean ofOuterQuery(@Nullable SqlValidatorNamespace table) {
            for (SelectScope query = select(own.getParent()); query != null; query = select(query.getParent())) {
                if (query.getChildren().contains(table)) {
                    return !own.getChildren().contains(table);
                }
            }
            return false;
        }

        /// A subquery within has a scope of its own; whatever it reads is taken for the aggregate's query.
        @Override
        public @Nullable Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
                inner = true;
                return null;
            }
            for (SqlNode operand : call.getOperandList()) {
                if (operand != null) {
                    operand.accept(this);
                }
            }
            return null;
        }
    }
}
