// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.type.DataType;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// The types of column declarations.
public final class DeclaredTypes {
    private static final SheafTypeFactory FACTORY = new SheafTypeFactory();

    private DeclaredTypes() {}

    /// The name of a type that is no interval, for a CAST.
    public static SqlDataTypeSpec spec(DataType type, SqlParserPos position) {
        RelDataType rel = TypeMapping.toRel(FACTORY, type, true);
        SqlTypeName name = rel.getSqlTypeName();
        int precision = name.allowsPrec() ? rel.getPrecision() : RelDataType.PRECISION_NOT_SPECIFIED;
        int scale = name == SqlTypeName.DECIMAL ? rel.getScale() : RelDataType.SCALE_NOT_SPECIFIED;
        return new SqlDataTypeSpec(new SqlBasicTypeNameSpec(name, precision, scale, position), position);
    }

    /// @param spec with a name that [dev.sheaf.planner.sql.TypeNames] has resolved
    public static DataType of(SqlDataTypeSpec spec) {
        SqlBasicTypeNameSpec basic = (SqlBasicTypeNameSpec) spec.getTypeNameSpec();
        SqlTypeName name = java.util.Objects.requireNonNull(SqlTypeName.get(basic.getTypeName().toString()));
        int precision = basic.getPrecision();
        int scale = basic.getScale();
        RelDataType type;
        if (precision == RelDataType.PRECISION_NOT_SPECIFIED || !name.allowsPrec()) {
            type = FACTORY.createSqlType(name);
        } else if (scale == RelDataType.SCALE_NOT_SPECIFIED || !name.allowsScale()) {
            type = FACTORY.createSqlType(name, precision);
        } else {
            type = FACTORY.createSqlType(name, precision, scale);
        }
        return TypeMapping.toDeclaredType(type);
    }
}
