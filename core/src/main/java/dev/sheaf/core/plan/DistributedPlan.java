// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;

/// What the planner makes of a statement: fragments joined by exchanges, free of worker counts, splits and file lists,
/// which are bound when it is placed. So one plan can be cached and run on any number of workers.
///
/// @param fragments by number; the first is the root
/// @param exchanges by number
/// @param schema the columns of the result, under the names that the client sees
/// @param parameters the types of the parameters that must be bound before it runs
/// @param estimates by node number
public record DistributedPlan(
        List<Fragment> fragments,
        List<Exchange> exchanges,
        Schema schema,
        List<DataType> parameters,
        Map<Integer, NodeEstimate> estimates) {
    public DistributedPlan {
        fragments = List.copyOf(fragments);
        exchanges = List.copyOf(exchanges);
        parameters = List.copyOf(parameters);
        estimates = Map.copyOf(estimates);
        for (int i = 0; i < fragments.size(); i++) {
            if (fragments.get(i).id() != i) {
                throw new IllegalArgumentException("fragment " + fragments.get(i).id() + " at place " + i);
            }
        }
        for (int i = 0; i < exchanges.size(); i++) {
            if (exchanges.get(i).id() != i) {
                throw new IllegalArgumentException("exchange " + exchanges.get(i).id() + " at place " + i);
            }
        }
    }

    public Fragment root() {
        return fragments.getFirst();
    }

    /// The exchanges that take a fragment's rows, in the order of their numbers: none for the root, several only where
    /// the fragment's rows are materialised.
    public List<Exchange> outputs(Fragment fragment) {
        return exchanges.stream()
                .filter(exchange -> exchange.producerFragment() == fragment.id())
                .toList();
    }

    /// The part of the producing fragment's plan whose rows an exchange takes.
    public PlanNode sent(Exchange exchange) {
        Fragment producer = fragments.get(exchange.producerFragment());
        return Fragment.outputs(producer.root()).get(outputs(producer).indexOf(exchange));
    }
}
