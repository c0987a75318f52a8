// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.util.NlsString;

/// The constant arguments of a table function.
record FunctionArguments(List<Literal> positional, Map<String, FunctionArgument> named) {
    static FunctionArguments of(SqlCall call) {
        List<Literal> positional = new ArrayList<>();
        Map<String, FunctionArgument> named = new LinkedHashMap<>();
        for (SqlNode operand : call.getOperandList()) {
            switch (operand.getKind()) {
                case ARGUMENT_ASSIGNMENT -> {
                    SqlCall assignment = (SqlCall) operand;
                    SqlIdentifier name = assignment.operand(1);
                    named.put(name.getSimple().toLowerCase(Locale.ROOT), argument(assignment.operand(0)));
                }
                case ARRAY_VALUE_CONSTRUCTOR -> ((SqlCall) operand)
                        .getOperandList()
                        .forEach(element -> positional.add(literal(element)));
                default -> positional.add(literal(operand));
            }
        }
        return new FunctionArguments(positional, named);
    }

    private static FunctionArgument argument(SqlNode node) {
        return node.getKind() == SqlKind.ARRAY_VALUE_CONSTRUCTOR
                ? FunctionArgument.list(((SqlCall) node)
                        .getOperandList().stream()
                        .map(FunctionArguments::literal)
                        .toList())
                : FunctionArgument.of(literal(node));
    }

    private static Literal literal(SqlNode node) {
        if (node.getKind() == SqlKind.MINUS_PREFIX && ((SqlCall) node).operand(0) instanceof SqlLiteral number) {
            Literal value = literal(number);
            return switch (Objects.requireNonNull(value.value())) {
                case Long whole -> new Literal(-whole, value.type());
                case Double floating -> new Literal(-floating, value.type());
                case BigDecimal decimal -> new Literal(decimal.negate(), value.type());
                default -> throw UnsupportedSyntax.of("this argument", node.getParserPosition());
            };
        }
        if (node instanceof SqlIdentifier name && name.isSimple()) {
            return Literal.of(name.getSimple());
        }
        if (!(node instanceof SqlLiteral literal)) {
            throw UnsupportedSyntax.of("a table function's argument that is no constant", node.getParserPosition());
        }
        return switch (literal.getValue()) {
            case null -> Literal.ofNull(DataType.VARCHAR);
            case Boolean truth -> Literal.of(truth);
            case NlsString text -> Literal.of(text.getValue());
            case BigDecimal number -> number(number);
            case Double number -> Literal.of(number.doubleValue());
            default -> throw UnsupportedSyntax.of("this argument", node.getParserPosition());
        };
    }

    private static Literal number(BigDecimal number) {
        BigDecimal scaled = number.scale() < 0 && number.precision() - number.scale() <= DecimalType.MAX_PRECISION
                ? number.setScale(0)
                : number;
        if (scaled.scale() == 0 && scaled.unscaledValue().bitLength() < Long.SIZE) {
            return Literal.of(scaled.longValueExact());
        }
        int precision = Math.clamp(scaled.precision(), Math.max(1, scaled.scale()), DecimalType.MAX_PRECISION);
        return new Literal(scaled, DataType.decimal(precision, scaled.scale()));
    }
}
