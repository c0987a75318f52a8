// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.testkit.tpch.TpchQueries;
import dev.sheaf.transport.inproc.simulated.FaultCounts;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Runs many seeds from the command line: `--seeds` how many, `--first` the first, `--workload` which queries. Each
/// seed runs twice, and both runs must do the very same. Ends with status 1 when a promise was broken.
public final class SimulationMain {
    private SimulationMain() {}

    /// The workloads by name.
    static Map<String, Supplier<Workload>> workloads() {
        Map<String, Supplier<Workload>> workloads = new LinkedHashMap<>();
        workloads.put("plans", PlanWorkload::new);
        workloads.put("tpch", () -> new TpchWorkload(
                IntStream.rangeClosed(1, TpchQueries.COUNT).boxed().toList()));
        return workloads;
    }

    public static void main(String[] args) {
        Map<String, String> options = new TreeMap<>(Map.of("--seeds", "200", "--first", "0", "--workload", "plans"));
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        String name = options.getOrDefault("--workload", "");
        Supplier<Workload> workload = workloads().get(name);
        if (workload == null || options.size() != 3 || args.length % 2 != 0) {
            System.err.println("usage: SimulationMain [--seeds COUNT] [--first SEED] [--workload "
                    + String.join("|", workloads().keySet()) + "]");
            System.exit(2);
            return;
        }
        long first = Long.parseLong(options.getOrDefault("--first", "0"));
        long seeds = Long.parseLong(options.getOrDefault("--seeds", "0"));
        System.exit(run(new Simulation(name, workload.get()), first, seeds, System.out) == 0 ? 0 : 1);
    }

    /// @return how many seeds failed
    static int run(Simulation simulation, long first, long seeds, PrintStream out) {
        int failed = 0;
        FaultCounts faults = FaultCounts.NONE;
        Map<String, Integer> outcomes = new TreeMap<>();
        for (long seed = first; seed < first + seeds; seed++) {
            try {
                SimulationReport report = simulation.run(seed);
                SimulationReport again = simulation.run(seed);
                if (!report.equals(again)) {
                    out.println("FAILED seed " + seed + ": two runs differ\n  " + report + "\n  " + again);
                    failed++;
                }
                faults = faults.plus(report.faults());
                report.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
                if (seeds == 1) {
                    out.println(report);
                }
            } catch (SimulationFailure failure) {
                out.println("FAILED seed " + seed + ": " + failure.getMessage());
                failed++;
            }
        }
        out.println(seeds + " seeds, " + failed + " failed; " + outcomes + "; " + faults);
        return failed;
    }
}
