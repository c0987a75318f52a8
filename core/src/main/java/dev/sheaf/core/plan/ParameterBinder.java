// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Puts values in the place of a plan's parameters.
public final class ParameterBinder {
    private final List<Literal> values;

    private ParameterBinder(List<Literal> values) {
        this.values = values;
    }

    /// The plan without parameters: itself when it has none.
    ///
    /// @param values one per parameter, of its type
    public static DistributedPlan bind(DistributedPlan plan, List<Literal> values) {
        if (values.size() != plan.parameters().size()) {
            throw new IllegalArgumentException(
                    values.size() + " values for " + plan.parameters().size() + " parameters");
        }
        if (values.isEmpty()) {
            return plan;
        }
        ParameterBinder binder = new ParameterBinder(values);
        List<Fragment> fragments = new ArrayList<>(plan.fragments().size());
        for (Fragment fragment : plan.fragments()) {
            fragments.add(new Fragment(fragment.id(), fragment.placement(), binder.bind(fragment.root())));
        }
        return new DistributedPlan(fragments, plan.exchanges(), plan.schema(), List.of(), plan.estimates());
    }

    private PlanNode bind(PlanNode node) {
        PlanNode bound = node.withChildren(node.children().stream().map(this::bind).toList());
        return switch (bound) {
            case ValuesNode values -> new ValuesNode(
                    values.id(), values.schema(), values.rows().stream().map(this::bind).toList());
            case FilterNode filter -> filter(filter);
            case ProjectNode project -> new ProjectNode(
                    project.id(), project.input(), bind(project.expressions()), project.schema());
            case HashJoinNode join -> new HashJoinNode(
                    join.id(),
                    join.type(),
                    join.probe(),
                    join.build(),
                    join.probeKeys(),
                    join.buildKeys(),
                    join.nullsEqual(),
                    bind(join.residual()),
                    join.distribution(),
                    join.outputColumns(),
                    join.schema());
            case NestedLoopJoinNode join -> new NestedLoopJoinNode(
                    join.id(),
                    join.type(),
                    join.probe(),
                    join.build(),
                    bind(join.condition()),
                    join.distribution(),
                    join.outputColumns(),
                    join.schema());
            case AggregateNode _, EnforceSingleRowNode _, ExchangeNode _, ExchangeSourceNode _,
                    GroupingSetsNode _ -> bound;
            case LimitNode _, MaterializeNode _, ReadMaterializedNode _, ScanNode _, SortNode _,
                    TableWriteNode _ -> bound;
            case RecursiveInputNode _, RecursiveUnionNode _ -> bound;
            case TopNNode _, UnionNode _, WindowNode _ -> bound;
        };
    }

    /// What a condition says of a scan below it is known only now.
    private FilterNode filter(FilterNode filter) {
        Expression condition = bind(filter.condition());
        PlanNode input =
                filter.input() instanceof ScanNode scan ? ScanConstraints.add(scan, condition) : filter.input();
        return new FilterNode(filter.id(), input, condition);
    }

    private Expression bind(Expression expression) {
        return Expressions.bindParameters(expression, values);
    }

    private List<Expression> bind(List<Expression> expressions) {
        return expressions.stream().map(this::bind).toList();
    }

    private Optional<Expression> bind(Optional<Expression> expression) {
        return expression.map(this::bind);
    }
}
