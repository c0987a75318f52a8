// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.transport.inproc.simulated.FaultCounts;
import java.util.Map;
import java.util.TreeMap;

/// What happened in a run that went well.
///
/// @param eventHash of every step, timer and result: equal for two runs of one seed
/// @param outcomes how many queries of the first act ended how: `answered`, `closed early`, or an error's code
public record SimulationReport(
        long seed, long eventHash, long steps, FaultCounts faults, Map<String, Integer> outcomes) {
    public SimulationReport {
        outcomes = new TreeMap<>(outcomes);
    }

    @Override
    public String toString() {
        return "seed " + seed + ": hash " + Long.toHexString(eventHash) + ", " + steps + " steps, " + outcomes + ", "
                + faults;
    }
}
