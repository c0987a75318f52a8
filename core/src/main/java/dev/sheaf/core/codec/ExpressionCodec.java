// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.Case;
import dev.sheaf.core.expression.Expression.Cast;
import dev.sheaf.core.expression.Expression.Coalesce;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.InList;
import dev.sheaf.core.expression.Expression.Logical;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;

/// Encodes expressions.
public final class ExpressionCodec {
    private static final int COLUMN = 1;
    private static final int PARAMETER = 2;
    private static final int LITERAL = 3;
    private static final int CALL = 4;
    private static final int CAST = 5;
    private static final int LOGICAL = 6;
    private static final int CASE = 7;
    private static final int COALESCE = 8;
    private static final int IN_LIST = 9;

    private ExpressionCodec() {}

    public static void encode(Expression expression, Encoder out) {
        switch (expression) {
            case ColumnReference column -> {
                out.byteValue(COLUMN);
                out.intValue(column.index());
                TypeCodec.encode(column.type(), out);
                out.booleanValue(column.nullable());
            }
            case Parameter parameter -> {
                out.byteValue(PARAMETER);
                out.intValue(parameter.index());
                TypeCodec.encode(parameter.type(), out);
            }
            case Literal literal -> {
                out.byteValue(LITERAL);
                encodeLiteral(literal, out);
            }
            case Call call -> {
                out.byteValue(CALL);
                out.constant(call.function());
                out.list(call.operands(), operand -> encode(operand, out));
                TypeCodec.encode(call.type(), out);
                out.booleanValue(call.nullable());
                encode(call.position(), out);
            }
            case Cast cast -> {
                out.byteValue(CAST);
                encode(cast.operand(), out);
                TypeCodec.encode(cast.type(), out);
                out.booleanValue(cast.nullable());
                out.booleanValue(cast.safe());
                encode(cast.position(), out);
            }
            case Logical logical -> {
                out.byteValue(LOGICAL);
                out.constant(logical.operator());
                out.list(logical.operands(), operand -> encode(operand, out));
                out.booleanValue(logical.nullable());
            }
            case Case branches -> {
                out.byteValue(CASE);
                out.list(branches.operands(), operand -> encode(operand, out));
                TypeCodec.encode(branches.type(), out);
                out.booleanValue(branches.nullable());
            }
            case Coalesce coalesce -> {
                out.byteValue(COALESCE);
                out.list(coalesce.operands(), operand -> encode(operand, out));
                TypeCodec.encode(coalesce.type(), out);
                out.booleanValue(coalesce.nullable());
            }
            case InList in -> {
                out.byteValue(IN_LIST);
                encode(in.operand(), out);
                out.list(in.values(), value -> encodeLiteral(value, out));
                out.booleanValue(in.nullable());
            }
        }
    }

    public static Expression decode(Decoder in) {
        return in.nested(() -> switch (in.byteValue()) {
            case COLUMN -> TypeCodec.<Expression>valid(
                    in, () -> new ColumnReference(in.intValue(), TypeCodec.decodeType(in), in.booleanValue()));
            case PARAMETER -> new Parameter(in.intValue(), TypeCodec.decodeType(in));
            case LITERAL -> decodeLiteral(in);
            case CALL -> new Call(
                    in.constant(ScalarFunction.class),
                    operands(in),
                    TypeCodec.decodeType(in),
                    in.booleanValue(),
                    decodePosition(in));
            case CAST -> new Cast(
                    decode(in), TypeCodec.decodeType(in), in.booleanValue(), in.booleanValue(), decodePosition(in));
            case LOGICAL -> TypeCodec.<Expression>valid(
                    in, () -> new Logical(in.constant(Logical.Operator.class), operands(in), in.booleanValue()));
            case CASE -> TypeCodec.<Expression>valid(
                    in, () -> new Case(operands(in), TypeCodec.decodeType(in), in.booleanValue()));
            case COALESCE -> new Coalesce(operands(in), TypeCodec.decodeType(in), in.booleanValue());
            case IN_LIST -> new InList(decode(in), in.list(() -> decodeLiteral(in)), in.booleanValue());
            default -> throw in.malformed("has an unknown expression");
        });
    }

    private static List<Expression> operands(Decoder in) {
        return in.list(() -> decode(in));
    }

    static void encodeLiteral(Literal literal, Encoder out) {
        TypeCodec.encode(literal.type(), out);
        Object value = literal.value();
        out.booleanValue(value != null);
        switch (value) {
            case null -> {}
            case Boolean truth -> out.booleanValue(truth);
            case Long number -> out.longValue(number);
            case Double number -> out.doubleValue(number);
            case BigDecimal decimal -> out.byteArray(decimal.unscaledValue().toByteArray());
            case String text -> out.text(text);
            case ByteString bytes -> out.byteArray(bytes.toByteArray());
            default -> throw new IllegalArgumentException("a literal of " + value.getClass());
        }
    }

    static Literal decodeLiteral(Decoder in) {
        DataType type = TypeCodec.decodeType(in);
        if (!in.booleanValue()) {
            return Literal.ofNull(type);
        }
        return TypeCodec.valid(
                in,
                () -> new Literal(
                        switch (type) {
                            case DataType.BooleanType _ -> in.booleanValue();
                            case DataType.IntegerType _, DataType.DateType _, DataType.TimeType _,
                                    DataType.TimestampType _, DataType.IntervalType _ ->
                                    in.longValue();
                            case DataType.FloatingType _ -> in.doubleValue();
                            case DataType.DecimalType decimal -> decimal(in, decimal);
                            case DataType.CharacterType _, DataType.JsonType _ -> in.text();
                            case DataType.BinaryType _ -> ByteString.copyOf(in.byteArray());
                            case DataType.NullType _, DataType.ArrayType _, DataType.RowType _, DataType.MapType _ ->
                                    throw in.malformed("has a literal of type " + type.sqlName());
                        },
                        type));
    }

    private static BigDecimal decimal(Decoder in, DataType.DecimalType type) {
        byte[] unscaled = in.byteArray();
        if (unscaled.length == 0 || unscaled.length > 17) {
            throw in.malformed("has a decimal of " + unscaled.length + " bytes");
        }
        return new BigDecimal(new BigInteger(unscaled), type.scale());
    }

    static void encode(SourcePosition position, Encoder out) {
        out.booleanValue(position.known());
        if (position.known()) {
            out.intValue(position.line());
            out.intValue(position.column());
            out.intValue(position.endLine());
            out.intValue(position.endColumn());
        }
    }

    static SourcePosition decodePosition(Decoder in) {
        return in.booleanValue()
                ? new SourcePosition(in.intValue(), in.intValue(), in.intValue(), in.intValue())
                : SourcePosition.UNKNOWN;
    }
}
