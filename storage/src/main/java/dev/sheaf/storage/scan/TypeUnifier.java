// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.type.DataType;
import java.util.Optional;

/// The type that holds the values of two types without loss, where files of one table disagree.
public final class TypeUnifier {
    private TypeUnifier() {}

    /// The common type, if there is one. What it allows, [VectorCast] can do.
    public static Optional<DataType> unify(DataType left, DataType right) {
        if (left.equals(right)) {
            return Optional.of(left);
        }
        return widened(left, right).or(() -> widened(right, left));
    }

    private static Optional<DataType> widened(DataType narrow, DataType wide) {
        return switch (narrow) {
            case DataType.IntegerType from -> switch (wide) {
                case DataType.IntegerType to when to.bits() >= from.bits() -> Optional.of(wide);
                case DataType.FloatingType _ -> Optional.of(DataType.DOUBLE);
                case DataType.DecimalType to -> decimal(digits(from), 0, to);
                default -> Optional.empty();
            };
            case DataType.FloatingType _ when wide instanceof DataType.FloatingType -> Optional.of(DataType.DOUBLE);
            case DataType.DecimalType _ when wide instanceof DataType.FloatingType -> Optional.of(DataType.DOUBLE);
            case DataType.DecimalType from when wide instanceof DataType.DecimalType to ->
                    decimal(from.precision() - from.scale(), from.scale(), to);
            case DataType.DateType _ when wide.equals(DataType.TIMESTAMP) -> Optional.of(wide);
            case DataType.CharacterType _ when wide instanceof DataType.CharacterType ->
                    Optional.of(DataType.VARCHAR);
            default -> Optional.empty();
        };
    }

    private static Optional<DataType> decimal(int integerDigits, int scale, DataType.DecimalType other) {
        int commonScale = Math.max(scale, other.scale());
        int precision = Math.max(integerDigits, other.precision() - other.scale()) + commonScale;
        return precision > DataType.DecimalType.MAX_PRECISION
                ? Optional.of(DataType.DOUBLE)
                : Optional.of(DataType.decimal(precision, commonScale));
    }

    private static int digits(DataType.IntegerType type) {
        return switch (type.bits()) {
            case 8 -> 3;
            case 16 -> 5;
            case 32 -> 10;
            default -> 19;
        };
    }
}
