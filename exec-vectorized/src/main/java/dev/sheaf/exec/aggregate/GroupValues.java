// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.DoubleVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value of any type per group, or null, or nothing yet. Strings are copied in; a group's next string takes the place
/// of the last if it fits there, so that a group whose value changes often doesn't take ever more memory.
final class GroupValues implements AutoCloseable {
    private static final byte NOTHING = 0;
    private static final byte VALUE = 1;
    private static final byte NULL = 2;

    private final FlatVector values;
    private final @Nullable StringStore store;
    private byte[] states = {};
    private int[] roomBytes = {};
    private long[] rooms = {};

    GroupValues(DataType type, MemoryContext memory) {
        values = FlatVector.allocate(type, 0);
        store = values instanceof StringVector strings ? new StringStore(memory, strings) : null;
    }

    void grow(int capacity) {
        values.ensureCapacity(capacity);
        states = Arrays.copyOf(states, capacity);
        if (store != null) {
            roomBytes = Arrays.copyOf(roomBytes, capacity);
            rooms = Arrays.copyOf(rooms, capacity);
        }
    }

    int bytesPerGroup() {
        return store == null ? 17 : 29;
    }

    /// Whether the group has a value or null by now.
    boolean present(int group) {
        return states[group] != NOTHING;
    }

    boolean isNull(int group) {
        return states[group] != VALUE;
    }

    /// Sets a group's value, or null, to that of a row.
    void set(int group, FlatVector source, int row) {
        if (source.isNull(row)) {
            states[group] = NULL;
            return;
        }
        states[group] = VALUE;
        if (store == null) {
            values.copyRow(group, source, row);
        } else {
            setString(store, group, (StringVector) source, row);
        }
    }

    private void setString(StringStore strings, int group, StringVector source, int row) {
        long first = source.views()[2 * row];
        long second = source.views()[2 * row + 1];
        int length = StringViews.length(first);
        if (!StringViews.isInline(length)) {
            if (length > roomBytes[group]) {
                int room = length < 1 << 20 ? Integer.highestOneBit(length - 1) << 1 : length;
                rooms[group] = strings.allocate(room);
                roomBytes[group] = room;
            }
            strings.write(second, source.heaps(), length, rooms[group]);
            second = rooms[group];
        }
        ((StringVector) values).setView(group, first, second);
    }

    /// Makes a group's string a bound.
    void putInto(StringBound bound, int group) {
        StringVector strings = (StringVector) values;
        bound.set(strings.views()[2 * group], strings.views()[2 * group + 1], strings.heaps());
    }

    /// Sets a group's value to that of another's.
    void copy(int group, GroupValues other, int otherGroup) {
        if (other.states[otherGroup] == VALUE) {
            set(group, other.values, otherGroup);
        } else {
            states[group] = other.states[otherGroup];
        }
    }

    /// Orders a row's value against a group's; neither is null. NaN is the greatest double, -0.0 equals 0.0.
    int compare(FlatVector source, int row, int group) {
        return compare(source, row, values, group);
    }

    /// Orders two values of vectors of the same class, neither of them null.
    static int compare(FlatVector left, int leftRow, FlatVector right, int rightRow) {
        return switch (left) {
            case BooleanVector booleans -> Boolean.compare(
                    booleans.value(leftRow), ((BooleanVector) right).value(rightRow));
            case IntVector ints -> Integer.compare(ints.values()[leftRow], ((IntVector) right).values()[rightRow]);
            case LongVector longs -> Long.compare(longs.values()[leftRow], ((LongVector) right).values()[rightRow]);
            case DoubleVector doubles -> Long.compare(
                    Doubles.toOrdered(doubles.values()[leftRow]),
                    Doubles.toOrdered(((DoubleVector) right).values()[rightRow]));
            case DecimalVector decimals -> {
                DecimalVector other = (DecimalVector) right;
                int high = Long.compare(decimals.highWord(leftRow), other.highWord(rightRow));
                yield high != 0
                        ? high
                        : Long.compareUnsigned(decimals.values()[leftRow], other.values()[rightRow]);
            }
            case StringVector strings -> {
                StringVector other = (StringVector) right;
                yield StringViews.compare(
                        strings.views()[2 * leftRow],
                        strings.views()[2 * leftRow + 1],
                        strings.heaps(),
                        other.views()[2 * rightRow],
                        other.views()[2 * rightRow + 1],
                        other.heaps());
            }
        };
    }

    /// Writes the groups' values; those without one come out null. Strings are viewed here.
    void write(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.gather(values, groups, count);
        target.clearNulls();
        for (int i = 0; i < count; i++) {
            if (states[groups[i]] != VALUE) {
                target.setNull(i);
            }
        }
    }

    void clear() {
        Arrays.fill(states, NOTHING);
        if (store != null) {
            store.clear();
            Arrays.fill(roomBytes, 0);
        }
    }

    @Override
    public void close() {
        clear();
    }
}
