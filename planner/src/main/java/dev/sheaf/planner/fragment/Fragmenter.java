// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.fragment;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.Fragment.Placement;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Cuts a plan at its exchanges: what is below one becomes a fragment of its own, and the place where its rows arrive
/// an exchange source. Fragments are numbered from the root in the order in which they are met.
public final class Fragmenter {
    private final List<@Nullable Fragment> fragments = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<Integer, SharedFragment> shared = new TreeMap<>();
    private final Map<Integer, NodeEstimate> estimates;
    private int nextNode;

    /// The fragment that materialises rows, and what it sends of them.
    private static final class SharedFragment {
        private final MaterializeNode node;
        private int number = -1;
        private PlanNode input;
        private Placement placement = Placement.SINGLE;
        /// By the number of the exchange.
        private final Map<Integer, PlanNode> outputs = new TreeMap<>();

        SharedFragment(MaterializeNode node) {
            this.node = node;
            this.input = node.input();
        }
    }

    private Fragmenter(PlanNode root, Map<Integer, NodeEstimate> estimates) {
        this.estimates = new HashMap<>(estimates);
        this.nextNode = lastNumber(root) + 1;
    }

    private static int lastNumber(PlanNode node) {
        return Math.max(
                node.id(), node.children().stream().mapToInt(Fragmenter::lastNumber).max().orElse(0));
    }

    /// @param schema the columns of the result as the client sees them
    public static DistributedPlan cut(
            PlanNode root, Schema schema, List<DataType> parameters, Map<Integer, NodeEstimate> estimates) {
        Fragmenter fragmenter = new Fragmenter(root, estimates);
        fragmenter.fragment(root);
        fragmenter.shared.values().forEach(fragmenter::complete);
        List<Fragment> fragments = new ArrayList<>();
        for (Fragment fragment : fragmenter.fragments) {
            if (fragment == null) {
                throw new IllegalStateException("a fragment has no root");
            }
            fragments.add(fragment);
        }
        return new DistributedPlan(fragments, fragmenter.exchanges, schema, parameters, fragmenter.estimates);
    }

    private int fragment(PlanNode root) {
        int number = fragments.size();
        fragments.add(null);
        PlanNode cut = cut(root, number);
        Placement placement = isDistributed(cut) ? Placement.DISTRIBUTED : Placement.SINGLE;
        fragments.set(number, new Fragment(number, placement, cut));
        return number;
    }

    private PlanNode cut(PlanNode node, int consumer) {
        return switch (node) {
            case ExchangeNode exchange -> exchange(exchange, consumer);
            case MaterializeNode materialize -> {
                shared.put(materialize.number(), new SharedFragment(materialize));
                yield cut(materialize.outputs().getFirst(), consumer);
            }
            case ReadMaterializedNode read -> forward(read, consumer);
            default -> {
                List<PlanNode> children = new ArrayList<>();
                node.children().forEach(child -> children.add(cut(child, consumer)));
                yield children.isEmpty() ? node : node.withChildren(children);
            }
        };
    }

    private PlanNode exchange(ExchangeNode exchange, int consumer) {
        ReadMaterializedNode only = onlySource(exchange.input());
        int number = reserveExchange(consumer, exchange.partitioning());
        int producer = only == null
                ? fragment(exchange.input())
                : output(shared(only), number, exchange.input());
        exchanges.set(number, new Exchange(number, producer, consumer, exchange.partitioning()));
        List<SortKey> mergeKeys =
                exchange.partitioning() instanceof Partitioning.MergeGather merge ? merge.keys() : List.of();
        return new ExchangeSourceNode(exchange.id(), number, exchange.schema(), mergeKeys);
    }

    /// Holds the place, so that exchanges are numbered in the order of their sources.
    private int reserveExchange(int consumer, Partitioning partitioning) {
        int number = exchanges.size();
        exchanges.add(new Exchange(number, -1, consumer, partitioning));
        return number;
    }

    /// The materialised rows that a subtree reads, if it reads nothing else: such a subtree is computed where they are.
    private static @Nullable ReadMaterializedNode onlySource(PlanNode node) {
        return switch (node) {
            case ReadMaterializedNode read -> read;
            case ExchangeNode _, MaterializeNode _ -> null;
            default -> node.children().size() == 1 ? onlySource(node.children().getFirst()) : null;
        };
    }

    /// Materialised rows that meet others: they come over from the fragment that holds them, and stay on their worker.
    private PlanNode forward(ReadMaterializedNode read, int consumer) {
        SharedFragment from = shared(read);
        Partitioning partitioning =
                from.placement == Placement.SINGLE ? new Partitioning.Gather() : new Partitioning.Forward();
        int number = reserveExchange(consumer, partitioning);
        exchanges.set(number, new Exchange(number, output(from, number, read), consumer, partitioning));
        int id = nextNode++;
        estimates.put(id, estimates.getOrDefault(read.id(), NodeEstimate.UNKNOWN));
        return new ExchangeSourceNode(id, number, read.schema(), List.of());
    }

    private SharedFragment shared(ReadMaterializedNode read) {
        SharedFragment found = shared.get(read.number());
        if (found == null) {
            throw new IllegalStateException("nothing is materialized as " + read.number());
        }
        if (found.number < 0) {
            found.number = fragments.size();
            fragments.add(null);
            found.input = cut(found.node.input(), found.number);
            found.placement = isDistributed(found.input) ? Placement.DISTRIBUTED : Placement.SINGLE;
        }
        return found;
    }

    private static int output(SharedFragment from, int exchange, PlanNode rows) {
        from.outputs.put(exchange, rows);
        return from.number;
    }

    private void complete(SharedFragment made) {
        PlanNode root = new MaterializeNode(
                made.node.id(), made.node.number(), made.input, List.copyOf(made.outputs.values()));
        fragments.set(made.number, new Fragment(made.number, made.placement, root));
    }

    /// A fragment runs on all workers when it scans, or takes rows that were spread over them.
    private boolean isDistributed(PlanNode node) {
        boolean here =
                switch (node) {
                    case ScanNode _ -> true;
                    case ExchangeSourceNode source -> switch (exchanges.get(source.exchange()).partitioning()) {
                        case Partitioning.Hash _, Partitioning.RoundRobin _, Partitioning.Forward _ -> true;
                        case Partitioning.Gather _, Partitioning.MergeGather _, Partitioning.Broadcast _ -> false;
                    };
                    default -> false;
                };
        return here || node.children().stream().anyMatch(this::isDistributed);
    }
}
