// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.fragment;

import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import java.util.ArrayList;
import java.util.List;

/// Cuts a physical tree at its exchanges: what is below one becomes a fragment of its own, and an [ExchangeSourceNode]
/// takes its place. The root fragment has number 0.
public final class Fragmenter {
    private final List<Fragment> fragments = new ArrayList<>();
    private final List<Exchange> exchanges = new ArrayList<>();

    private Fragmenter() {}

    /// What a tree was cut into.
    public record Fragments(List<Fragment> fragments, List<Exchange> exchanges) {}

    /// @param root gives all rows of the result in one task
    public static Fragments cut(PlanNode root) {
        Fragmenter fragmenter = new Fragmenter();
        fragmenter.cutFragment(root);
        return new Fragments(fragmenter.fragments, fragmenter.exchanges);
    }

    private int cutFragment(PlanNode root) {
        int number = fragments.size();
        // Takes the number before the fragments below do.
        fragments.add(new Fragment(number, Fragment.Placement.SINGLE, root));
        PlanNode cut = replaceExchanges(root, number);
        fragments.set(number, new Fragment(number, placement(cut), cut));
        return number;
    }

    private PlanNode replaceExchanges(PlanNode node, int fragment) {
        if (node instanceof ExchangeNode exchange) {
            int number = exchanges.size();
            exchanges.add(new Exchange(number, -1, fragment, exchange.partitioning()));
            int producer = cutFragment(exchange.input());
            exchanges.set(number, new Exchange(number, producer, fragment, exchange.partitioning()));
            return new ExchangeSourceNode(
                    exchange.id(), number, exchange.schema(), mergeKeys(exchange.partitioning()));
        }
        List<PlanNode> children = new ArrayList<>();
        for (PlanNode child : node.children()) {
            children.add(replaceExchanges(child, fragment));
        }
        return node.withChildren(children);
    }

    private static List<SortKey> mergeKeys(Partitioning partitioning) {
        return partitioning instanceof Partitioning.MergeGather merge ? merge.keys() : List.of();
    }

    private Fragment.Placement placement(PlanNode root) {
        return spread(root) ? Fragment.Placement.DISTRIBUTED : Fragment.Placement.SINGLE;
    }

    /// Whether the subtree's rows come from something that is spread over tasks.
    private boolean spread(PlanNode node) {
        return switch (node) {
            case ScanNode _ -> true;
            case ExchangeSourceNode source -> switch (exchanges.get(source.exchange()).partitioning()) {
                case Partitioning.Hash _, Partitioning.RoundRobin _ -> true;
                case Partitioning.Gather _, Partitioning.MergeGather _, Partitioning.Broadcast _ -> false;
            };
            default -> node.children().stream().anyMatch(this::spread);
        };
    }
}
