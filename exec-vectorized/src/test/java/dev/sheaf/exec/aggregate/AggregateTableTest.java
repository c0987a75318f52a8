// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// A table that no row has reached. Without keys it has a group all the same.
class AggregateTableTest {
    private static final DataType SUM = DataType.decimal(38, 2);
    private static final Schema INPUT = Schema.of(new Field("price", DataType.decimal(15, 2), true));

    private static AggregateLayout sumWithoutKeys() {
        ScanNode input = new ScanNode(
                1, TableHandle.of("none", "none", Map.of()), List.of(0), INPUT, List.of(), OptionalLong.empty());
        AggregateCall sum = new AggregateCall(
                AggregateFunction.SUM, List.of(0), false, OptionalInt.empty(), List.of(), SUM);
        Schema output = Schema.of(new Field("sum", SUM, true));
        return new AggregateLayout(
                new AggregateNode(2, input, AggregateNode.Step.PARTIAL, List.of(), List.of(sum), output));
    }

    @Test
    void stateOfNoRowsIsNull() {
        try (EngineMemory memory = new EngineMemory(1 << 20);
                AggregateTable table = new AggregateTable(sumWithoutKeys(), 16, memory.context())) {
            Chunk states = table.states(0, 1);
            assertEquals(1, states.rowCount());
            assertTrue(states.flat(0).isNull(0));
        }
    }

    @Test
    void mergesWithATableOfNoRows() {
        try (EngineMemory memory = new EngineMemory(1 << 20);
                AggregateTable table = new AggregateTable(sumWithoutKeys(), 16, memory.context());
                AggregateTable other = new AggregateTable(sumWithoutKeys(), 16, memory.context())) {
            table.merge(other, new int[] {0}, 1);
            assertTrue(table.states(0, 1).flat(0).isNull(0));
        }
    }
}
