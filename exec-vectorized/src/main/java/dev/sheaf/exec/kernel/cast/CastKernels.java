// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.cast;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.BooleanType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.DataType.FloatingType;
import dev.sheaf.core.type.DataType.IntegerType;
import dev.sheaf.core.type.DataType.NullType;
import dev.sheaf.exec.kernel.CallFrame;
import dev.sheaf.exec.kernel.Kernel;
import dev.sheaf.exec.kernel.KernelContext;
import org.jspecify.annotations.Nullable;

/// Finds the kernel of a cast by its two types.
public final class CastKernels {
    private CastKernels() {}

    /// @param safe whether a value that can't be converted gives null
    /// @throws SheafException CANNOT_COERCE when there is no cast between the types
    public static Kernel bind(DataType from, DataType to, boolean safe, KernelContext context) {
        Kernel kernel = to instanceof CharacterType character && !(from instanceof NullType)
                ? toCharacter(from, character, context)
                : toOther(from, to, safe, context);
        if (kernel == null) {
            throw new SheafException(
                    ErrorCode.CANNOT_COERCE, "no cast from " + from.sqlName() + " to " + to.sqlName());
        }
        return kernel;
    }

    /// Makes texts of a limited length, for storing: only spaces may be cut.
    public static Kernel fit(CharacterType to, KernelContext context) {
        return CharacterCasts.fit(to, context);
    }

    private static @Nullable Kernel toCharacter(DataType from, CharacterType to, KernelContext context) {
        return switch (from) {
            case CharacterType character -> CharacterCasts.toCharacter(character, to, context);
            case DataType.JsonType _ -> CharacterCasts.toCharacter((CharacterType) DataType.VARCHAR, to, context);
            default -> ToTextCasts.bind(from, context);
        };
    }

    private static @Nullable Kernel toOther(DataType from, DataType to, boolean safe, KernelContext context) {
        return switch (from) {
            case IntegerType integer -> fromInteger(integer, to, safe);
            case FloatingType floating -> fromDouble(floating, to, safe);
            case DecimalType decimal -> fromDecimal(decimal, to, safe);
            case BooleanType _ -> to instanceof IntegerType integer ? IntegerCasts.fromBoolean(integer) : null;
            case CharacterType _ -> to instanceof DataType.BinaryType
                    ? CharacterCasts.toBinary(safe, context)
                    : TextCasts.bind(to, safe, context);
            case DataType.DateType _ -> DateTimeCasts.fromDate(to, context);
            case DataType.TimestampType timestamp -> DateTimeCasts.fromTimestamp(timestamp, to, context);
            case NullType _ -> CastKernels::nulls;
            default -> null;
        };
    }

    private static void nulls(CallFrame frame) {
        int rowCount = frame.rowCount();
        for (int row = 0; row < rowCount; row++) {
            frame.setNull(row);
        }
    }

    private static @Nullable Kernel fromInteger(IntegerType from, DataType to, boolean safe) {
        return switch (to) {
            case IntegerType integer -> IntegerCasts.toInteger(from, integer, safe);
            case FloatingType floating -> floating.bits() == 64 ? IntegerCasts::toDouble : IntegerCasts::toReal;
            case DecimalType decimal -> IntegerCasts.toDecimal(decimal, safe);
            case BooleanType _ -> IntegerCasts::toBoolean;
            default -> null;
        };
    }

    private static @Nullable Kernel fromDouble(FloatingType from, DataType to, boolean safe) {
        return switch (to) {
            case IntegerType integer -> DoubleCasts.toInteger(integer, safe);
            case FloatingType floating ->
                    floating.bits() < from.bits() ? DoubleCasts.toReal(safe) : DoubleCasts::toDouble;
            case DecimalType decimal -> DoubleCasts.toDecimal(decimal, safe);
            default -> null;
        };
    }

    private static @Nullable Kernel fromDecimal(DecimalType from, DataType to, boolean safe) {
        return switch (to) {
            case IntegerType integer -> DecimalCasts.toInteger(from, integer, safe);
            case FloatingType floating -> DecimalCasts.toDouble(from, floating.bits() == 32);
            case DecimalType decimal -> DecimalCasts.toDecimal(from, decimal, safe);
            default -> null;
        };
    }
}
