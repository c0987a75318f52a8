// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Recursion;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNode.WorkingTable;
import dev.sheaf.planner.validate.BoundTable;
import dev.sheaf.planner.validate.RecursiveQueries;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.TableScan;
import org.jspecify.annotations.Nullable;

/// Finds the recursive queries again that [RecursiveQueries] has marked.
final class Recursions {
    private Recursions() {}

    /// A table, or what stands for a recursion's rows.
    static LogicalNode scan(Relation.Table table) {
        TableHandle handle = table.handle();
        return isOfRecursion(handle)
                ? new WorkingTable(Integer.parseInt(handle.name()), 0, table.schema())
                : new Scan(table);
    }

    static boolean isRecursion(SetOp operation) {
        return mark(operation) != null;
    }

    /// The mark of `(anchor UNION ALL mark) UNION ALL step`.
    private static Relation.@Nullable Table mark(SetOp operation) {
        if (operation.getInputs().size() != 2
                || !(operation.getInput(0) instanceof SetOp first)
                || first.getInputs().size() != 2) {
            return null;
        }
        RelNode node = first.getInput(1);
        while (node instanceof Project project) {
            node = project.getInput();
        }
        return node instanceof TableScan scan
                && scan.getTable() instanceof BoundTable table
                && isOfRecursion(table.relation().handle())
                && table.relation().handle().properties().containsKey(RecursiveQueries.DISTINCT)
                        ? table.relation()
                        : null;
    }

    private static boolean isOfRecursion(TableHandle handle) {
        return handle.connector().equals(RecursiveQueries.CONNECTOR);
    }

    static LogicalNode convert(SetOp operation, Function<RelNode, LogicalNode> converter) {
        Relation.Table mark = mark(operation);
        if (mark == null) {
            throw new IllegalArgumentException("no recursion");
        }
        LogicalNode anchor = converter.apply(operation.getInput(0).getInput(0));
        LogicalNode step = converter.apply(operation.getInput(1));
        List<LogicalNode> aligned =
                SetOpConverter.align(List.of(anchor, step), operation.getRowType().getFieldNames());
        Schema schema = mark.schema();
        for (int i = 0; i < schema.size(); i++) {
            if (!schema.type(i).equals(aligned.getFirst().schema().type(i))) {
                throw new SheafException(
                        ErrorCode.TYPE_MISMATCH,
                        "column " + schema.name(i) + " of a recursive query is "
                                + schema.type(i).sqlName() + ", of which its second query makes "
                                + step.schema().type(i).sqlName() + ": cast it there");
            }
        }
        boolean distinct = Boolean.parseBoolean(mark.handle().properties().get(RecursiveQueries.DISTINCT));
        int number = Integer.parseInt(mark.handle().name());
        return new Recursion(aligned.get(0), aligned.get(1), distinct, number, schema);
    }
}
