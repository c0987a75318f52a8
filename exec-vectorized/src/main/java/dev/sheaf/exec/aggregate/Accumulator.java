// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;

/// The states of one aggregate call for all groups of a table, by dense group numbers. It knows nothing of keys or
/// hashing: a batch comes as columns and the group of each row.
///
/// An accumulator whose state has a fixed number of columns ([#splittable]) is merged by way of these columns:
/// [#states] of one go to [#addStates] of another, in this process or in another one. The others can only be merged as
/// a whole.
///
/// Filled by one thread; states and results may be read by many when it is done.
abstract class Accumulator implements AutoCloseable {
    /// Makes room for so many groups, the new ones without rows. Memory is charged before it is taken.
    abstract void grow(int capacity);

    /// How many bytes a group takes, about; what lies behind references is not counted.
    abstract int bytesPerGroup();

    /// Takes rows.
    ///
    /// @param arguments the places of the arguments in the chunk
    abstract void add(Chunk chunk, int[] arguments, GroupedRows rows);

    /// Whether the state has columns.
    boolean splittable() {
        return true;
    }

    /// Whether [#merge] is used within the process even if the state has columns.
    boolean mergesWhole() {
        return !splittable();
    }

    /// Takes states instead of rows.
    ///
    /// @param columns the places of the state's columns in the chunk
    abstract void addStates(Chunk chunk, int[] columns, GroupedRows rows);

    /// Writes states: row `i` of the targets for group `groups[i]`.
    abstract void states(int[] groups, int count, FlatVector[] targets);

    /// Writes results: row `i` of the target for group `groups[i]`. Long strings are viewed, and live as long as this
    /// does.
    ///
    /// @throws dev.sheaf.core.error.SheafException when a result doesn't fit its type
    abstract void results(int[] groups, int count, FlatVector target);

    /// Takes the states of another accumulator of the same call, when it [#mergesWhole].
    ///
    /// @param groupMap by the other's group, the group here, or -1 to leave it out
    void merge(Accumulator other, int[] groupMap) {
        throw new IllegalStateException(getClass().getSimpleName() + " is merged by its states");
    }

    /// Forgets all groups and keeps the room.
    abstract void clear();

    /// Gives all memory back. May be called twice.
    @Override
    public abstract void close();
}
