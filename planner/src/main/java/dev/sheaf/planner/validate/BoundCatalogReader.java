// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.calcite.config.CalciteConnectionConfig;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlMoniker;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.apache.calcite.sql.validate.SqlValidatorUtil;
import org.jspecify.annotations.Nullable;

/// Hands the tables that [RelationBinder] found to the validator. Names match without regard to case.
@SuppressWarnings("deprecation")
final class BoundCatalogReader implements Prepare.CatalogReader {
    private static final SqlNameMatcher MATCHER = SqlNameMatchers.withCaseSensitive(false);

    private final RelDataTypeFactory factory;
    private final Map<String, BoundTable> tables = new HashMap<>();
    private final CalciteSchema root = CalciteSchema.createRootSchema(false, false);

    BoundCatalogReader(RelDataTypeFactory factory, BoundTables tables) {
        this.factory = factory;
        tables.all().forEach((key, table) -> {
            BoundTable bound = new BoundTable(this, key, table, TypeMapping.toRel(factory, table.schema()));
            this.tables.put(key, bound);
            root.add(key, bound.entry());
        });
    }

    @Override
    public Prepare.@Nullable PreparingTable getTable(List<String> names) {
        return names.size() == 1 ? tables.get(names.getFirst()) : null;
    }

    @Override
    public Prepare.@Nullable PreparingTable getTableForMember(List<String> names) {
        return getTable(names);
    }

    @Override
    public Prepare.CatalogReader withSchemaPath(List<String> schemaPath) {
        return this;
    }

    @Override
    public @Nullable RelDataType getNamedType(SqlIdentifier typeName) {
        return null;
    }

    @Override
    public List<SqlMoniker> getAllSchemaObjectNames(List<String> names) {
        return List.of();
    }

    @Override
    public List<List<String>> getSchemaPaths() {
        return List.of(List.of());
    }

    @Override
    public @Nullable RelDataTypeField field(RelDataType rowType, String alias) {
        return MATCHER.field(rowType, alias);
    }

    @Override
    public SqlNameMatcher nameMatcher() {
        return MATCHER;
    }

    @Override
    public boolean matches(String string, String name) {
        return MATCHER.matches(string, name);
    }

    @Override
    public RelDataType createTypeFromProjection(RelDataType type, List<String> columnNames) {
        return SqlValidatorUtil.createTypeFromProjection(type, columnNames, factory, MATCHER.isCaseSensitive());
    }

    @Override
    public boolean isCaseSensitive() {
        return false;
    }

    @Override
    public CalciteSchema getRootSchema() {
        return root;
    }

    @Override
    public CalciteConnectionConfig getConfig() {
        return CalciteConnectionConfig.DEFAULT;
    }

    @Override
    public RelDataTypeFactory getTypeFactory() {
        return factory;
    }

    @Override
    public void registerRules(RelOptPlanner planner) {
        // Tables bring no rules.
    }

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> operators,
            SqlNameMatcher matcher) {
        // All operators are in SheafOperators.
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return List.of();
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
        return type.isInstance(this) ? type.cast(this) : null;
    }
}
