// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import com.google.common.collect.ImmutableList;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rel.type.RelDataTypeFieldImpl;
import org.apache.calcite.rel.type.RelRecordType;
import org.apache.calcite.rel.type.StructKind;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Makes Calcite's types, with Sheaf's rule of what several types have in common.
public final class SheafTypeFactory extends SqlTypeFactoryImpl {
    /// Types by name alone, made once: they are asked for with each literal and comparison.
    private static final Map<SqlTypeName, RelDataType> SIMPLE = new ConcurrentHashMap<>();

    private final IdentityHashMap<RelDataType, RelDataType> nullable = new IdentityHashMap<>();
    private final IdentityHashMap<RelDataType, RelDataType> present = new IdentityHashMap<>();

    public SheafTypeFactory() {
        super(SheafTypeSystem.INSTANCE);
    }

    /// Casts that Calcite writes out name interval types by their names alone.
    @Override
    public RelDataType createSqlType(SqlTypeName name) {
        if (SqlTypeName.INTERVAL_TYPES.contains(name)) {
            return createSqlIntervalType(
                    new SqlIntervalQualifier(name.getStartUnit(), name.getEndUnit(), SqlParserPos.ZERO));
        }
        RelDataType known = SIMPLE.get(name);
        if (known == null) {
            known = super.createSqlType(name);
            SIMPLE.put(name, known);
        }
        return known;
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name, int precision) {
        return SqlTypeName.INTERVAL_TYPES.contains(name) ? createSqlType(name) : super.createSqlType(name, precision);
    }

    @Override
    public RelDataType createSqlType(SqlTypeName name, int precision, int scale) {
        return SqlTypeName.INTERVAL_TYPES.contains(name)
                ? createSqlType(name)
                : super.createSqlType(name, precision, scale);
    }

    @Override
    public Charset getDefaultCharset() {
        return StandardCharsets.UTF_8;
    }

    /// Asked for with nearly every expression that Calcite validates or converts, so here a cancelled statement leaves
    /// Calcite's code.
    @Override
    public RelDataType createTypeWithNullability(RelDataType type, boolean isNullable) {
        CancellationScope.check();
        if (type.isNullable() == isNullable && !type.isStruct()) {
            return type;
        }
        IdentityHashMap<RelDataType, RelDataType> made = isNullable ? nullable : present;
        RelDataType known = made.get(type);
        if (known == null) {
            known = super.createTypeWithNullability(type, isNullable);
            made.put(type, known);
        }
        return known;
    }

    /// Types of rows are compared by what they are; Calcite's cache of them, which all threads share, only costs.
    @Override
    protected RelDataType canonize(
            StructKind kind, List<String> names, List<RelDataType> types, boolean isNullable) {
        ImmutableList.Builder<RelDataTypeField> fields = ImmutableList.builderWithExpectedSize(names.size());
        for (int i = 0; i < names.size(); i++) {
            fields.add(new RelDataTypeFieldImpl(names.get(i), i, types.get(i)));
        }
        return new RelRecordType(kind, fields.build(), isNullable);
    }

    @Override
    public @Nullable RelDataType leastRestrictive(List<RelDataType> types, SqlTypeMappingRule mappingRule) {
        if (types.getFirst().isStruct()) {
            return super.leastRestrictive(types, mappingRule);
        }
        DataType common = CommonTypes.of(types);
        return common == null
                ? null
                : TypeMapping.toRel(this, common, types.stream().anyMatch(RelDataType::isNullable));
    }
}
