// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanConstraints;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.Costs;
import dev.sheaf.planner.cost.Estimate;
import dev.sheaf.planner.cost.Estimator;
import dev.sheaf.planner.cost.Selectivity;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Aggregate;
import dev.sheaf.planner.logical.LogicalNode.Filter;
import dev.sheaf.planner.logical.LogicalNode.GroupingSets;
import dev.sheaf.planner.logical.LogicalNode.Join;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Scan;
import dev.sheaf.planner.logical.LogicalNode.Shared;
import dev.sheaf.planner.logical.LogicalNode.SingleRow;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNode.Union;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.logical.LogicalNode.Window;
import dev.sheaf.planner.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Plans a logical tree: from the leaves up, the cheapest ways per distribution for each node; then the cheapest way of
/// the root, in one task, is built.
public final class PhysicalPlanner {
    private final NodeFactory nodes = new NodeFactory();
    private final Enforcer enforcer = new Enforcer(nodes);

    private final RecursionPlanner recursions = new RecursionPlanner(nodes, enforcer, this::candidates);
    private final LogicalPlan plan;
    private final List<SharedRows> shared = new ArrayList<>();

    private PhysicalPlanner(LogicalPlan plan) {
        this.plan = plan;
    }

    /// The plan of a query, its rows in one task and in the root's order.
    public static PhysicalPlan plan(LogicalPlan plan) {
        PhysicalPlanner planner = new PhysicalPlanner(plan);
        planner.planShared();
        LogicalNode root = plan.root();
        List<Integer> columns = IntStream.range(0, root.schema().size()).boxed().toList();
        Candidates candidates = planner.ordered(root);
        Candidate best = candidates.all().stream()
                .map(candidate -> planner.enforcer.single(candidate, candidates.estimate()))
                .min(java.util.Comparator.comparingDouble(Candidate::cost))
                .orElseThrow();
        return planner.built(best, columns);
    }

    /// The plan whose rows stay in the tasks that compute them: what a distributed write takes.
    public static PhysicalPlan planDistributed(LogicalPlan plan) {
        PhysicalPlanner planner = new PhysicalPlanner(plan);
        planner.planShared();
        LogicalNode root = plan.root();
        List<Integer> columns = IntStream.range(0, root.schema().size()).boxed().toList();
        Candidate best = planner.ordered(root).cheapest();
        return planner.built(best, columns);
    }

    private void planShared() {
        for (LogicalNode subtree : plan.shared()) {
            int number = shared.size() + 1;
            shared.add(new SharedRows(number, subtree, candidates(subtree), nodes));
        }
    }

    private PhysicalPlan built(Candidate best, List<Integer> columns) {
        PlanNode built = best.build(columns);
        // The last first: they may read the earlier ones, and what is read must be known.
        for (SharedRows rows : shared.reversed()) {
            built = rows.above(built);
        }
        built = EarlyGrouping.apply(built, nodes);
        double cost = best.cost() + shared.stream().mapToDouble(SharedRows::cost).sum();
        return new PhysicalPlan(built, nodes.estimates(), cost);
    }

    /// A node whose order shows: an ORDER BY counts only at the root and under a limit.
    private Candidates ordered(LogicalNode node) {
        return switch (node) {
            case Sort sort -> SortPlanner.plan(nodes, sort, candidates(sort.input()));
            case Project project -> project(project, ordered(project.input()));
            default -> candidates(node);
        };
    }

    private Candidates candidates(LogicalNode node) {
        CancellationScope.check();
        return switch (node) {
            case Scan scan -> scan(scan);
            case Values values -> values(values);
            case Filter filter -> filter(filter);
            case Project project -> project(project, candidates(project.input()));
            case Join join -> join(join);
            case Aggregate aggregate -> AggregatePlanner.plan(nodes, aggregate, candidates(aggregate.input()));
            case GroupingSets sets -> groupingSets(sets);
            case Window window -> WindowPlanner.plan(nodes, window, candidates(window.input()));
            case Sort sort -> sort.limited()
                    ? SortPlanner.plan(nodes, sort, candidates(sort.input()))
                    : candidates(sort.input());
            case Union union -> union(union);
            case SingleRow single -> singleRow(single);
            case Shared read -> shared.get(read.number() - 1).reader();
            case LogicalNode.Recursion recursion -> recursions.plan(recursion);
            case LogicalNode.WorkingTable table -> recursions.read(table);
            case LogicalNode.Apply _ -> throw new IllegalStateException("an apply is left");
        };
    }

    private Candidates scan(Scan scan) {
        Estimate estimate = Estimator.table(scan.table());
        Candidate candidate =
                new Candidate(Distribution.ARBITRARY, Costs.scan(estimate), columns -> scan(scan, columns, estimate));
        return new Candidates(estimate, List.of(candidate));
    }

    private PlanNode scan(Scan scan, List<Integer> columns, Estimate estimate) {
        Schema schema = scan.schema();
        List<Integer> read = columns;
        if (columns.isEmpty() && schema.size() > 0) {
            // Rows without columns would still have to be counted: the narrowest column carries them.
            int narrowest = IntStream.range(0, schema.size())
                    .boxed()
                    .min(java.util.Comparator.comparingDouble(column -> estimate.column(column).bytes()))
                    .orElse(0);
            read = List.of(narrowest);
        }
        return new ScanNode(
                nodes.id(estimate.rows(), estimate.select(read).rowBytes()),
                scan.table().handle(),
                read,
                schema.select(read),
                List.of(),
                OptionalLong.empty());
    }

    private Candidates values(Values values) {
        Estimate estimate = Estimator.constants(values.schema(), values.rows().size());
        Candidate candidate = new Candidate(Distribution.SINGLE, values.rows().size(), columns -> {
            List<List<Expression>> rows = new ArrayList<>();
            values.rows().forEach(row -> rows.add(columns.stream().map(row::get).toList()));
            return new ValuesNode(nodes.id(estimate), values.schema().select(columns), rows);
        });
        return new Candidates(estimate, List.of(candidate));
    }

    private Candidates filter(Filter filter) {
        Candidates input = candidates(filter.input());
        Estimate estimate = Selectivity.filter(input.estimate(), filter.condition());
        List<Integer> read = Expressions.columns(filter.condition()).stream().boxed().toList();
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            double cost = candidate.cost() + Costs.perRow(input.estimate(), candidate.distributed());
            candidates.add(new Candidate(candidate.distribution(), cost, columns -> {
                List<Integer> all = Enforcer.union(columns, read);
                PlanNode rows = candidate.build(all);
                Expression condition = NodeFactory.over(filter.condition(), all, rows.schema());
                PlanNode from = rows instanceof ScanNode scan ? ScanConstraints.add(scan, condition) : rows;
                PlanNode passed = new FilterNode(nodes.id(estimate), from, condition);
                return all.size() == columns.size() || columns.isEmpty()
                        ? passed
                        : nodes.select(passed, columns.stream().map(all::indexOf).toList(), estimate);
            }));
        }
        return new Candidates(estimate, candidates);
    }

    private Candidates project(Project project, Candidates input) {
        Estimate estimate = Estimator.project(input.estimate(), project.expressions());
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            if (project.expressions().get(i) instanceof ColumnReference column) {
                places.putIfAbsent(column.index(), i);
            }
        }
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            double cost = candidate.cost() + Costs.perRow(input.estimate(), candidate.distributed());
            candidates.add(new Candidate(
                    candidate.distribution().remap(places),
                    cost,
                    columns -> project(project, candidate, columns, estimate)));
        }
        return new Candidates(estimate, candidates);
    }

    private PlanNode project(Project project, Candidate input, List<Integer> columns, Estimate estimate) {
        List<Expression> expressions =
                columns.stream().map(project.expressions()::get).toList();
        List<Integer> read = new ArrayList<>();
        boolean plain = true;
        for (Expression expression : expressions) {
            plain &= expression instanceof ColumnReference column && !read.contains(column.index());
            read = Enforcer.union(read, Expressions.columns(expression).stream().boxed().toList());
        }
        PlanNode rows = input.build(read);
        if (plain && rows.schema().size() == columns.size()) {
            return rows;
        }
        List<Integer> all = read;
        List<Expression> over = expressions.stream()
                .map(expression -> NodeFactory.over(expression, all, rows.schema()))
                .toList();
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < over.size(); i++) {
            fields.add(new Field(
                    project.schema().name(columns.get(i)), over.get(i).type(), over.get(i).nullable()));
        }
        return nodes.project(rows, over, new Schema(fields), estimate);
    }

    private Candidates join(Join join) {
        if (join.kind() == JoinKind.FULL) {
            return fullJoin(join);
        }
        JoinGraph graph = new JoinGraph(join);
        List<Candidates> leaves = IntStream.range(0, graph.leaves().size())
                .mapToObj(leaf -> candidates(GroupReduction.reduced(graph, leaf)))
                .toList();
        Candidates best = new JoinOrder(graph, nodes, leaves).best();
        List<Integer> outputs = graph.outputs();
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            places.putIfAbsent(outputs.get(i), i);
        }
        Estimate estimate = best.estimate().select(outputs);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : best.all()) {
            candidates.add(new Candidate(
                    candidate.distribution().remap(places),
                    candidate.cost(),
                    columns -> distinctColumns(candidate, columns.stream().map(outputs::get).toList(), estimate)));
        }
        return new Candidates(estimate, candidates);
    }

    /// Builds columns of which one may be asked for twice.
    private PlanNode distinctColumns(Candidate candidate, List<Integer> columns, Estimate estimate) {
        List<Integer> once = columns.stream().distinct().toList();
        PlanNode node = candidate.build(once);
        return once.size() == columns.size()
                ? node
                : nodes.select(node, columns.stream().map(once::indexOf).toList(), estimate);
    }

    private Candidates fullJoin(Join join) {
        Candidates left = candidates(join.left());
        Candidates right = candidates(join.right());
        int leftSize = join.left().schema().size();
        int width = join.schema().size();
        JoinCondition condition = JoinCondition.of(
                Expressions.conjuncts(join.condition()), column -> column < leftSize, column -> column >= leftSize);
        Map<Integer, Integer> numbers = new HashMap<>();
        IntStream.range(0, width - leftSize).forEach(i -> numbers.put(i, leftSize + i));
        List<Candidate> shifted = new ArrayList<>();
        for (Candidate candidate : right.all()) {
            shifted.add(new Candidate(
                    candidate.distribution().remap(numbers),
                    candidate.cost(),
                    columns -> candidate.build(columns.stream().map(column -> column - leftSize).toList())));
        }
        Estimate estimate = Estimator.join(
                left.estimate(),
                right.estimate(),
                JoinKind.FULL,
                condition.leftKeys(),
                condition.rightKeys().stream().map(column -> column - leftSize).toList(),
                java.util.Collections.nCopies(condition.leftKeys().size(), 0),
                1);
        JoinCandidates candidates = new JoinCandidates(nodes, estimate, column -> column < leftSize, -1);
        candidates.add(
                new JoinCandidates.Side(left, left.estimate()),
                new JoinCandidates.Side(new Candidates(right.estimate(), shifted), right.estimate()),
                JoinKind.FULL,
                condition);
        return new Candidates(estimate, candidates.all());
    }

    private Candidates groupingSets(GroupingSets sets) {
        Candidates input = candidates(sets.input());
        double rows = input.estimate().rows() * sets.sets().size();
        int keyCount = sets.keys().size();
        List<dev.sheaf.planner.cost.ColumnEstimate> columns = new ArrayList<>(
                sets.keys().stream().map(input.estimate()::column).toList());
        columns.addAll(input.estimate().columns());
        columns.add(dev.sheaf.planner.cost.ColumnEstimate.unknown(DataType.BIGINT, sets.sets().size()));
        Estimate estimate = new Estimate(rows, columns);
        List<Candidate> candidates = new ArrayList<>();
        for (Candidate candidate : input.all()) {
            Distribution distribution =
                    candidate.distribution().isSingle() ? Distribution.SINGLE : Distribution.ARBITRARY;
            double cost = candidate.cost() + Costs.perRow(estimate, candidate.distributed());
            candidates.add(new Candidate(distribution, cost, wanted -> {
                List<Integer> read = Enforcer.union(
                        sets.keys().stream().distinct().toList(),
                        wanted.stream()
                                .filter(column -> column >= keyCount && column < columns.size() - 1)
                                .map(column -> column - keyCount)
                                .toList());
                PlanNode rowsIn = candidate.build(read);
                PlanNode node = new GroupingSetsNode(
                        nodes.id(estimate),
                        rowsIn,
                        sets.keys().stream().map(read::indexOf).toList(),
                        sets.sets());
                int last = keyCount + rowsIn.schema().size();
                List<Integer> places = wanted.stream()
                        .map(column -> column < keyCount
                                ? column
                                : column == columns.size() - 1 ? last : keyCount + read.indexOf(column - keyCount))
                        .toList();
                return nodes.select(node, places, estimate);
            }));
        }
        return new Candidates(estimate, candidates);
    }

    private Candidates union(Union union) {
        List<Candidates> inputs = union.inputs().stream().map(this::candidates).toList();
        Estimate estimate = Estimator.union(inputs.stream().map(Candidates::estimate).toList());
        List<Candidate> candidates = new ArrayList<>();
        List<Candidate> single = new ArrayList<>();
        List<Candidate> spread = new ArrayList<>();
        for (Candidates input : inputs) {
            single.add(enforcer.single(cheapestSingle(input), input.estimate()));
            spread.add(enforcer.spread(input.cheapest(), input.estimate()));
        }
        candidates.add(unionOf(single, Distribution.SINGLE, union, estimate));
        if (inputs.stream().anyMatch(input -> input.cheapest().distributed())) {
            candidates.add(unionOf(spread, Distribution.ARBITRARY, union, estimate));
        }
        return new Candidates(estimate, candidates);
    }

    private static Candidate cheapestSingle(Candidates input) {
        return input.all().stream()
                .filter(candidate -> candidate.distribution().isSingle())
                .findFirst()
                .orElse(input.cheapest());
    }

    private Candidate unionOf(List<Candidate> inputs, Distribution distribution, Union union, Estimate estimate) {
        double cost = inputs.stream().mapToDouble(Candidate::cost).sum();
        return new Candidate(distribution, cost, columns -> {
            List<PlanNode> children = new ArrayList<>();
            for (int i = 0; i < inputs.size(); i++) {
                children.add(nodes.exactly(inputs.get(i).build(columns), columns.size(), estimate));
            }
            return new UnionNode(nodes.id(estimate), children, union.schema().select(columns));
        });
    }

    private Candidates singleRow(SingleRow single) {
        Candidates input = candidates(single.input());
        Candidate one = enforcer.single(cheapestSingle(input), input.estimate());
        Estimate estimate = input.estimate().withRows(1);
        Candidate candidate = new Candidate(
                Distribution.SINGLE,
                one.cost(),
                columns -> new EnforceSingleRowNode(nodes.id(estimate), one.build(columns), single.position()));
        return new Candidates(estimate, List.of(candidate));
    }
}
