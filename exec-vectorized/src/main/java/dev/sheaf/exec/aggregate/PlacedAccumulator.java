// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorClass;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;

/// An accumulator whose errors tell where its call stands in the SQL. Of those only that the statement is to blame for:
/// memory that is short is not a matter of one call.
final class PlacedAccumulator extends Accumulator {
    private final Accumulator inner;
    private final SourcePosition position;

    PlacedAccumulator(Accumulator inner, SourcePosition position) {
        this.inner = inner;
        this.position = position;
    }

    private SheafException placed(SheafException failure) {
        return failure.code().errorClass() == ErrorClass.USER ? failure.at(position) : failure;
    }

    @Override
    void grow(int capacity) {
        inner.grow(capacity);
    }

    @Override
    int bytesPerGroup() {
        return inner.bytesPerGroup();
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        try {
            inner.add(chunk, arguments, rows);
        } catch (SheafException failure) {
            throw placed(failure);
        }
    }

    @Override
    boolean splittable() {
        return inner.splittable();
    }

    @Override
    boolean mergesWhole() {
        return inner.mergesWhole();
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        try {
            inner.addStates(chunk, columns, rows);
        } catch (SheafException failure) {
            throw placed(failure);
        }
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        inner.states(groups, count, targets);
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        try {
            inner.results(groups, count, target);
        } catch (SheafException failure) {
            throw placed(failure);
        }
    }

    @Override
    void merge(Accumulator other, int[] groupMap) {
        try {
            inner.merge(((PlacedAccumulator) other).inner, groupMap);
        } catch (SheafException failure) {
            throw placed(failure);
        }
    }

    @Override
    void clear() {
        inner.clear();
    }

    @Override
    public void close() {
        inner.close();
    }
}
