// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.data;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/// Draws columns of values from a seed. Numbers are uniform between 0 and a bound, so that a share of them can be
/// selected by a constant; the strings of a number are always the same, so that equal numbers give equal strings.
public final class SampleColumns {
    private static final String[] WORDS = {
        "special", "requests", "carefully", "final", "deposits", "sleep", "quickly", "above", "ironic", "packages",
        "furiously", "accounts", "the", "pending", "theodolites", "express"
    };
    private static final int STRING_BYTES_MAX = 128;

    private final SplittableRandom random;

    public SampleColumns(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /// Values of a type: numbers from 0 to `bound - 1`, or for strings the texts that stand for them.
    ///
    /// @param nullPercent how many of a hundred are null
    public FlatVector column(DataType type, int rowCount, long bound, int nullPercent) {
        long[] numbers = new long[rowCount];
        for (int row = 0; row < rowCount; row++) {
            numbers[row] = random.nextLong(bound);
        }
        return column(type, numbers, nullPercent);
    }

    /// The values that stand for given numbers.
    public FlatVector column(DataType type, long[] numbers, int nullPercent) {
        FlatVector vector = FlatVector.allocate(type, Math.max(1, numbers.length));
        fill(vector, numbers);
        if (nullPercent > 0) {
            long[] validity = vector.startValidity(numbers.length);
            for (int row = 0; row < numbers.length; row++) {
                Bits.set(validity, row, random.nextInt(100) >= nullPercent);
            }
        }
        return vector;
    }

    /// Texts of several words, 20 to 90 bytes long: comments as TPC-H has them.
    public StringVector comments(int rowCount, int nullPercent) {
        String[] texts = new String[rowCount];
        for (int row = 0; row < rowCount; row++) {
            StringBuilder text = new StringBuilder();
            int words = 4 + random.nextInt(8);
            for (int word = 0; word < words; word++) {
                text.append(word == 0 ? "" : " ").append(WORDS[random.nextInt(WORDS.length)]);
            }
            texts[row] = text.toString();
        }
        StringVector vector = new StringVector(DataType.VARCHAR, Math.max(1, rowCount));
        fillStrings(vector, texts);
        if (nullPercent > 0) {
            long[] validity = vector.startValidity(rowCount);
            for (int row = 0; row < rowCount; row++) {
                Bits.set(validity, row, random.nextInt(100) >= nullPercent);
            }
        }
        return vector;
    }

    /// The text that stands for a number: short enough for a view below a hundred thousand.
    public static String text(long number) {
        return number < 100_000 ? "key " + number : "a longer key for the number " + number;
    }

    private static void fill(FlatVector vector, long[] numbers) {
        switch (vector) {
            case BooleanVector booleans -> {
                for (int row = 0; row < numbers.length; row++) {
                    Bits.set(booleans.bits(), row, (numbers[row] & 1) != 0);
                }
            }
            case IntVector ints -> {
                for (int row = 0; row < numbers.length; row++) {
                    ints.values()[row] = (int) numbers[row];
                }
            }
            case LongVector longs -> System.arraycopy(numbers, 0, longs.values(), 0, numbers.length);
            case DoubleVector doubles -> {
                for (int row = 0; row < numbers.length; row++) {
                    doubles.values()[row] = numbers[row];
                }
            }
            case DecimalVector decimals -> {
                decimals.startNarrow();
                System.arraycopy(numbers, 0, decimals.values(), 0, numbers.length);
            }
            case StringVector strings -> {
                String[] texts = new String[numbers.length];
                for (int row = 0; row < numbers.length; row++) {
                    texts[row] = text(numbers[row]);
                }
                fillStrings(strings, texts);
            }
        }
    }

    private static void fillStrings(StringVector vector, String[] texts) {
        MemorySegment heap = Arena.ofAuto().allocate(Math.max(1, (long) STRING_BYTES_MAX * texts.length));
        int number = vector.addHeap(heap);
        int offset = 0;
        for (int row = 0; row < texts.length; row++) {
            byte[] bytes = texts[row].getBytes(StandardCharsets.UTF_8);
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, heap, offset, bytes.length);
            vector.set(row, number, offset, bytes.length);
            offset += bytes.length;
        }
    }
}
