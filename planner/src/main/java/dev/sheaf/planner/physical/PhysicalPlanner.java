// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.physical;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.RowEstimator;
import dev.sheaf.planner.fragment.Fragmenter;
import dev.sheaf.planner.logical.LogicalNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// Turns a logical tree into a distributed plan in one pass from the leaves: each node takes its inputs as they lie, has exchanges added where
/// it needs them to lie otherwise, and says how its own rows lie. For one plan.
public final class PhysicalPlanner {
    private final PlanBuilder builder = new PlanBuilder();
    private final RowEstimator estimator;
    private final JoinPlanner joins;
    private final AggregatePlanner aggregates;

    private PhysicalPlanner(int workerCount) {
        this.estimator = new RowEstimator();
        this.joins = new JoinPlanner(builder, workerCount);
        this.aggregates = new AggregatePlanner(builder);
    }

    /// Plans a query.
    ///
    /// @param schema the columns of the result under the names that the client sees
    /// @param parameters the types of the statement's parameters
    /// @param workerCount on how many workers it will roughly run
    public static DistributedPlan plan(
            LogicalNode root, Schema schema, List<DataType> parameters, int workerCount) {
        PhysicalPlanner planner = new PhysicalPlanner(workerCount);
        PhysicalTree tree = planner.builder.gather(planner.visit(root));
        return planner.finish(tree, schema, parameters);
    }

    /// Plans a statement that writes the rows of a query: every task writes its own.
    public static DistributedPlan planWrite(
            LogicalNode root, WriteTarget target, List<DataType> parameters, int workerCount) {
        PhysicalPlanner planner = new PhysicalPlanner(workerCount);
        PhysicalTree rows = planner.visit(root);
        TableWriteNode write = new TableWriteNode(planner.builder.nextId(), rows.node(), target);
        PhysicalTree written = planner.builder.gather(
                planner.builder.tree(write, planner.unknownColumns(rows.distribution()), workerCount));
        return planner.finish(written, TableWriteNode.SCHEMA, parameters);
    }

    private DistributedPlan finish(PhysicalTree tree, Schema schema, List<DataType> parameters) {
        Fragmenter.Fragments fragments = Fragmenter.cut(tree.node());
        return new DistributedPlan(
                fragments.fragments(), fragments.exchanges(), schema, parameters, builder.estimates());
    }

    private PhysicalTree visit(LogicalNode node) {
        return switch (node) {
            case LogicalNode.Scan scan -> scan(scan, List.of(), OptionalLong.empty());
            case LogicalNode.Values values -> builder.tree(
                    new ValuesNode(builder.nextId(), values.schema(), values.rows()),
                    Distribution.SINGLE,
                    values.rows().size());
            case LogicalNode.Filter filter -> filter(filter);
            case LogicalNode.Project project -> project(project);
            case LogicalNode.Join join -> joins.plan(
                    join, visit(join.left()), visit(join.right()), estimator.rows(join));
            case LogicalNode.Aggregate aggregate -> aggregates.plan(
                    aggregate, visit(aggregate.input()), estimator.rows(aggregate));
            case LogicalNode.GroupingSets sets -> {
                PhysicalTree input = visit(sets.input());
                yield builder.tree(
                        new GroupingSetsNode(builder.nextId(), input.node(), sets.keys(), sets.sets()),
                        unknownColumns(input.distribution()),
                        estimator.rows(sets));
            }
            case LogicalNode.Window window -> window(window);
            case LogicalNode.Sort sort -> sort(sort);
            case LogicalNode.Union union -> union(union);
            case LogicalNode.SingleRow single -> builder.tree(
                    new EnforceSingleRowNode(
                            builder.nextId(), builder.gather(visit(single.input())).node(), single.position()),
                    Distribution.SINGLE,
                    1);
            case LogicalNode.Apply apply -> throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "a correlated subquery of this form", apply.position());
        };
    }

    private PhysicalTree scan(LogicalNode.Scan scan, List<ScanConstraint> constraints, OptionalLong limitRows) {
        Schema schema = scan.schema();
        List<Integer> columns = IntStream.range(0, schema.size()).boxed().toList();
        ScanNode node = new ScanNode(
                builder.nextId(), scan.table().handle(), columns, schema, constraints, limitRows);
        return builder.tree(node, Distribution.ARBITRARY, estimator.rows(scan));
    }

    /// A projection of plain columns on a scan is the scan of these columns.
    private PhysicalTree scanColumns(LogicalNode.Project project, LogicalNode.Scan scan, List<ScanConstraint> constraints) {
        List<Integer> columns = new ArrayList<>();
        project.expressions().forEach(expression -> columns.add(((ColumnReference) expression).index()));
        ScanNode node = new ScanNode(
                builder.nextId(),
                scan.table().handle(),
                columns,
                scan.schema().select(columns),
                constraints,
                OptionalLong.empty());
        return builder.tree(node, Distribution.ARBITRARY, estimator.rows(scan));
    }

    private static boolean plainColumnsOfScan(LogicalNode node) {
        return node instanceof LogicalNode.Project project
                && project.input() instanceof LogicalNode.Scan
                && project.expressions().stream().allMatch(ColumnReference.class::isInstance);
    }

    private PhysicalTree filter(LogicalNode.Filter filter) {
        PhysicalTree input;
        if (filter.input() instanceof LogicalNode.Scan scan) {
            input = scan(scan, ScanConstraints.of(filter.condition()), OptionalLong.empty());
        } else if (plainColumnsOfScan(filter.input())) {
            LogicalNode.Project project = (LogicalNode.Project) filter.input();
            input = scanColumns(
                    project, (LogicalNode.Scan) project.input(), ScanConstraints.of(filter.condition()));
        } else {
            input = visit(filter.input());
        }
        FilterNode node = new FilterNode(builder.nextId(), input.node(), filter.condition());
        return builder.tree(node, input.distribution(), estimator.rows(filter));
    }

    private PhysicalTree project(LogicalNode.Project project) {
        if (plainColumnsOfScan(project)) {
            return scanColumns(project, (LogicalNode.Scan) project.input(), List.of());
        }
        PhysicalTree input = visit(project.input());
        ProjectNode node =
                new ProjectNode(builder.nextId(), input.node(), project.expressions(), project.schema());
        return builder.tree(node, projected(input.distribution(), project), builder.rows(input));
    }

    /// How rows lie in terms of the projected columns.
    private static Distribution projected(Distribution distribution, LogicalNode.Project project) {
        if (!(distribution instanceof Distribution.Hashed hashed)) {
            return distribution;
        }
        Map<Integer, Integer> places = new HashMap<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            if (project.expressions().get(i) instanceof ColumnReference column) {
                places.putIfAbsent(column.index(), i);
            }
        }
        List<Integer> columns = new ArrayList<>();
        for (int column : hashed.columns()) {
            Integer place = places.get(column);
            if (place == null) {
                return Distribution.ARBITRARY;
            }
            columns.add(place);
        }
        return new Distribution.Hashed(columns);
    }

    private Distribution unknownColumns(Distribution distribution) {
        return distribution.isSingle() ? Distribution.SINGLE : Distribution.ARBITRARY;
    }

    private PhysicalTree window(LogicalNode.Window window) {
        PhysicalTree input = builder.colocate(visit(window.input()), window.partitionKeys());
        WindowNode node = new WindowNode(
                builder.nextId(),
                input.node(),
                window.partitionKeys(),
                window.orderKeys(),
                window.calls(),
                window.schema());
        return builder.tree(node, input.distribution(), builder.rows(input));
    }

    private PhysicalTree sort(LogicalNode.Sort sort) {
        PhysicalTree input = visit(sort.input());
        double rows = estimator.rows(sort);
        List<SortKey> keys = sort.keys();
        long wanted = sort.count() > Long.MAX_VALUE - sort.offset() ? Long.MAX_VALUE : sort.count() + sort.offset();
        if (keys.isEmpty()) {
            PhysicalTree limited = input;
            if (!input.distribution().isSingle() && wanted != Long.MAX_VALUE) {
                PlanNode perTask = new LimitNode(builder.nextId(), input.node(), 0, wanted);
                limited = builder.tree(perTask, input.distribution(), rows);
            }
            return limit(builder.gather(limited), sort, rows);
        }
        PlanNode ordered = wanted == Long.MAX_VALUE
                ? new SortNode(builder.nextId(), input.node(), keys)
                : new TopNNode(builder.nextId(), input.node(), keys, wanted);
        PhysicalTree perTask = builder.tree(ordered, input.distribution(), rows);
        PhysicalTree merged = builder.mergeGather(perTask, keys);
        boolean complete = sort.offset() == 0 && (merged == perTask || wanted == Long.MAX_VALUE);
        return complete ? merged : limit(merged, sort, rows);
    }

    private PhysicalTree limit(PhysicalTree input, LogicalNode.Sort sort, double rows) {
        if (!sort.limited()) {
            return input;
        }
        LimitNode node = new LimitNode(builder.nextId(), input.node(), sort.offset(), sort.count());
        return builder.tree(node, Distribution.SINGLE, rows);
    }

    private PhysicalTree union(LogicalNode.Union union) {
        List<PhysicalTree> inputs = new ArrayList<>();
        union.inputs().forEach(input -> inputs.add(visit(input)));
        boolean single = inputs.stream().allMatch(input -> input.distribution().isSingle());
        List<PlanNode> nodes = new ArrayList<>();
        double rows = 0;
        for (PhysicalTree input : inputs) {
            rows += builder.rows(input);
            nodes.add(single ? input.node() : builder.spread(input).node());
        }
        return builder.tree(
                new UnionNode(builder.nextId(), nodes, union.schema()),
                single ? Distribution.SINGLE : Distribution.ARBITRARY,
                rows);
    }
}
