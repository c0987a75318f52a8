// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.rule;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.Call;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.planner.convert.FailureAnalysis;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Shared;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntPredicate;

/// Makes SEMI of INNER where it doesn't matter how often a row comes and nothing of one side is read: below the right
/// side of EXISTS and IN, and below DISTINCT. A join that would give every pair then stops at the first partner.
///
/// To be applied after columns that nobody reads have been left out.
public final class ExistenceJoins {
    /// The shared subtrees of which some reader counts how often a row comes.
    private final BitSet counted = new BitSet();

    private ExistenceJoins() {}

    public static LogicalPlan reduce(LogicalPlan plan) {
        ExistenceJoins joins = new ExistenceJoins();
        LogicalNode root = joins.reduced(plan.root(), true);
        List<LogicalNode> shared = new ArrayList<>();
        // Readers come before what they read.
        for (int number = plan.shared().size(); number > 0; number--) {
            shared.add(joins.reduced(plan.shared().get(number - 1), joins.counted.get(number)));
        }
        return new LogicalPlan(root, shared.reversed());
    }

    /// @param counts whether it matters how often a row comes
    private LogicalNode reduced(LogicalNode node, boolean counts) {
        if (node instanceof Shared shared) {
            counted.set(shared.number(), counts || counted.get(shared.number()));
            return node;
        }
        LogicalNode semi = counts ? node : semi(node);
        List<LogicalNode> inputs = new ArrayList<>();
        for (int i = 0; i < semi.inputs().size(); i++) {
            inputs.add(reduced(semi.inputs().get(i), countsInput(semi, i, counts)));
        }
        return inputs.equals(semi.inputs()) ? semi : semi.withInputs(inputs);
    }

    private static boolean countsInput(LogicalNode node, int input, boolean counts) {
        return switch (node) {
            case Project project -> counts || !project.expressions().stream().allMatch(Expressions::deterministic);
            case Filter filter -> counts || !Expressions.deterministic(filter.condition());
            case Union _, GroupingSets _ -> counts;
            case Sort sort -> counts || sort.limited();
            case Aggregate aggregate -> !aggregate.calls().stream().allMatch(ExistenceJoins::takesValuesOnce);
            case Join join -> switch (join.kind()) {
                case INNER, LEFT, FULL -> counts;
                case SEMI, ANTI, MARK, NULL_AWARE_ANTI, NULL_AWARE_MARK -> input == 0 && counts;
            };
            default -> true;
        };
    }

    private static boolean takesValuesOnce(AggregateCall call) {
        return switch (call.function()) {
            case MIN, MAX, BOOL_AND, BOOL_OR, BIT_AND, BIT_OR -> true;
            case COUNT, SUM, AVG -> call.distinct();
            default -> false;
        };
    }

    /// Columns of one side of an inner join.
    private static LogicalNode semi(LogicalNode node) {
        if (!(node instanceof Project project)
                || !(project.input() instanceof Join join)
                || join.kind() != JoinKind.INNER
                || FailureAnalysis.mayFail(join.condition())
                || !Expressions.deterministic(join.condition())
                || !hasKey(join)) {
            return node;
        }
        int leftSize = join.left().schema().size();
        int rightSize = join.right().schema().size();
        if (reads(project, column -> column < leftSize)) {
            return project.withInputs(List.of(new Join(join.left(), join.right(), JoinKind.SEMI, join.condition())));
        }
        if (reads(project, column -> column >= leftSize)) {
            Expression turned = Expressions.remapColumns(
                    join.condition(), column -> column < leftSize ? column + rightSize : column - leftSize);
            List<Expression> expressions = project.expressions().stream()
                    .map(expression -> Expressions.remapColumns(expression, column -> column - leftSize))
                    .toList();
            LogicalNode kept = join.right();
            return new Project(
                    new Join(kept, join.left(), JoinKind.SEMI, turned), expressions, project.schema());
        }
        return node;
    }

    private static boolean reads(Project project, IntPredicate columns) {
        return project.expressions().stream()
                .allMatch(expression -> Expressions.columns(expression).stream().allMatch(columns));
    }

    /// Whether a hash join is possible.
    private static boolean hasKey(Join join) {
        int leftSize = join.left().schema().size();
        return Expressions.conjuncts(join.condition()).stream()
                .anyMatch(conjunct -> conjunct instanceof Call call
                        && call.function() == ScalarFunction.EQUAL
                        && call.operands().get(0) instanceof ColumnReference a
                        && call.operands().get(1) instanceof ColumnReference b
                        && (a.index() < leftSize) != (b.index() < leftSize));
    }
}
