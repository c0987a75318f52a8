// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sums of random batches in all ways in which rows come, against sums in numbers of any size: of values that always
/// fit a word, of values that soon don't, and of 128-bit ones.
class ExactSumsTest {
    private static final int ROWS = 500;

    @ParameterizedTest
    @CsvSource({
        "1, BIGINT, 20, 1", "2, BIGINT, 20, 5", "3, BIGINT, 20, 100",
        "4, BIGINT, 63, 1", "5, BIGINT, 63, 5", "6, BIGINT, 63, 100",
        "7, BIGINT, 54, 5", "8, BIGINT, 54, 1", "9, INTEGER, 31, 5", "10, INTEGER, 31, 100",
        "11, DECIMAL, 50, 5", "12, DECIMAL, 90, 5", "13, DECIMAL, 90, 100", "14, INTEGER, 31, 1",
    })
    void sumsAreExact(long seed, String type, int bits, int groupCount) {
        Random random = new Random(seed);
        ExactSums sums = new ExactSums();
        sums.grow(groupCount);
        BigInteger[] expected = new BigInteger[groupCount];
        Arrays.fill(expected, BigInteger.ZERO);
        GroupedRows grouped = new GroupedRows();
        for (int batch = 0; batch < 40; batch++) {
            // Values become larger from batch to batch, so that sums begin narrow.
            FlatVector values = values(random, type, Math.max(1, bits * Math.min(batch + 10, 40) / 40));
            boolean dense = random.nextBoolean();
            int[] rows = dense ? GroupTable.ascending(ROWS) : random.ints(200, 0, ROWS).distinct().sorted().toArray();
            int[] groups = random.ints(ROWS, 0, groupCount).toArray();
            grouped.reset(rows, rows.length, dense, groups, groupCount, true, random.nextBoolean());
            sums.add(values, grouped);
            for (int row : rows) {
                expected[groups[row]] = expected[groups[row]].add(value(values, row));
            }
        }
        for (int group = 0; group < groupCount; group++) {
            assertEquals(expected[group], WideSums.value(sums.low(group), sums.high(group)), "seed " + seed);
        }
    }

    private static FlatVector values(Random random, String type, int bits) {
        DataType dataType = switch (type) {
            case "BIGINT" -> DataType.BIGINT;
            case "INTEGER" -> DataType.INTEGER;
            default -> DataType.decimal(38, 2);
        };
        FlatVector vector = FlatVector.allocate(dataType, ROWS);
        for (int i = 0; i < ROWS; i++) {
            BigInteger value = new BigInteger(bits, random);
            value = random.nextBoolean() ? value.not() : value;
            switch (vector) {
                case LongVector longs -> longs.values()[i] = value.longValueExact();
                case IntVector ints -> ints.values()[i] = value.intValueExact();
                case DecimalVector decimals -> {
                    if (bits > 63 && !decimals.wide()) {
                        decimals.widen(ROWS);
                    }
                    decimals.values()[i] = value.longValue();
                    if (decimals.wide()) {
                        decimals.high()[i] = value.shiftRight(64).longValueExact();
                    }
                }
                default -> throw new IllegalStateException();
            }
        }
        return vector;
    }

    private static BigInteger value(FlatVector vector, int row) {
        return switch (vector) {
            case LongVector longs -> BigInteger.valueOf(longs.values()[row]);
            case IntVector ints -> BigInteger.valueOf(ints.values()[row]);
            case DecimalVector decimals -> WideSums.value(decimals.values()[row], decimals.highWord(row));
            default -> throw new IllegalStateException();
        };
    }

    @Test
    void startsAgainAfterBeingCleared() {
        ExactSums sums = new ExactSums();
        sums.grow(1);
        LongVector values = new LongVector(DataType.BIGINT, 2);
        Arrays.fill(values.values(), Long.MAX_VALUE);
        GroupedRows rows = new GroupedRows().reset(new int[] {0, 1}, 2, true, new int[2], 1, true, true);
        for (int i = 0; i < 2; i++) {
            sums.add(values, rows);
            assertEquals(-2, sums.low(0));
            assertEquals(0, sums.high(0));
            sums.clear();
        }
    }

    @Test
    void refusesASumOutsideOfItsType() {
        ExactSums sums = new ExactSums();
        sums.grow(1);
        LongVector values = new LongVector(DataType.BIGINT, 1);
        values.values()[0] = 1L << 40;
        GroupedRows rows = new GroupedRows().reset(new int[1], 1, true, new int[1], 1, true, true);
        sums.add(values, rows);
        SeenGroups seen = new SeenGroups();
        seen.grow(1);
        seen.mark(rows);
        IntVector target = new IntVector(DataType.INTEGER, 1);
        assertThrows(SheafException.class, () -> sums.write(new int[1], 1, seen, target));
    }
}
