// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import com.google.common.collect.ImmutableList;
import dev.sheaf.core.catalog.Relation;
import java.util.Collections;
import java.util.List;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.plan.RelOptSchema;
import org.apache.calcite.plan.RelOptTable;
import org.apache.calcite.prepare.Prepare;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelDistribution;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelReferentialConstraint;
import org.apache.calcite.rel.logical.LogicalTableScan;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.schema.ColumnStrategy;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractTable;
import org.apache.calcite.sql.SqlAccessType;
import org.apache.calcite.sql.validate.SqlModality;
import org.apache.calcite.sql.validate.SqlMonotonicity;
import org.apache.calcite.sql2rel.InitializerContext;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// A table as validator and converter see it: its columns. What the planner knows beyond stays in the [Relation.Table].
@SuppressWarnings("deprecation")
public final class BoundTable implements Prepare.PreparingTable {
    private final RelOptSchema schema;
    private final String key;
    private final Relation.Table table;
    private final RelDataType rowType;
    private final Table entry = new Entry(this);

    BoundTable(RelOptSchema schema, String key, Relation.Table table, RelDataType rowType) {
        this.schema = schema;
        this.key = key;
        this.table = table;
        this.rowType = rowType;
    }

    public Relation.Table relation() {
        return table;
    }

    @Override
    public RelDataType getRowType() {
        return rowType;
    }

    @Override
    public List<String> getQualifiedName() {
        return ImmutableList.of(key);
    }

    @Override
    public RelNode toRel(ToRelContext context) {
        return LogicalTableScan.create(context.getCluster(), this, context.getTableHints());
    }

    @Override
    public double getRowCount() {
        return 1000;
    }

    @Override
    public RelOptSchema getRelOptSchema() {
        return schema;
    }

    @Override
    public SqlMonotonicity getMonotonicity(String columnName) {
        return SqlMonotonicity.NOT_MONOTONIC;
    }

    @Override
    public SqlAccessType getAllowedAccess() {
        return SqlAccessType.ALL;
    }

    @Override
    public boolean supportsModality(SqlModality modality) {
        return modality == SqlModality.RELATION;
    }

    @Override
    public boolean isTemporal() {
        return false;
    }

    @Override
    public boolean columnHasDefaultValue(RelDataType type, int ordinal, InitializerContext context) {
        return false;
    }

    @Override
    public @Nullable List<RelCollation> getCollationList() {
        return null;
    }

    @Override
    public @Nullable RelDistribution getDistribution() {
        return null;
    }

    @Override
    public boolean isKey(ImmutableBitSet columns) {
        return false;
    }

    @Override
    public @Nullable List<ImmutableBitSet> getKeys() {
        return null;
    }

    @Override
    public @Nullable List<RelReferentialConstraint> getReferentialConstraints() {
        return null;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Expression getExpression(Class clazz) {
        return null;
    }

    @Override
    public RelOptTable extend(List<RelDataTypeField> extendedFields) {
        throw new UnsupportedOperationException("extended columns");
    }

    @Override
    public List<ColumnStrategy> getColumnStrategies() {
        return Collections.nCopies(rowType.getFieldCount(), ColumnStrategy.NULLABLE);
    }

    @Override
    public <C> @Nullable C unwrap(Class<C> type) {
        return type.isInstance(this) ? type.cast(this) : type.isInstance(entry) ? type.cast(entry) : null;
    }

    /// The table as Calcite's schema holds it, which the validator looks through.
    Table entry() {
        return entry;
    }

    private static final class Entry extends AbstractTable {
        private final BoundTable table;

        Entry(BoundTable table) {
            this.table = table;
        }

        @Override
        public RelDataType getRowType(RelDataTypeFactory factory) {
            return table.getRowType();
        }

        @Override
        public <C> @Nullable C unwrap(Class<C> type) {
            return type.isInstance(table) ? type.cast(table) : super.unwrap(type);
        }
    }
}
