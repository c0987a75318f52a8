// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import java.util.ArrayDeque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The deferred regions that are yet to be joined, and how many drivers are at it. Safe for use by many threads.
final class RegionQueue {
    private final ArrayDeque<JoinRegion> regions;
    private final WaitList waiting = new WaitList();
    private int busy;
    private long attempts;

    RegionQueue(List<JoinRegion> regions) {
        this.regions = new ArrayDeque<>(regions);
    }

    /// The next region.
    ///
    /// @return null when there is none; unless [#exhausted], there may be when the waker is woken
    @Nullable JoinRegion take(Waker waker) {
        waiting.add(waker);
        synchronized (this) {
            return regions.poll();
        }
    }

    /// Whether no region is left and none can come any more.
    synchronized boolean exhausted() {
        return regions.isEmpty() && busy == 0;
    }

    /// Says that a driver tries to join or to divide a region.
    ///
    /// @return for [#failed]
    synchronized long begin() {
        busy++;
        return ++attempts;
    }

    /// Says that there was no room.
    ///
    /// @param attempt what [#begin] gave
    /// @param alone whether no other driver had been at it when this one began
    /// @return what to do now
    Failure failed(long attempt, boolean alone, Waker waker) {
        waiting.add(waker);
        synchronized (this) {
            busy--;
            if (busy > 0) {
                return Failure.WAIT;
            }
            return alone && attempts == attempt ? Failure.GIVE_UP : Failure.RETRY;
        }
    }

    /// What follows from too little memory.
    enum Failure {
        /// Others take some, and wake the driver when they are done.
        WAIT,
        /// Others took some, and have none any more.
        RETRY,
        /// There isn't more.
        GIVE_UP
    }

    /// Whether no driver is at a region.
    synchronized boolean idle() {
        return busy == 0;
    }

    /// Says that a driver is done with its region.
    ///
    /// @param parts what it has divided it into, to be joined by anybody
    void done(List<JoinRegion> parts) {
        synchronized (this) {
            busy--;
            regions.addAll(parts);
        }
        waiting.wakeAll();
    }
}
