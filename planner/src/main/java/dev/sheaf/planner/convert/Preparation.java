// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.ApplyKind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexVisitorImpl;
import org.jspecify.annotations.Nullable;

/// Makes the windows and subqueries inside of expressions columns of the input, so that the rest of an expression is
/// scalar.
final class Preparation {
    private final RelConverter relations;
    private final Set<CorrelationId> variables;
    private final Map<RexNode, Integer> computed = new HashMap<>();
    private LogicalNode input;

    /// @param variables by which subqueries refer to the input's columns
    Preparation(RelConverter relations, LogicalNode input, Set<CorrelationId> variables) {
        this.relations = relations;
        this.input = input;
        this.variables = variables;
    }

    /// The input with its computed columns.
    LogicalNode input() {
        return input;
    }

    RexConverter converter() {
        return relations.rex(input.schema(), computed);
    }

    void prepare(List<? extends RexNode> nodes) {
        Set<RexSubQuery> subqueries = new LinkedHashSet<>();
        Set<RexOver> windows = new LinkedHashSet<>();
        for (RexNode node : nodes) {
            node.accept(new Collector(subqueries, windows));
        }
        subqueries.forEach(this::addSubquery);
        if (!windows.isEmpty()) {
            input = WindowConverter.convert(input, List.copyOf(windows), converter(), computed);
        }
    }

    void filter(Expression condition) {
        input = dev.sheaf.planner.logical.LogicalNodes.filter(input, List.of(condition));
    }

    /// Keeps the rows for which a subquery's predicate holds, or doesn't.
    void addFilter(RexSubQuery subquery, boolean negated) {
        Subqueries.Predicate predicate = subqueries().predicate(subquery, input, variables);
        input = Subqueries.filter(input, predicate, negated);
    }

    private void addSubquery(RexSubQuery subquery) {
        switch (subquery.getKind()) {
            case SCALAR_QUERY -> {
                int id = relations.nextApply();
                LogicalNode right = relations.convertSubquery(subquery.rel, variables, id);
                computed.put(subquery, input.schema().size());
                input = new Apply(
                        input,
                        dev.sheaf.planner.logical.LogicalNodes.select(right, List.of(0)),
                        ApplyKind.SCALAR,
                        Literal.TRUE,
                        id,
                        SourcePosition.UNKNOWN);
            }
            case EXISTS, IN, SOME -> {
                Subqueries.Predicate predicate = subqueries().predicate(subquery, input, variables);
                Subqueries.Marked marked = Subqueries.mark(input, predicate);
                input = marked.node();
                computed.put(subquery, marked.column());
            }
            default -> throw RexConverter.unsupported(
                    "a subquery of kind " + subquery.getKind(), SourcePosition.UNKNOWN);
        }
    }

    private Subqueries subqueries() {
        return new Subqueries(relations, converter());
    }

    /// Collects outermost windows and subqueries; subqueries inside of windows too.
    private static final class Collector extends RexVisitorImpl<@Nullable Void> {
        private final Set<RexSubQuery> subqueries;
        private final Set<RexOver> windows;

        Collector(Set<RexSubQuery> subqueries, Set<RexOver> windows) {
            super(true);
            this.subqueries = subqueries;
            this.windows = windows;
        }

        @Override
        public @Nullable Void visitSubQuery(RexSubQuery subquery) {
            subquery.getOperands().forEach(operand -> operand.accept(this));
            subqueries.add(subquery);
            return null;
        }

        @Override
        public @Nullable Void visitOver(RexOver over) {
            super.visitOver(over);
            windows.add(over);
            return null;
        }
    }
}
