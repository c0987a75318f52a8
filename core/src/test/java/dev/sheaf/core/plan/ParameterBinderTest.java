// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expression.Parameter;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ParameterBinderTest {
    private static final Schema COLUMNS = new Schema(List.of(new Field("a", DataType.INTEGER, false)));

    @Test
    void valuesConstrainTheScanBelow() {
        FilterNode bound = bind(new Literal(5L, DataType.INTEGER));

        ScanNode scan = (ScanNode) bound.input();
        assertEquals(
                List.of(new ScanConstraint(
                        0, ScanConstraint.Comparison.EQUAL, List.of(new Literal(5L, DataType.INTEGER)))),
                scan.constraints());
    }

    @Test
    void nullConstrainsNothing() {
        FilterNode bound = bind(new Literal(null, DataType.INTEGER));

        assertEquals(List.of(), ((ScanNode) bound.input()).constraints());
    }

    private static FilterNode bind(Literal value) {
        ScanNode scan = new ScanNode(
                0, TableHandle.of("memory", "t", Map.of()), List.of(0), COLUMNS, List.of(), OptionalLong.empty());
        Call condition = new Call(
                ScalarFunction.EQUAL,
                List.of(new ColumnReference(0, DataType.INTEGER, false), new Parameter(0, DataType.INTEGER)),
                DataType.BOOLEAN,
                true,
                SourcePosition.UNKNOWN);
        DistributedPlan plan = new DistributedPlan(
                List.of(new Fragment(0, Fragment.Placement.SINGLE, new FilterNode(1, scan, condition))),
                List.of(),
                COLUMNS,
                List.of(DataType.INTEGER),
                Map.of());
        return (FilterNode) ParameterBinder.bind(plan, List.of(value)).fragments().getFirst().root();
    }
}
