// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.HeapCharge;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The states of one aggregate call for groups that the caller numbers himself: what windows aggregate frames with. For
/// one thread.
public final class CallAccumulator implements AutoCloseable {
    private final int[] arguments;
    private final int filter;
    private final Accumulator accumulator;
    private final Schema stateSchema;
    private final int[] stateColumns;
    private final HeapCharge charge;
    private final GroupedRows grouped = new GroupedRows();
    private long[] filterBits = {};
    private int capacity;

    /// @param input the columns that the call's arguments and filter are places of
    public CallAccumulator(AggregateCall call, Schema input, MemoryContext memory) {
        List<Integer> places = new ArrayList<>(call.arguments());
        if (AccumulatorFactory.ordered(call)) {
            call.order().stream().map(SortKey::column).forEach(places::add);
        }
        this.arguments = places.stream().mapToInt(Integer::intValue).toArray();
        this.filter = call.filter().orElse(-1);
        this.accumulator = AccumulatorFactory.create(call, input.select(places), memory, Spill.NONE);
        this.charge = new HeapCharge(memory);
        this.stateSchema = splittable(call) ? stateSchema(call, input) : Schema.EMPTY;
        this.stateColumns = GroupTable.ascending(stateSchema.size());
    }

    /// Whether states of the call can be added up.
    public static boolean splittable(AggregateCall call) {
        return call.function().splittable()
                && !AccumulatorFactory.distinct(call)
                && !AccumulatorFactory.ordered(call);
    }

    /// The columns of a state.
    public static Schema stateSchema(AggregateCall call, Schema input) {
        List<DataType> types = call.arguments().stream().map(input::type).toList();
        List<Field> fields = new ArrayList<>();
        for (DataType type : call.function().stateTypes(types, call.type())) {
            fields.add(new Field("state", type, true));
        }
        return new Schema(fields);
    }

    /// The input columns that are looked at.
    public int[] inputColumns() {
        int[] columns = Arrays.copyOf(arguments, arguments.length + (filter < 0 ? 0 : 1));
        if (filter >= 0) {
            columns[arguments.length] = filter;
        }
        return columns;
    }

    /// Forgets everything and makes groups `0` to `groupCount - 1`.
    public void reset(int groupCount) {
        accumulator.clear();
        if (groupCount > capacity) {
            charge.resize((long) accumulator.bytesPerGroup() * groupCount);
            accumulator.grow(groupCount);
            capacity = groupCount;
        }
    }

    /// Takes rows, but those that the call's filter leaves out.
    ///
    /// @param rows row numbers of the chunk, ascending
    /// @param groups by row number of the chunk, the group
    public void add(Chunk chunk, int[] rows, int count, int[] groups) {
        GroupedRows taken = grouped.reset(rows, count, false, groups, capacity, false, false);
        accumulator.add(chunk, arguments, filter < 0 ? taken : taken.where(filterBits(chunk)));
    }

    private long[] filterBits(Chunk chunk) {
        BooleanVector vector = (BooleanVector) chunk.flat(filter);
        if (vector.validity() == null) {
            return vector.bits();
        }
        if (filterBits.length < Bits.words(chunk.rowCount())) {
            filterBits = new long[Bits.words(chunk.rowCount())];
        }
        Bits.and(vector.bits(), vector.validity(), filterBits, chunk.rowCount());
        return filterBits;
    }

    /// Takes states.
    ///
    /// @param states of [#stateSchema]
    /// @param rows row numbers of the chunk, ascending
    /// @param groups by row number of the chunk, the group
    public void addStates(Chunk states, int[] rows, int count, int[] groups) {
        accumulator.addStates(states, stateColumns, grouped.reset(rows, count, false, groups, capacity, false, false));
    }

    /// Writes states: row `i` of the targets for group `groups[i]`.
    public void states(int[] groups, int count, FlatVector[] targets) {
        accumulator.states(groups, count, targets);
    }

    /// Writes results: row `i` of the target for group `groups[i]`. Long strings are viewed, and live until the next
    /// change.
    ///
    /// @throws dev.sheaf.core.error.SheafException when a result doesn't fit its type
    public void results(int[] groups, int count, FlatVector target) {
        accumulator.results(groups, count, target);
    }

    @Override
    public void close() {
        accumulator.close();
        charge.close();
    }
}
