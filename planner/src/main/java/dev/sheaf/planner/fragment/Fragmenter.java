// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.fragment;

import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.Fragment.Placement;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Cuts a plan at its exchanges: what is below one becomes a fragment of its own, and the place where its rows arrive
/// an exchange source. Fragments are numbered from the root in the order in which they are met.
public final class Fragmenter {
    private final List<@Nullable Fragment> fragments = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    private Fragmenter() {}

    /// @param schema the columns of the result as the client sees them
    public static DistributedPlan cut(
            PlanNode root, Schema schema, List<DataType> parameters, Map<Integer, NodeEstimate> estimates) {
        Fragmenter fragmenter = new Fragmenter();
        fragmenter.fragment(root);
        List<Fragment> fragments = new ArrayList<>();
        for (Fragment fragment : fragmenter.fragments) {
            if (fragment == null) {
                throw new IllegalStateException("a fragment has no root");
            }
            fragments.add(fragment);
        }
        return new DistributedPlan(fragments, fragmenter.exchanges, schema, parameters, estimates);
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
        if (node instanceof ExchangeNode exchange) {
            int number = exchanges.size();
            // Holds the place, so that exchanges are numbered in the order of their sources.
            exchanges.add(new Exchange(number, -1, consumer, exchange.partitioning()));
            int producer = fragment(exchange.input());
            exchanges.set(number, new Exchange(number, producer, consumer, exchange.partitioning()));
            List<SortKey> mergeKeys =
                    exchange.partitioning() instanceof Partitioning.MergeGather merge ? merge.keys() : List.of();
            return new ExchangeSourceNode(exchange.id(), number, exchange.schema(), mergeKeys);
        }
        List<PlanNode> children = new ArrayList<>();
        node.children().forEach(child -> children.add(cut(child, consumer)));
        return children.isEmpty() ? node : node.withChildren(children);
    }

    /// A fragment runs on all workers when it scans, or takes rows that were spread over them.
    private boolean isDistributed(PlanNode node) {
        boolean here =
                switch (node) {
                    case ScanNode _ -> true;
                    case ExchangeSourceNode source -> switch (exchanges.get(source.exchange()).partitioning()) {
                        case Partitioning.Hash _, Partitioning.RoundRobin _ -> true;
                        case Partitioning.Gather _, Partitioning.MergeGather _, Partitioning.Broadcast _ -> false;
                    };
                    default -> false;
                };
        return here || node.children().stream().anyMatch(this::isDistributed);
    }
}
