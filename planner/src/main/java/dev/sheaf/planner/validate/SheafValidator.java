// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.SheafConformance;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.calcite.config.NullCollation;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorImpl;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.jspecify.annotations.Nullable;

/// Calcite's validator, set up for the dialect.
final class SheafValidator extends SqlValidatorImpl {
    private final List<DataType> parameterTypes;
    private Set<SqlNode> tableSelects = Set.of();
    private int rewriteDepth;
    private final IdentityHashMap<SqlSelect, Boolean> aggregates = new IdentityHashMap<>();
    private final IdentityHashMap<SqlSelect, SqlNodeList> validatedLists = new IdentityHashMap<>();
    private final IdentityHashMap<SqlNode, SqlNode> orderExpressions = new IdentityHashMap<>();

    /// @param parameterTypes the types of the values that parameters have, for those whose place says nothing
    SheafValidator(Prepare.CatalogReader reader, RelDataTypeFactory factory, List<DataType> parameterTypes) {
        super(SheafOperators.table(), reader, factory, configuration());
        this.parameterTypes = parameterTypes;
    }

    private static SqlValidator.Config configuration() {
        return SqlValidator.Config.DEFAULT
                .withConformance(SheafConformance.INSTANCE)
                .withCallRewrite(false)
                .withIdentifierExpansion(true)
                .withDefaultNullCollation(NullCollation.HIGH)
                .withTypeCoercionFactory(SheafTypeCoercion::new);
    }

    /// Calcite takes numbers and bare parameters in LIMIT and OFFSET for granted and looks at nothing else there.
    @Override
    protected void validateSelect(SqlSelect select, RelDataType targetRowType) {
        super.validateSelect(select, targetRowType);
        validateLimit(select.getOffset());
        validateLimit(select.getFetch());
    }

    private void validateLimit(@Nullable SqlNode limit) {
        if (limit == null) {
            return;
        }
        limit.accept(new LimitCheck());
        SqlValidatorScope scope = getEmptyScope();
        inferUnknownTypes(typeFactory.createSqlType(SqlTypeName.BIGINT), scope, limit);
        limit.validateExpr(this, scope);
    }

    /// Refuses what has a value per row only.
    private static final class LimitCheck extends SqlBasicVisitor<@Nullable Void> {
        @Override
        public @Nullable Void visit(SqlIdentifier column) {
            throw new SheafException(
                    ErrorCode.UNDEFINED_COLUMN,
                    "LIMIT and OFFSET have no columns: " + column,
                    SourcePositions.of(column.getParserPosition()));
        }

        @Override
        public @Nullable Void visit(SqlCall call) {
            if (call.isA(SqlKind.QUERY)) {
                throw UnsupportedSyntax.of("a subquery in LIMIT or OFFSET", call.getParserPosition());
            }
            if (call.getKind() == SqlKind.OVER || SheafOperators.isAggregate(call.getOperator().getName())) {
                throw new SheafException(
                        ErrorCode.GROUPING_ERROR,
                        "LIMIT and OFFSET have no rows to take together",
                        SourcePositions.of(call.getParserPosition()));
            }
            return super.visit(call);
        }
    }

    @Override
    protected void inferUnknownTypes(RelDataType inferredType, SqlValidatorScope scope, SqlNode node) {
        if (node instanceof SqlDynamicParam parameter && inferredType.equals(unknownType)) {
            DataType type = parameter.getIndex() < parameterTypes.size()
                    ? parameterTypes.get(parameter.getIndex())
                    : DataType.VARCHAR;
            super.inferUnknownTypes(TypeMapping.toRel(typeFactory, type, true), scope, node);
            return;
        }
        super.inferUnknownTypes(inferredType, scope, node);
    }

    @Override
    protected @Nullable SqlNode performUnconditionalRewrites(@Nullable SqlNode node, boolean underFrom) {
        rewriteDepth++;
        SqlNode rewritten = super.performUnconditionalRewrites(node, underFrom);
        rewriteDepth--;
        if (rewriteDepth == 0 && rewritten != null) {
            tableSelects = RepeatedNames.tableSelects(rewritten);
            aggregates.clear();
        }
        return rewritten;
    }

    @Override
    public void validateAggregateParams(
            SqlCall aggregate,
            @Nullable SqlNode filter,
            @Nullable SqlNodeList distinct,
            @Nullable SqlNodeList order,
            SqlValidatorScope scope) {
        super.validateAggregateParams(aggregate, filter, distinct, order, scope);
        if (!isInWindow()) {
            OuterAggregates.refuse(aggregate, scope);
        }
    }

    @Override
    protected RelDataType validateSelectList(SqlNodeList items, SqlSelect select, RelDataType targetRowType) {
        RelDataType rowType = super.validateSelectList(items, select, targetRowType);
        validatedLists.put(select, select.getSelectList());
        return tableSelects.contains(select) ? RepeatedNames.rename(select, rowType, typeFactory) : rowType;
    }

    /// Calcite looks through the whole list for each item of it.
    @Override
    public boolean isAggregate(SqlSelect select) {
        if (rewriteDepth > 0) {
            return super.isAggregate(select);
        }
        Boolean known = aggregates.get(select);
        if (known == null) {
            known = super.isAggregate(select);
            aggregates.put(select, known);
        }
        return known;
    }

    /// Calcite expands and types the whole list again for each key of ORDER BY, and once more when it is converted.
    @Override
    public SqlNodeList expandStar(SqlNodeList items, SqlSelect select, boolean includeSystemColumns) {
        return validatedLists.get(select) == items && !includeSystemColumns
                ? items
                : super.expandStar(items, select, includeSystemColumns);
    }

    @Override
    public SqlNode expandOrderExpr(SqlSelect select, SqlNode key) {
        if (!validatedLists.containsKey(select)) {
            return super.expandOrderExpr(select, key);
        }
        SqlNode known = orderExpressions.get(key);
        if (known == null) {
            known = super.expandOrderExpr(select, key);
            orderExpressions.put(key, known);
        }
        return known;
    }
}
