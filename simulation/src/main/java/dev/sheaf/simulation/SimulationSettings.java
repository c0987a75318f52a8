// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.exec.spill.SpillSettings;

import dev.sheaf.exec.task.TaskSettings;
import dev.sheaf.transport.inproc.simulated.SimulatedNetworkSettings;
import java.util.SplittableRandom;

/// What a seed makes of a cluster: its size, the sizes its tasks work with, its network, and what is done to it.
///
/// @param workers how many nodes run tasks
/// @param tasks per worker
/// @param network while faults may happen
/// @param linkCloses how many links are closed over the first act
/// @param cancelPerMille how many queries of a thousand are cancelled while they run
/// @param earlyClosePerMille how many results of a thousand are closed before their end
/// @param concurrentQueries how many queries run at once
/// @param faultNanos over how much virtual time the faults of the first act are spread
/// @param spill whether tasks write what they hold to the disk
public record SimulationSettings(
        int workers,
        TaskSettings tasks,
        SimulatedNetworkSettings network,
        int linkCloses,
        int cancelPerMille,
        int earlyClosePerMille,
        int concurrentQueries,
        long faultNanos,
        SpillSettings spill) {

    /// Settings drawn from a seed.
    public static SimulationSettings draw(SplittableRandom random, Workload.Limits limits) {
        int rowsPerBatchMin = limits.rowsPerBatchMin();
        int chunkRows = Math.max(rowsPerBatchMin, pick(random, 1, 7, 64, 1024, 2048));
        int batchRows = Math.max(rowsPerBatchMin, pick(random, 1, 7, 64, 1024, 8192));
        TaskSettings tasks = new TaskSettings(
                1 + random.nextInt(3),
                chunkRows,
                batchRows,
                1L << 10 + random.nextInt(11),
                pick(random, 1, 1 << 10, 64 << 10, 4 << 20),
                1 + random.nextInt(20));
        boolean faulty = random.nextInt(4) > 0;
        return new SimulationSettings(
                random.nextInt(limits.workersMin(), limits.workersMax() + 1),
                tasks,
                SimulatedNetworkSettings.draw(random::nextLong),
                faulty ? random.nextInt(4) : 0,
                faulty ? random.nextInt(200) : 0,
                faulty ? random.nextInt(200) : 0,
                1 + random.nextInt(4),
                1_000_000L << random.nextInt(10),
                random.nextInt(3) == 0 ? SpillSettings.FORCED : SpillSettings.DEFAULT);
    }

    private static int pick(SplittableRandom random, int... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
