// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeFactoryImpl;
import org.apache.calcite.sql.type.SqlTypeMappingRule;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/// Makes Calcite's types, with Sheaf's rule of what several types have in common.
public final class SheafTypeFactory extends SqlTypeFactoryImpl {
    public SheafTypeFactory() {
        super(SheafTypeSystem.INSTANCE);
    }

    /// Casts that Calcite writes out name interval types by their names alone.
    @Override
    public RelDataType createSqlType(SqlTypeName name) {
        return SqlTypeName.INTERVAL_TYPES.contains(name)
                ? createSqlIntervalType(
                        new SqlIntervalQualifier(name.getStartUnit(), name.getEndUnit(), SqlParserPos.ZERO))
                : super.createSqlType(name);
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
    public RelDataType createTypeWithNullability(RelDataType type, boolean nullable) {
        CancellationScope.check();
        return super.createTypeWithNullability(type, nullable);
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
