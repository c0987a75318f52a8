// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.core.plan.RecursiveUnionNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.type.Schema;
import dev.sheaf.exec.aggregate.AggregateSink;
import dev.sheaf.exec.aggregate.AggregateSource;
import dev.sheaf.exec.aggregate.PartialAggregateFactory;
import dev.sheaf.exec.aggregate.SeenRows;
import dev.sheaf.exec.join.BuildRowSource;
import dev.sheaf.exec.join.DeferredJoinSource;
import dev.sheaf.exec.join.HashJoinBuildSink;
import dev.sheaf.exec.join.HashJoinProbeFactory;
import dev.sheaf.exec.join.KeyFilterOperator;
import dev.sheaf.exec.join.NestedLoopJoinBuildSink;
import dev.sheaf.exec.join.NestedLoopJoinProbeFactory;
import dev.sheaf.exec.operator.CoalesceOperator;
import dev.sheaf.exec.operator.ExchangeSinkFactory;
import dev.sheaf.exec.operator.ExpressionFactory;
import dev.sheaf.exec.operator.FilterOperator;
import dev.sheaf.exec.operator.GroupingSetsOperator;
import dev.sheaf.exec.operator.KeptSink;
import dev.sheaf.exec.operator.LimitOperator;
import dev.sheaf.exec.operator.MaterializeSink;
import dev.sheaf.exec.operator.ProjectOperator;
import dev.sheaf.exec.operator.RecursiveUnionSource;
import dev.sheaf.exec.operator.ScanSource;
import dev.sheaf.exec.operator.SingleRowSink;
import dev.sheaf.exec.operator.TableWriteSink;
import dev.sheaf.exec.operator.ValuesSource;
import dev.sheaf.exec.pipeline.NodePart;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.pipeline.Pipeline;
import dev.sheaf.exec.pipeline.SinkFactory;
import dev.sheaf.exec.pipeline.SourceFactory;
import dev.sheaf.exec.sort.SortSink;
import dev.sheaf.exec.sort.TopNSink;
import dev.sheaf.exec.spill.SpillSpace;
import dev.sheaf.exec.window.WindowSink;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a task's fragment into pipelines. Nodes that hold rows (joins' build sides, aggregates, sorts) end the flows
/// below them in a sink and begin a new one; the others become operators of the flows. For one task, once.
final class LocalPlanner {
    /// The node number under which the output exchange is measured.
    static final int OUTPUT_NODE = -1;

    private final TaskDescriptor task;
    private final TaskEnvironment environment;
    private final MemoryContext memory;
    private final SpillSpace spill;
    private final CancellationToken cancellation;
    private final ExpressionFactory expressions;
    private final List<Pipeline> pipelines = new ArrayList<>();
    private final List<AutoCloseable> made = new ArrayList<>();
    private final TaskChannels channels;
    private final KeyFilters keyFilters;
    private final Map<Integer, Materialized> materialized = new HashMap<>();
    private final RecursiveInputs recursive;
    private final List<PlanNode> outputs;
    private int nextPipeline;
    private int nextSinkGroup;
    private int limitsAbove;

    /// Rows that several pipelines read.
    ///
    /// @param pipelines that bring them
    private record Materialized(MaterializeSink sink, List<Integer> pipelines) {}

    LocalPlanner(
            TaskDescriptor task,
            TaskEnvironment environment,
            MemoryContext memory,
            SpillSpace spill,
            CancellationToken cancellation) {
        this(task, environment, memory, spill, cancellation, RecursiveInputs.NONE);
    }

    private LocalPlanner(
            TaskDescriptor task,
            TaskEnvironment environment,
            MemoryContext memory,
            SpillSpace spill,
            CancellationToken cancellation,
            RecursiveInputs recursive) {
        this.recursive = recursive;
        this.task = task;
        this.keyFilters = new KeyFilters(task.taskCount());
        this.outputs = Fragment.outputs(task.root());
        this.environment = environment;
        this.memory = memory;
        this.spill = spill;
        this.cancellation = cancellation;
        this.channels = new TaskChannels(task, environment, memory, cancellation);
        this.expressions = new ExpressionFactory(
                ZoneId.of(task.statement().timeZone()), task.statement().startMicros());
    }

    /// Makes the pipelines and opens the task's channels. When it fails the consumers have been told and all is closed
    /// again.
    List<Pipeline> plan() {
        return closingOnFailure(() -> {
            List<ExchangeSinkFactory> sinks = channels.openOutputs(outputs, keyFilters);
            if (task.root() instanceof MaterializeNode shared) {
                materialize(shared);
            }
            for (int i = 0; i < sinks.size(); i++) {
                end(flows(outputs.get(i)), OUTPUT_NODE, sinks.get(i));
            }
        });
    }

    private List<Pipeline> closingOnFailure(Runnable planning) {
        try {
            planning.run();
            return pipelines;
        } catch (Throwable failure) {
            // An Error as well: what has been made so far holds memory, and receivers wait for the senders.
            SheafException error = SheafException.wrap(failure);
            channels.fail(error);
            made.reversed().forEach(part -> close(part, error));
            throw error;
        }
    }

    private static void close(AutoCloseable part, SheafException error) {
        try {
            part.close();
        } catch (Exception failure) {
            error.addSuppressed(failure);
        }
    }

    private List<Flow> flows(PlanNode node) {
        List<Flow> flows = unfilteredFlows(node);
        List<KeyFilterOperator.Key> keys = keyFilters.take(node.id());
        if (keys == null) {
            return flows;
        }
        OperatorFactory filter = own(KeyFilterOperator.factory(node.schema(), keys));
        flows.forEach(flow -> flow.add(node.id(), filter));
        return coalesce(node, flows);
    }

    private List<Flow> unfilteredFlows(PlanNode node) {
        return switch (node) {
            case ScanNode scan -> scan(scan);
            case ValuesNode values ->
                    begin(values.id(), ValuesSource.factory(values.schema(), values.rows(), expressions));
            case ExchangeSourceNode source -> begin(source.id(), channels.source(source, keyFilters, made));
            case FilterNode filter -> filter(filter);
            case ProjectNode project ->
                    through(project, project.input(),
                            ProjectOperator.factory(project.schema(), columns(project), expressions));
            case LimitNode limit -> limit(limit);
            case GroupingSetsNode sets -> through(
                    sets, sets.input(), GroupingSetsOperator.factory(sets.schema(), sets.keys(), sets.sets()));
            case UnionNode union -> union(union);
            case MaterializeNode shared -> {
                materialize(shared);
                yield flows(shared.outputs().getFirst());
            }
            case ReadMaterializedNode read -> readMaterialized(read);
            case RecursiveUnionNode union -> recursiveUnion(union);
            case RecursiveInputNode read -> begin(read.id(), recursive.reader(read));
            case EnforceSingleRowNode single -> singleRow(single);
            case TableWriteNode write -> tableWrite(write);
            case SortNode sort -> sort(sort);
            case TopNNode top -> topN(top);
            case AggregateNode aggregate -> aggregate(aggregate);
            case WindowNode window -> window(window);
            case HashJoinNode join -> hashJoin(join);
            case NestedLoopJoinNode join -> nestedLoopJoin(join);
            case ExchangeNode _ -> throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, "an exchange inside of fragment " + task.fragment());
        };
    }

    /// Has something closed if planning fails.
    private <T extends AutoCloseable> T own(T part) {
        made.add(part);
        return part;
    }

    /// The flows of an input that is taken as a whole, so that a limit above doesn't matter to it.
    private List<Flow> heldFlows(PlanNode input) {
        int limits = limitsAbove;
        limitsAbove = 0;
        List<Flow> flows = flows(input);
        limitsAbove = limits;
        return flows;
    }

    private List<Flow> begin(int node, SourceFactory source) {
        made.add(source);
        List<Flow> flows = new ArrayList<>();
        flows.add(new Flow(nextPipeline++, new NodePart<>(node, source)));
        return flows;
    }

    private List<Flow> through(PlanNode node, PlanNode input, OperatorFactory operator) {
        made.add(operator);
        List<Flow> flows = flows(input);
        flows.forEach(flow -> flow.add(node.id(), operator));
        return flows;
    }

    /// Ends flows in a sink.
    ///
    /// @return the numbers of the pipelines
    private List<Integer> end(List<Flow> flows, int node, SinkFactory sink) {
        int group = nextSinkGroup++;
        NodePart<SinkFactory> part = new NodePart<>(node, sink);
        flows.forEach(flow -> pipelines.add(flow.into(part, group)));
        return flows.stream().map(Flow::id).toList();
    }

    /// Ends the flows of an input in a sink and begins a new one from what the sink makes.
    private List<Flow> turn(PlanNode node, List<Flow> input, SinkFactory sink, SourceFactory source) {
        List<Integer> ended = end(input, node.id(), sink);
        List<Flow> flows = begin(node.id(), source);
        flows.forEach(flow -> flow.waitFor(ended));
        return flows;
    }

    private List<Flow> scan(ScanNode scan) {
        List<Split> splits = task.splits().getOrDefault(scan.id(), List.of());
        return begin(
                scan.id(),
                ScanSource.factory(
                        environment.connector(scan.table().connector()), scan, splits, keyFilters.constraints(scan)));
    }

    private List<ProjectOperator.Column> columns(ProjectNode project) {
        List<ProjectOperator.Column> columns = new ArrayList<>();
        for (Expression expression : project.expressions()) {
            columns.add(
                    expression instanceof Expression.ColumnReference reference
                            ? new ProjectOperator.Column.PassThrough(reference.index())
                            : new ProjectOperator.Column.Computed(expression));
        }
        return columns;
    }

    private List<Flow> union(UnionNode union) {
        List<Flow> flows = new ArrayList<>();
        for (PlanNode child : union.children()) {
            flows.addAll(flows(child));
        }
        return flows;
    }

    private void materialize(MaterializeNode shared) {
        materialized.put(
                shared.number(),
                materialized(shared.id(), shared.input().schema(), heldFlows(shared.input())));
    }

    private Materialized materialized(int node, Schema schema, List<Flow> flows) {
        MaterializeSink sink = own(rows(node, schema));
        return new Materialized(sink, end(collected(node, schema, flows), node, sink));
    }

    private MaterializeSink rows(int node, Schema schema) {
        TaskSettings settings = environment.settings();
        return new MaterializeSink(node, schema, settings.batchRows(), settings.batchBytes(), memory);
    }

    /// Rows are counted here, and kept in chunks that are worth it.
    private static List<Flow> collected(int node, Schema schema, List<Flow> flows) {
        OperatorFactory coalesce = CoalesceOperator.factory(schema);
        flows.forEach(flow -> flow.add(node, coalesce));
        return flows;
    }

    private List<Flow> recursiveUnion(RecursiveUnionNode union) {
        List<Integer> filled = new ArrayList<>();
        List<MaterializeSink> held = new ArrayList<>();
        for (PlanNode input : union.held()) {
            Materialized rows = materialized(input.id(), input.schema(), heldFlows(input));
            held.add(rows.sink());
            filled.addAll(rows.pipelines());
        }
        SeenRows seen = union.distinct() ? own(new SeenRows(union.id(), union.schema(), memory)) : null;
        Materialized anchor = materialized(union.id(), union.schema(), fresh(union, heldFlows(union.anchor()), seen));
        filled.addAll(anchor.pipelines());
        List<Flow> flows = begin(union.id(), new RecursiveUnionSource(
                union.schema(),
                anchor.sink(),
                () -> rows(union.id(), union.schema()),
                (working, next) -> new LocalPlanner(
                        task,
                        environment,
                        memory,
                        spill,
                        cancellation,
                        recursive.with(union.number(), working, held)).planStep(union, seen, next),
                seen));
        flows.forEach(flow -> flow.waitFor(filled));
        return flows;
    }

    private static List<Flow> fresh(RecursiveUnionNode union, List<Flow> flows, @Nullable SeenRows seen) {
        if (seen != null) {
            OperatorFactory operator = seen.operator();
            flows.forEach(flow -> flow.add(union.id(), operator));
        }
        return flows;
    }

    /// Makes the pipelines that compute a recursive query's step once.
    private List<Pipeline> planStep(RecursiveUnionNode union, @Nullable SeenRows seen, MaterializeSink next) {
        return closingOnFailure(() -> {
            List<Flow> flows = fresh(union, flows(union.step()), seen);
            end(collected(union.id(), union.schema(), flows), union.id(), new KeptSink(next));
        });
    }

    private List<Flow> readMaterialized(ReadMaterializedNode read) {
        Materialized rows = materialized.get(read.number());
        if (rows == null) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    "fragment " + task.fragment() + " reads materialized rows " + read.number() + " of another");
        }
        List<Flow> flows = begin(read.id(), rows.sink().reader(read.columns(), read.schema()));
        flows.forEach(flow -> flow.waitFor(rows.pipelines()));
        return flows;
    }

    private List<Flow> singleRow(EnforceSingleRowNode single) {
        List<Flow> input = heldFlows(single.input());
        SingleRowSink sink = own(new SingleRowSink(single.schema(), single.position(), memory));
        return turn(single, input, sink, sink.source());
    }

    private List<Flow> filter(FilterNode filter) {
        List<Flow> flows = through(
                filter, filter.input(), FilterOperator.factory(filter.schema(), filter.condition(), expressions));
        return coalesce(filter, flows);
    }

    /// Puts the small chunks that come out of a node together, unless a limit above would wait for them.
    private List<Flow> coalesce(PlanNode node, List<Flow> flows) {
        if (limitsAbove == 0) {
            OperatorFactory coalesce = CoalesceOperator.factory(node.schema());
            flows.forEach(flow -> flow.add(node.id(), coalesce));
        }
        return flows;
    }

    private List<Flow> limit(LimitNode limit) {
        limitsAbove++;
        List<Flow> flows = through(limit, limit.input(), LimitOperator.factory(limit.offset(), limit.count()));
        limitsAbove--;
        return flows;
    }

    private List<Flow> hashJoin(HashJoinNode join) {
        List<Flow> build = heldFlows(join.build());
        HashJoinBuildSink sink = own(new HashJoinBuildSink(join, memory, spill.newOperator()));
        List<Integer> built = end(build, join.id(), sink);
        HashJoinProbeFactory probe = own(new HashJoinProbeFactory(sink, expressions::predicate));
        keyFilters.addJoin(join, sink);
        List<Flow> flows = probe(join, flows(join.probe()), built, probe);
        if (join.type().keepsBuildRows()) {
            flows = withMore(join, flows, built, new BuildRowSource(sink));
        }
        return withMore(join, flows, built, new DeferredJoinSource(sink, probe));
    }

    private List<Flow> nestedLoopJoin(NestedLoopJoinNode join) {
        List<Flow> build = heldFlows(join.build());
        NestedLoopJoinBuildSink sink = own(new NestedLoopJoinBuildSink(join, memory));
        List<Integer> built = end(build, join.id(), sink);
        OperatorFactory probe = own(new NestedLoopJoinProbeFactory(sink, expressions::predicate));
        List<Flow> flows = probe(join, flows(join.probe()), built, probe);
        return join.type().keepsBuildRows() ? withMore(join, flows, built, new BuildRowSource(sink)) : flows;
    }

    private List<Flow> probe(PlanNode join, List<Flow> flows, List<Integer> built, OperatorFactory probe) {
        for (Flow flow : flows) {
            flow.add(join.id(), probe);
            flow.waitFor(built);
        }
        return coalesce(join, flows);
    }

    /// Adds a flow of rows that a join gives when all others of it have ended: of build rows without a match, or of
    /// what had to be put aside.
    private List<Flow> withMore(PlanNode join, List<Flow> before, List<Integer> built, SourceFactory more) {
        List<Flow> flows = begin(join.id(), more);
        List<Integer> earlier = before.stream().map(Flow::id).toList();
        flows.forEach(flow -> flow.waitFor(built).follow(earlier));
        coalesce(join, flows);
        flows.addAll(0, before);
        return flows;
    }

    private List<Flow> aggregate(AggregateNode aggregate) {
        int chunkRows = environment.settings().chunkRows();
        if (aggregate.step() == AggregateNode.Step.PARTIAL && !aggregate.keys().isEmpty()) {
            List<Flow> input = flows(aggregate.input());
            PartialAggregateFactory partial =
                    own(new PartialAggregateFactory(aggregate, memory, spill.newOperator(), chunkRows));
            input.forEach(flow -> flow.add(aggregate.id(), partial));
            return input;
        }
        List<Flow> input = heldFlows(aggregate.input());
        AggregateSink sink = own(new AggregateSink(aggregate, memory, spill.newOperator(), chunkRows));
        return turn(aggregate, input, sink, new AggregateSource(sink));
    }

    private List<Flow> window(WindowNode window) {
        List<Flow> input = heldFlows(window.input());
        WindowSink sink = own(new WindowSink(window, memory, spill.newOperator()));
        return turn(window, input, sink, sink.source());
    }

    private List<Flow> sort(SortNode sort) {
        List<Flow> input = heldFlows(sort.input());
        SortSink sink = own(new SortSink(sort.id(), sort.schema(), sort.keys(), memory, spill.newOperator()));
        return turn(sort, input, sink, sink.source());
    }

    private List<Flow> topN(TopNNode top) {
        List<Flow> input = heldFlows(top.input());
        TopNSink sink = own(new TopNSink(top.id(), top.schema(), top.keys(), top.count(), memory));
        return turn(top, input, sink, sink.source());
    }

    private List<Flow> tableWrite(TableWriteNode write) {
        List<Flow> input = heldFlows(write.input());
        TableWriteSink sink = own(new TableWriteSink(
                environment.connector(write.target().connector()),
                write.target(),
                task.statement().query(),
                task.task(),
                memory));
        return turn(write, input, sink, sink.source());
    }
}
