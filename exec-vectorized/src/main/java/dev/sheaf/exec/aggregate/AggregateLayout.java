// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.spill.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where an aggregation finds its keys, arguments and states in the three forms of its rows: the input's chunks, the
/// rows of the input that are kept for later (only the columns that count), and rows of states.
final class AggregateLayout {
    /// The places of everything in rows of one form.
    static final class Columns {
        private final int[] keys;
        private final int[][] arguments;
        private final int[] filters;
        private final boolean states;

        Columns(int[] keys, int[][] arguments, int[] filters, boolean states) {
            this.keys = keys;
            this.arguments = arguments;
            this.filters = filters;
            this.states = states;
        }

        int[] keys() {
            return keys;
        }

        /// Of a call; always the same array.
        int[] arguments(int call) {
            return arguments[call];
        }

        /// Of a call, or -1.
        int filter(int call) {
            return filters[call];
        }

        /// Whether the arguments are states.
        boolean states() {
            return states;
        }
    }

    private final AggregateNode node;
    private final Schema keySchema;
    private final Columns input;
    private final int[] keptPlaces;
    private final Schema keptSchema;
    private final Columns kept;
    private final RowLayout keptRows;
    private final RowLayout stateRows;
    private final Schema stateSchema;
    private final Columns state;
    private final boolean splittable;

    AggregateLayout(AggregateNode node) {
        this.node = node;
        Schema schema = node.input().schema();
        this.keySchema = schema.select(node.keys());
        this.input = inputColumns();
        List<Integer> places = new ArrayList<>();
        this.kept = new Columns(
                keep(input.keys, places),
                keepAll(input.arguments, places),
                keep(input.filters, places),
                input.states());
        this.keptPlaces = toArray(places);
        this.keptSchema = schema.select(places);
        this.keptRows = new RowLayout(keptSchema);
        boolean all = true;
        for (AggregateCall call : node.calls()) {
            all &= splittable(call);
        }
        this.splittable = all;
        if (!all && node.step() != AggregateNode.Step.SINGLE) {
            throw new IllegalArgumentException("an aggregate without a fixed state in step " + node.step());
        }
        List<Field> fields = new ArrayList<>(keySchema.fields());
        int[][] stateColumns = new int[node.calls().size()][];
        for (int i = 0; i < stateColumns.length; i++) {
            AggregateCall call = node.calls().get(i);
            List<DataType> types = splittable(call) ? stateTypes(call) : List.of();
            stateColumns[i] = new int[types.size()];
            for (int j = 0; j < types.size(); j++) {
                stateColumns[i][j] = fields.size();
                fields.add(new Field("state", types.get(j), true));
            }
        }
        int[] noFilters = new int[stateColumns.length];
        Arrays.fill(noFilters, -1);
        this.stateSchema = new Schema(fields);
        this.stateRows = new RowLayout(stateSchema);
        this.state = new Columns(GroupTable.ascending(keySchema.size()), stateColumns, noFilters, true);
    }

    private static boolean splittable(AggregateCall call) {
        return call.function().splittable() && !AccumulatorFactory.distinct(call) && !AccumulatorFactory.ordered(call);
    }

    private Columns inputColumns() {
        List<AggregateCall> calls = node.calls();
        int[][] arguments = new int[calls.size()][];
        int[] filters = new int[calls.size()];
        for (int i = 0; i < arguments.length; i++) {
            AggregateCall call = calls.get(i);
            List<Integer> places = new ArrayList<>(call.arguments());
            if (AccumulatorFactory.ordered(call)) {
                call.order().stream().map(SortKey::column).forEach(places::add);
            }
            arguments[i] = toArray(places);
            filters[i] = call.filter().orElse(-1);
        }
        return new Columns(toArray(node.keys()), arguments, filters, node.step() == AggregateNode.Step.FINAL);
    }

    private List<DataType> stateTypes(AggregateCall call) {
        Schema schema = node.input().schema();
        List<DataType> types = call.arguments().stream().map(schema::type).toList();
        return node.step() == AggregateNode.Step.FINAL ? types : call.function().stateTypes(types, call.type());
    }

    private static int[] keep(int[] columns, List<Integer> places) {
        int[] moved = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] >= 0 && !places.contains(columns[i])) {
                places.add(columns[i]);
            }
            moved[i] = columns[i] < 0 ? -1 : places.indexOf(columns[i]);
        }
        return moved;
    }

    private static int[][] keepAll(int[][] columns, List<Integer> places) {
        int[][] moved = new int[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            moved[i] = keep(columns[i], places);
        }
        return moved;
    }

    private static int[] toArray(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }

    AggregateNode node() {
        return node;
    }

    boolean hasKeys() {
        return keySchema.size() > 0;
    }

    Schema keySchema() {
        return keySchema;
    }

    Columns input() {
        return input;
    }

    /// The input's columns that count, in the order of [#keptSchema].
    int[] keptPlaces() {
        return keptPlaces;
    }

    Schema keptSchema() {
        return keptSchema;
    }

    Columns kept() {
        return kept;
    }

    /// How rows of the input are kept.
    RowLayout keptRows() {
        return keptRows;
    }

    /// How rows of states are kept.
    RowLayout stateRows() {
        return stateRows;
    }

    /// The keys, and the state columns of the calls that have some.
    Schema stateSchema() {
        return stateSchema;
    }

    Columns state() {
        return state;
    }

    /// Whether all states have columns.
    boolean splittable() {
        return splittable;
    }

    /// New accumulators of all calls.
    Accumulator[] createAccumulators(MemoryContext memory, Spill spill) {
        Accumulator[] accumulators = new Accumulator[node.calls().size()];
        for (int i = 0; i < accumulators.length; i++) {
            List<Integer> places =
                    Arrays.stream(input.arguments(i)).boxed().toList();
            accumulators[i] = AccumulatorFactory.create(
                    node.calls().get(i), node.input().schema().select(places), memory, spill);
        }
        if (node.step() != AggregateNode.Step.FINAL) {
            shareSums(accumulators);
        }
        return accumulators;
    }

    /// Lets SUM and AVG of the same values be added up once.
    private void shareSums(Accumulator[] accumulators) {
        for (int i = 0; i < accumulators.length; i++) {
            for (int j = 0; j < i; j++) {
                if (accumulators[i] instanceof ExactSumAccumulator later
                        && accumulators[j] instanceof ExactSumAccumulator earlier
                        && input.filter(i) == input.filter(j)
                        && Arrays.equals(input.arguments(i), input.arguments(j))) {
                    if (later.average()) {
                        accumulators[j] = new DerivedSumAccumulator(later, earlier.average());
                    } else {
                        accumulators[i] = new DerivedSumAccumulator(earlier, false);
                    }
                }
            }
        }
    }
}
