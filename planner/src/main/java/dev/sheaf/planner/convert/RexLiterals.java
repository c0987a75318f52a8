// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.planner.validate.SheafTypeFactory;
import dev.sheaf.planner.validate.TypeMapping;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.NlsString;

/// Turns Calcite's constants into Sheaf's.
final class RexLiterals {
    static final RexBuilder BUILDER = new RexBuilder(new SheafTypeFactory());

    private RexLiterals() {}

    static Literal convert(RexLiteral literal) {
        DataType type = TypeMapping.toDataType(literal.getType());
        Comparable<?> value = literal.getValue();
        return switch (value) {
            case null -> Literal.ofNull(type);
            case Boolean truth -> Literal.of(truth);
            case NlsString text -> Literal.of(text.getValue());
            case org.apache.calcite.avatica.util.ByteString bytes -> new Literal(
                    ByteString.copyOf(bytes.getBytes()), DataType.VARBINARY);
            case BigDecimal number -> number(number, type);
            // A decimal number has no negative zero.
            case Double number when type instanceof FloatingType -> new Literal(number, type);
            case Number number -> number(new BigDecimal(number.toString()), type);
            default -> throw RexConverter.unsupported(
                    "a literal of type " + type.sqlName(), dev.sheaf.core.error.SourcePosition.UNKNOWN);
        };
    }

    private static Literal number(BigDecimal number, DataType type) {
        return switch (type) {
            case IntegerType integer -> new Literal(number.longValueExact(), integer);
            case DecimalType decimal -> new Literal(
                    Objects.requireNonNull(number.setScale(decimal.scale(), RoundingMode.HALF_UP)), decimal);
            case FloatingType floating -> new Literal(number.doubleValue(), floating);
            default -> throw RexConverter.unsupported(
                    "a number of type " + type.sqlName(), dev.sheaf.core.error.SourcePosition.UNKNOWN);
        };
    }
}
