// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import java.util.Arrays;

/// BIT_AND, BIT_OR and BIT_XOR of integers, and BOOL_AND, BOOL_OR, MIN and MAX of booleans, which are the same on one
/// bit.
final class BitwiseAccumulator extends Accumulator {
    /// How two values become one.
    enum Kind {
        AND,
        OR,
        XOR;

        static Kind of(AggregateFunction function) {
            return switch (function) {
                case BIT_AND, BOOL_AND, MIN -> AND;
                case BIT_OR, BOOL_OR, MAX -> OR;
                case BIT_XOR -> XOR;
                default -> throw new IllegalArgumentException(function.name());
            };
        }
    }

    private final Kind kind;
    private final SeenGroups seen = new SeenGroups();
    private long[] values = {};
    private long[] widened = {};

    BitwiseAccumulator(Kind kind) {
        this.kind = kind;
    }

    @Override
    void grow(int capacity) {
        int before = values.length;
        values = Arrays.copyOf(values, capacity);
        Arrays.fill(values, before, capacity, neutral());
        seen.grow(capacity);
    }

    private long neutral() {
        return kind == Kind.AND ? -1 : 0;
    }

    @Override
    int bytesPerGroup() {
        return 9;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        FlatVector vector = chunk.flat(arguments[0]);
        GroupedRows valid = rows.where(vector.validity());
        seen.mark(valid);
        long[] source = widen(vector, valid);
        switch (kind) {
            case AND -> and(source, valid.rows(), valid.count(), valid.groups(), values);
            case OR -> or(source, valid.rows(), valid.count(), valid.groups(), values);
            case XOR -> xor(source, valid.rows(), valid.count(), valid.groups(), values);
        }
    }

    private long[] widen(FlatVector vector, GroupedRows rows) {
        if (vector instanceof LongVector longs) {
            return longs.values();
        }
        if (widened.length < vector.capacity()) {
            widened = new long[vector.capacity()];
        }
        int[] chosen = rows.rows();
        switch (vector) {
            case IntVector ints -> {
                for (int i = 0; i < rows.count(); i++) {
                    widened[chosen[i]] = ints.values()[chosen[i]];
                }
            }
            case BooleanVector booleans -> {
                long[] bits = booleans.bits();
                for (int i = 0; i < rows.count(); i++) {
                    widened[chosen[i]] = Bits.get(bits, chosen[i]) ? 1 : 0;
                }
            }
            default -> throw new IllegalArgumentException("bits of " + vector.type().sqlName());
        }
        return widened;
    }

    private static void and(long[] source, int[] rows, int count, int[] groups, long[] values) {
        for (int i = 0; i < count; i++) {
            values[groups[rows[i]]] &= source[rows[i]];
        }
    }

    private static void or(long[] source, int[] rows, int count, int[] groups, long[] values) {
        for (int i = 0; i < count; i++) {
            values[groups[rows[i]]] |= source[rows[i]];
        }
    }

    private static void xor(long[] source, int[] rows, int count, int[] groups, long[] values) {
        for (int i = 0; i < count; i++) {
            values[groups[rows[i]]] ^= source[rows[i]];
        }
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        add(chunk, columns, rows);
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        results(groups, count, targets[0]);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        seen.writeNulls(groups, count, target);
        for (int i = 0; i < count; i++) {
            long value = values[groups[i]];
            switch (target) {
                case IntVector ints -> ints.values()[i] = (int) value;
                case LongVector longs -> longs.values()[i] = value;
                case BooleanVector booleans -> Bits.set(booleans.bits(), i, (value & 1) != 0);
                default -> throw new IllegalArgumentException("bits as " + target.type().sqlName());
            }
        }
    }

    @Override
    void clear() {
        Arrays.fill(values, neutral());
        seen.clear();
    }

    @Override
    public void close() {
        values = new long[0];
        seen.clear();
    }
}
