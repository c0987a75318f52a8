// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.HeapCharge;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.HllUnion;
import org.apache.datasketches.hll.TgtHllType;
import org.jspecify.annotations.Nullable;

/// APPROX_COUNT_DISTINCT by HyperLogLog sketches of Apache DataSketches (2^12 registers: a standard error of 1.6 per
/// cent) over the values' hashes. A sketch begins as a short list; what it may grow to is charged as it does. The state
/// is the sketch in its compact form.
final class ApproximateDistinctAccumulator extends Accumulator {
    private static final int LOG_REGISTERS = 12;
    /// A sketch keeps its first values in a list of eight.
    private static final int LIST_VALUES = 8;
    private static final int LIST_BYTES = 256;
    private static final int FULL_BYTES = 2560;

    private final HeapCharge charge;
    private final StringResults stateStrings;
    private @Nullable HllSketch[] sketches = new HllSketch[0];
    private byte[] updates = {};
    private int @Nullable [] hashedColumns;
    private @Nullable VectorHash hash;

    ApproximateDistinctAccumulator(MemoryContext memory) {
        this.charge = new HeapCharge(memory);
        this.stateStrings = new StringResults(memory);
    }

    @Override
    void grow(int capacity) {
        sketches = Arrays.copyOf(sketches, capacity);
        updates = Arrays.copyOf(updates, capacity);
    }

    @Override
    int bytesPerGroup() {
        return 9;
    }

    @Override
    void add(Chunk chunk, int[] arguments, GroupedRows rows) {
        GroupedRows valid = rows.where(chunk.flat(arguments[0]).validity());
        VectorHash hasher = hash;
        if (hasher == null || arguments != hashedColumns) {
            hasher = new VectorHash(arguments);
            hash = hasher;
            hashedColumns = arguments;
        }
        int[] chosen = valid.rows();
        long[] hashes = hasher.hash(chunk, chosen, valid.count());
        for (int i = 0; i < valid.count(); i++) {
            update(valid.groups()[chosen[i]], hashes[chosen[i]]);
        }
    }

    private void update(int group, long value) {
        HllSketch sketch = sketches[group];
        if (sketch == null) {
            charge.resize(charge.bytes() + LIST_BYTES);
            sketch = new HllSketch(LOG_REGISTERS, TgtHllType.HLL_4);
            sketches[group] = sketch;
        }
        if (updates[group] < LIST_VALUES && ++updates[group] == LIST_VALUES) {
            charge.resize(charge.bytes() + FULL_BYTES - LIST_BYTES);
        }
        sketch.update(value);
    }

    /// Sketches are merged directly: their columns are only for other processes.
    @Override
    boolean mergesWhole() {
        return true;
    }

    @Override
    void addStates(Chunk chunk, int[] columns, GroupedRows rows) {
        StringVector states = (StringVector) chunk.flat(columns[0]);
        GroupedRows valid = rows.where(states.validity());
        for (int i = 0; i < valid.count(); i++) {
            int row = valid.rows()[i];
            union(valid.groups()[row], HllSketch.heapify(states.bytes(row)));
        }
    }

    @Override
    void merge(Accumulator other, int[] groupMap) {
        @Nullable HllSketch[] theirs = ((ApproximateDistinctAccumulator) other).sketches;
        for (int group = 0; group < groupMap.length; group++) {
            HllSketch sketch = theirs[group];
            if (groupMap[group] >= 0 && sketch != null) {
                union(groupMap[group], sketch);
            }
        }
    }

    private void union(int group, HllSketch other) {
        if (other.isEmpty()) {
            return;
        }
        if (updates[group] < LIST_VALUES) {
            charge.resize(charge.bytes() + FULL_BYTES);
            updates[group] = LIST_VALUES;
        }
        HllUnion union = new HllUnion(LOG_REGISTERS);
        HllSketch own = sketches[group];
        if (own != null) {
            union.update(own);
        }
        union.update(other);
        sketches[group] = union.getResult(TgtHllType.HLL_4);
    }

    @Override
    void states(int[] groups, int count, FlatVector[] targets) {
        StringVector target = (StringVector) targets[0];
        target.ensureCapacity(count);
        target.clearNulls();
        StringStore store = stateStrings.startFor(target);
        for (int i = 0; i < count; i++) {
            HllSketch sketch = sketches[groups[i]];
            if (sketch == null) {
                target.setView(i, 0, 0);
                target.setNull(i);
            } else {
                store.put(i, MemorySegment.ofArray(sketch.toCompactByteArray()));
            }
        }
    }

    @Override
    void results(int[] groups, int count, FlatVector target) {
        target.ensureCapacity(count);
        target.clearNulls();
        long[] to = ((LongVector) target).values();
        for (int i = 0; i < count; i++) {
            HllSketch sketch = sketches[groups[i]];
            to[i] = sketch == null ? 0 : Math.round(sketch.getEstimate());
        }
    }

    @Override
    void clear() {
        Arrays.fill(sketches, null);
        Arrays.fill(updates, (byte) 0);
        charge.close();
    }

    @Override
    public void close() {
        clear();
        stateStrings.close();
    }
}
