// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.expression;

import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.StringHeap;
import dev.sheaf.exec.kernel.decimal.Int128;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Literals to vectors and back.
final class Literals {
    private Literals() {}

    /// A vector of one row.
    static FlatVector vector(Literal literal, StringHeap heap) {
        return vector(List.of(literal), literal.type(), heap);
    }

    /// A vector of all the literals, which are of that type.
    static FlatVector vector(List<Literal> literals, DataType type, StringHeap heap) {
        FlatVector vector = FlatVector.allocate(type, literals.size());
        if (vector instanceof StringVector strings) {
            heap.reset(strings);
        }
        for (int row = 0; row < literals.size(); row++) {
            if (literals.get(row).isNull()) {
                vector.setNull(row);
            } else {
                set(vector, row, literals.get(row), heap);
            }
        }
        return vector;
    }

    private static void set(FlatVector vector, int row, Literal literal, StringHeap heap) {
        switch (vector) {
            case BooleanVector booleans -> Bits.set(booleans.bits(), row, literal.asBoolean());
            case IntVector ints -> ints.values()[row] = Math.toIntExact(literal.asLong());
            case LongVector longs -> longs.values()[row] = literal.asLong();
            case DoubleVector doubles -> doubles.values()[row] = literal.asDouble();
            case DecimalVector decimals -> {
                BigInteger unscaled = literal.asDecimal().unscaledValue();
                if (unscaled.bitLength() > 63) {
                    decimals.widen(row);
                }
                decimals.values()[row] = unscaled.longValue();
                if (decimals.wide()) {
                    decimals.high()[row] = unscaled.shiftRight(64).longValue();
                }
            }
            case StringVector strings -> {
                byte[] bytes = literal.value() instanceof ByteString binary
                        ? binary.toByteArray()
                        : literal.asString().getBytes(StandardCharsets.UTF_8);
                heap.put(strings, row, bytes, bytes.length);
            }
        }
    }

    /// The value of a row.
    static Literal literal(FlatVector vector, int row, DataType type) {
        if (vector.isNull(row)) {
            return Literal.ofNull(type);
        }
        return switch (vector) {
            case BooleanVector booleans -> Literal.of(booleans.value(row));
            case IntVector ints -> new Literal((long) ints.values()[row], type);
            case LongVector longs -> new Literal(longs.values()[row], type);
            case DoubleVector doubles -> new Literal(doubles.values()[row], type);
            case DecimalVector decimals -> {
                BigInteger unscaled = new Int128().set(decimals, row).toBigInteger();
                yield new Literal(new BigDecimal(unscaled, ((DecimalType) type).scale()), type);
            }
            case StringVector strings -> {
                byte[] bytes = strings.bytes(row);
                yield type instanceof DataType.BinaryType
                        ? new Literal(ByteString.copyOf(bytes), type)
                        : new Literal(new String(bytes, StandardCharsets.UTF_8), type);
            }
        };
    }
}
