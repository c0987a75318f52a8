// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.placement;

import dev.sheaf.cluster.placement.PlacedQuery.PlacedTask;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.KeyFilterPlace;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskInput;
import dev.sheaf.core.task.TaskOutput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Binds a plan to workers: decides in how many tasks each fragment runs and where, asks connectors for splits and
/// deals them out. The plan itself stays as it is, so that it can be placed again on other workers.
public final class QueryPlacer {
    private final SplitSource splits;
    private final TablePlace tables;

    /// Finds the splits of a scan: the connectors.
    public interface SplitSource {
        List<Split> splits(ScanNode scan, int parallelism);
    }

    /// Where tables are that only one node has: what reads or writes them runs there.
    ///
    /// @param connector of such tables; empty when there are none
    /// @param node has them
    public record TablePlace(String connector, String node) {
        /// All nodes reach all tables.
        public static final TablePlace ANYWHERE = new TablePlace("", "");

        private boolean has(PlanNode node) {
            return switch (node) {
                case ScanNode scan -> scan.table().connector().equals(connector);
                case TableWriteNode write ->
                        write.target().connector().equals(connector) || has(write.input());
                default -> node.children().stream().anyMatch(this::has);
            };
        }
    }

    public QueryPlacer(SplitSource splits) {
        this(splits, TablePlace.ANYWHERE);
    }

    public QueryPlacer(SplitSource splits, TablePlace tables) {
        this.splits = splits;
        this.tables = tables;
    }

    /// The plan as so many workers run it, which is what EXPLAIN shows: with one, nothing needs to be exchanged.
    public static DistributedPlan forWorkers(DistributedPlan plan, int workerCount) {
        return workerCount == 1 ? SingleWorkerPlan.of(plan) : plan;
    }

    /// Places a plan.
    ///
    /// @param planned any plan; it is made into that of [#forWorkers]
    /// @param workers where tasks may run, in a fixed order
    /// @param consumer the node that reads the result
    public PlacedQuery place(
            DistributedPlan planned,
            StatementContext statement,
            List<WorkerSeat> workers,
            String consumer,
            long timeoutNanos) {
        DistributedPlan plan = forWorkers(planned, workers.size());
        List<Map<Integer, List<Split>>> fragmentSplits = new ArrayList<>();
        List<List<String>> nodes = new ArrayList<>();
        List<WorkerSeat> inTurn = inTurn(workers, statement.query());
        Map<String, Integer> threads = new HashMap<>();
        workers.forEach(worker -> threads.put(worker.node(), worker.threads()));
        for (Fragment fragment : plan.fragments()) {
            Map<Integer, List<Split>> found = findSplits(fragment, inTurn);
            fragmentSplits.add(found);
            nodes.add(nodes(fragment, found, inTurn));
        }
        List<PlacedTask> tasks = new ArrayList<>();
        for (Fragment fragment : plan.fragments()) {
            int number = fragment.id();
            List<String> fragmentNodes = nodes.get(number);
            List<Map<Integer, List<Split>>> dealt = deal(
                    fragmentSplits.get(number),
                    fragmentNodes.stream().mapToInt(node -> threads.getOrDefault(node, 1)).toArray());
            List<TaskInput> inputs = inputs(fragment.root(), plan, nodes);
            List<TaskOutput> outputs = outputs(fragment, plan, nodes, consumer);
            for (int task = 0; task < fragmentNodes.size(); task++) {
                tasks.add(new PlacedTask(
                        fragmentNodes.get(task),
                        new TaskDescriptor(
                                statement,
                                number,
                                task,
                                fragmentNodes.size(),
                                0,
                                fragment.root(),
                                dealt.get(task),
                                inputs,
                                outputs,
                                timeoutNanos)));
            }
        }
        return new PlacedQuery(tasks, nodes.getFirst().getFirst());
    }

    /// The workers, beginning with one that changes from query to query and isn't busy already, if there is such.
    private static List<WorkerSeat> inTurn(List<WorkerSeat> workers, long query) {
        List<WorkerSeat> turned = new ArrayList<>(workers);
        Collections.rotate(turned, -(int) Math.floorMod(query, (long) workers.size()));
        int first = 0;
        while (first < turned.size() && busy(turned.get(first)) >= 1) {
            first++;
        }
        if (first == turned.size()) {
            first = 0;
            for (int i = 1; i < turned.size(); i++) {
                first = busy(turned.get(i)) < busy(turned.get(first)) ? i : first;
            }
        }
        Collections.rotate(turned, -first);
        return turned;
    }

    private static double busy(WorkerSeat worker) {
        return (double) worker.runningTasks() / worker.threads();
    }

    private Map<Integer, List<Split>> findSplits(Fragment fragment, List<WorkerSeat> workers) {
        int parallelism = fragment.placement() == Fragment.Placement.SINGLE
                ? workers.getFirst().threads()
                : workers.stream().mapToInt(WorkerSeat::threads).sum();
        Map<Integer, List<Split>> found = new HashMap<>();
        collectSplits(fragment.root(), parallelism, found);
        return found;
    }

    private void collectSplits(PlanNode node, int parallelism, Map<Integer, List<Split>> found) {
        if (node instanceof ScanNode scan) {
            found.put(scan.id(), splits.splits(scan, parallelism));
        }
        node.children().forEach(child -> collectSplits(child, parallelism, found));
    }

    private List<String> nodes(Fragment fragment, Map<Integer, List<Split>> found, List<WorkerSeat> workers) {
        if (tables.has(fragment.root())) {
            return List.of(tables.node());
        }
        int count = fragment.placement() == Fragment.Placement.SINGLE ? 1 : workers.size();
        if (count > 1 && !readsExchange(fragment.root())) {
            // Nothing is partitioned by task here, so tasks without a split would only cost their start.
            int most = found.values().stream().mapToInt(List::size).max().orElse(1);
            count = Math.max(1, Math.min(count, most));
        }
        return workers.stream().limit(count).map(WorkerSeat::node).toList();
    }

    private static boolean readsExchange(PlanNode node) {
        return node instanceof ExchangeSourceNode || node.children().stream().anyMatch(QueryPlacer::readsExchange);
    }

    /// Deals splits out so that the threads of tasks get about as many bytes each: the largest first, each to the task
    /// that has least then.
    ///
    /// @param threads of each task's worker
    private static List<Map<Integer, List<Split>>> deal(Map<Integer, List<Split>> found, int[] threads) {
        List<Map<Integer, List<Split>>> dealt = new ArrayList<>();
        for (int task = 0; task < threads.length; task++) {
            Map<Integer, List<Split>> empty = new HashMap<>();
            found.keySet().forEach(scan -> empty.put(scan, new ArrayList<>()));
            dealt.add(empty);
        }
        found.forEach((scan, all) -> {
            long[] load = new long[threads.length];
            List<Split> bySize = new ArrayList<>(all);
            if (threads.length > 1) {
                bySize.sort((left, right) -> Long.compare(weight(right), weight(left)));
            }
            for (Split split : bySize) {
                int least = 0;
                for (int task = 1; task < threads.length; task++) {
                    least = loadWith(split, load[task], threads[task]) < loadWith(split, load[least], threads[least])
                            ? task
                            : least;
                }
                load[least] += weight(split);
                Objects.requireNonNull(dealt.get(least).get(scan)).add(split);
            }
        });
        return dealt;
    }

    private static double loadWith(Split split, long load, int threads) {
        return ((double) load + weight(split)) / threads;
    }

    private static long weight(Split split) {
        return Math.max(1, split.byteCount() >= 0 ? split.byteCount() : split.rowCount());
    }

    private static List<TaskInput> inputs(PlanNode root, DistributedPlan plan, List<List<String>> nodes) {
        List<TaskInput> inputs = new ArrayList<>();
        collectInputs(root, plan, nodes, inputs);
        return inputs;
    }

    private static void collectInputs(
            PlanNode node, DistributedPlan plan, List<List<String>> nodes, List<TaskInput> inputs) {
        if (node instanceof ExchangeSourceNode source) {
            Exchange exchange = plan.exchanges().get(source.exchange());
            inputs.add(new TaskInput(exchange.id(), nodes.get(exchange.producerFragment())));
        }
        node.children().forEach(child -> collectInputs(child, plan, nodes, inputs));
    }

    private static List<TaskOutput> outputs(
            Fragment fragment, DistributedPlan plan, List<List<String>> nodes, String consumer) {
        if (fragment.id() == plan.root().id()) {
            return List.of(new TaskOutput(TaskOutput.RESULT, new Partitioning.Gather(), List.of(consumer)));
        }
        return plan.outputs(fragment).stream()
                .map(exchange -> new TaskOutput(
                        exchange.id(),
                        exchange.partitioning(),
                        nodes.get(exchange.consumerFragment()),
                        narrowedColumns(exchange, plan)))
                .toList();
    }

    /// The columns of which the consumers will say what they need.
    private static List<Integer> narrowedColumns(Exchange exchange, DistributedPlan plan) {
        PlanNode consumer = plan.fragments().get(exchange.consumerFragment()).root();
        return List.copyOf(KeyFilterPlace.exchangeColumns(consumer)
                .getOrDefault(exchange.id(), Collections.emptyNavigableSet()));
    }
}
