// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.ConstantVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives each input chunk once per grouping set: the key columns, null where the set leaves them out, then the input's
/// columns, then the set's number. Nothing is copied.
public final class GroupingSetsOperator implements Operator {
    private final int[] keys;
    private final List<List<Integer>> sets;
    private final ConstantVector[] nulls;
    private final LongVector number;
    private final ConstantVector setNumber;
    private final Chunk output;
    private @Nullable Chunk input;
    private int nextSet;

    private GroupingSetsOperator(Schema schema, List<Integer> keys, List<List<Integer>> sets) {
        this.keys = keys.stream().mapToInt(Integer::intValue).toArray();
        this.sets = sets;
        this.nulls = new ConstantVector[keys.size()];
        for (int i = 0; i < nulls.length; i++) {
            FlatVector value = FlatVector.allocate(schema.type(i), 1);
            value.setNull(0);
            nulls[i] = new ConstantVector(value);
        }
        this.number = new LongVector(DataType.BIGINT, 1);
        this.setNumber = new ConstantVector(number);
        this.output = new Chunk(schema);
    }

    /// @param schema the columns that come out
    /// @param keys places in the input of all columns that some set groups by
    /// @param sets per set, the indexes into `keys` of those it groups by
    public static OperatorFactory factory(Schema schema, List<Integer> keys, List<List<Integer>> sets) {
        return _ -> new GroupingSetsOperator(schema, keys, sets);
    }

    @Override
    public void addInput(Chunk chunk) {
        input = chunk;
        nextSet = 0;
    }

    @Override
    public @Nullable Chunk next() {
        Chunk from = input;
        if (from == null || nextSet == sets.size()) {
            input = null;
            return null;
        }
        List<Integer> grouped = sets.get(nextSet);
        output.start(from.rowCount());
        output.select(from.selection());
        for (int i = 0; i < keys.length; i++) {
            output.set(i, grouped.contains(i) ? output.sharedColumn(i, from, keys[i]) : nulls[i]);
        }
        for (int i = 0; i < from.columnCount(); i++) {
            output.set(keys.length + i, output.sharedColumn(keys.length + i, from, i));
        }
        number.values()[0] = nextSet;
        setNumber.reset();
        output.set(keys.length + from.columnCount(), setNumber);
        nextSet++;
        return output;
    }

    @Override
    public void close() {
        input = null;
    }
}
