// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlBasicTypeNameSpec;
import org.apache.calcite.sql.SqlDataTypeSpec;
import org.apache.calcite.sql.SqlTypeNameSpec;
import org.apache.calcite.sql.SqlUserDefinedTypeNameSpec;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.SqlTypeName;

/// Resolves the names of types that PostgreSQL and DuckDB add to the standard's.
public final class TypeNames {
    private static final Map<String, SqlTypeName> ALIASES = Map.ofEntries(
            Map.entry("int1", SqlTypeName.TINYINT),
            Map.entry("int2", SqlTypeName.SMALLINT),
            Map.entry("int16", SqlTypeName.SMALLINT),
            Map.entry("short", SqlTypeName.SMALLINT),
            Map.entry("int4", SqlTypeName.INTEGER),
            Map.entry("int32", SqlTypeName.INTEGER),
            Map.entry("signed", SqlTypeName.INTEGER),
            Map.entry("int8", SqlTypeName.BIGINT),
            Map.entry("int64", SqlTypeName.BIGINT),
            Map.entry("long", SqlTypeName.BIGINT),
            Map.entry("float4", SqlTypeName.REAL),
            Map.entry("float8", SqlTypeName.DOUBLE),
            Map.entry("bool", SqlTypeName.BOOLEAN),
            Map.entry("text", SqlTypeName.VARCHAR),
            Map.entry("string", SqlTypeName.VARCHAR),
            Map.entry("bpchar", SqlTypeName.VARCHAR),
            Map.entry("bytea", SqlTypeName.VARBINARY),
            Map.entry("blob", SqlTypeName.VARBINARY),
            Map.entry("datetime", SqlTypeName.TIMESTAMP),
            Map.entry("timestamptz", SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE));

    private TypeNames() {}

    /// The same type by a name that Calcite knows.
    public static SqlDataTypeSpec resolve(SqlDataTypeSpec spec) {
        SqlTypeNameSpec name = spec.getTypeNameSpec();
        SqlParserPos position = name.getParserPos();
        if (name instanceof SqlUserDefinedTypeNameSpec) {
            String text = name.getTypeName().toString();
            SqlTypeName known = ALIASES.get(text.toLowerCase(Locale.ROOT));
            if (known == null) {
                throw new SheafException(
                        ErrorCode.UNDEFINED_OBJECT, "type " + text + " does not exist", SourcePositions.of(position));
            }
            return with(spec, new SqlBasicTypeNameSpec(known, position));
        }
        if (!(name instanceof SqlBasicTypeNameSpec basic)) {
            throw UnsupportedSyntax.of("type " + name.getTypeName(), position);
        }
        SqlTypeName known = SqlTypeName.get(name.getTypeName().toString());
        if (known == SqlTypeName.VARIANT) {
            throw UnsupportedSyntax.of("type VARIANT", position);
        }
        if (known == SqlTypeName.TIMESTAMP_TZ) {
            return with(spec, new SqlBasicTypeNameSpec(SqlTypeName.TIMESTAMP_WITH_LOCAL_TIME_ZONE, position));
        }
        if (known == SqlTypeName.DECIMAL && basic.getPrecision() == RelDataType.PRECISION_NOT_SPECIFIED) {
            return with(spec, new SqlBasicTypeNameSpec(SqlTypeName.DECIMAL, 18, 3, position));
        }
        if (known == SqlTypeName.DECIMAL && (basic.getPrecision() < 1 || basic.getPrecision() > 38)) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "the precision of a DECIMAL is 1 to 38, not " + basic.getPrecision(),
                    SourcePositions.of(position));
        }
        if (known == SqlTypeName.DECIMAL && basic.getScale() > basic.getPrecision()) {
            throw new SheafException(
                    ErrorCode.INVALID_PARAMETER,
                    "the scale of a DECIMAL is at most its precision, not " + basic.getScale(),
                    SourcePositions.of(position));
        }
        return spec;
    }

    private static SqlDataTypeSpec with(SqlDataTypeSpec spec, SqlTypeNameSpec name) {
        SqlDataTypeSpec resolved = new SqlDataTypeSpec(name, spec.getParserPosition());
        Boolean nullable = spec.getNullable();
        return nullable == null ? resolved : resolved.withNullable(nullable);
    }
}
