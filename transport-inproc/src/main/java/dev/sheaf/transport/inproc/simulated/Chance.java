// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.inproc.simulated;

import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.time.RandomSource;
import java.util.HashMap;
import java.util.Map;

/// What all links of a simulated network share: virtual time, the dice, and the count of what went wrong.
final class Chance {
    private final Scheduler scheduler;
    private final Clock clock;
    private final RandomSource random;
    private final Map<Pair, Long> usualDelayNanos = new HashMap<>();
    private SimulatedNetworkSettings settings;
    private FaultCounts counts = FaultCounts.NONE;
    private long sent;
    private long latestArrived = -1;

    private record Pair(String from, String to) {}

    Chance(Scheduler scheduler, Clock clock, RandomSource random, SimulatedNetworkSettings settings) {
        this.scheduler = scheduler;
        this.clock = clock;
        this.random = random;
        this.settings = settings;
    }

    SimulatedNetworkSettings settings() {
        return settings;
    }

    void become(SimulatedNetworkSettings next) {
        settings = next;
        usualDelayNanos.clear();
    }

    FaultCounts counts() {
        return counts;
    }

    long nowNanos() {
        return clock.nanoTime();
    }

    void at(long nanos, Runnable action) {
        scheduler.at(nanos, action);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /// When something that leaves now arrives.
    long arrivalNanos(String from, String to) {
        long max = settings.delayNanosMax();
        long usual = usualDelayNanos.computeIfAbsent(new Pair(from, to), _ -> 1 + below(max));
        long delay = usual + below(Math.max(1, usual / 2));
        if (settings.stallsPerMille() > 0 && below(1000) < settings.stallsPerMille()) {
            delay *= 10;
            counts = counts.plus(new FaultCounts(1, 0, 0, 0, 0));
        }
        return nowNanos() + delay;
    }

    private long below(long bound) {
        return Math.floorMod(random.nextLong(), bound);
    }

    boolean refuses() {
        boolean refused = settings.refusalsPerMille() > 0 && below(1000) < settings.refusalsPerMille();
        if (refused) {
            counts = counts.plus(new FaultCounts(0, 0, 1, 0, 0));
        }
        return refused;
    }

    /// Numbers what is sent, over all streams.
    long nextSent() {
        return sent++;
    }

    void arrived(long number) {
        if (number < latestArrived) {
            counts = counts.plus(new FaultCounts(0, 1, 0, 0, 0));
        }
        latestArrived = Math.max(latestArrived, number);
    }

    void linkClosed() {
        counts = counts.plus(new FaultCounts(0, 0, 0, 1, 0));
    }

    void framesLost(int frames) {
        counts = counts.plus(new FaultCounts(0, 0, 0, 0, frames));
    }
}
