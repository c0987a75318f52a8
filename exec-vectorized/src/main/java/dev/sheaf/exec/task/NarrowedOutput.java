// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.task;

import dev.sheaf.core.exchange.BatchSender;
import dev.sheaf.core.exchange.NeededRows;
import dev.sheaf.core.exchange.NumberSet;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.Scheduler;
import dev.sheaf.core.schedule.WaitList;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.time.Clock;
import dev.sheaf.exec.join.KeyCheck;
import dev.sheaf.exec.join.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What all consumers of an output have said of the rows that they need, put together: a value is needed if one of them
/// needs it. Waits for all of them, but not for long: what is sent before they know is dropped there. Safe for use by
/// many threads.
final class NarrowedOutput {
    /// A build side that takes longer than this is worth sending rows in advance, as far as the credit goes.
    private static final long WAIT_NANOS_MAX = 2_000_000_000L;
    /// More memory than this is not spent on a column: its bits would not stay in a cache.
    private static final long SET_BYTES_MAX = 32L << 20;

    private final List<BatchSender> senders;
    private final MemoryContext memory;
    private final Scheduler scheduler;
    private final Clock clock;
    private final WaitList waiting = new WaitList();
    private final Set<Integer> open;
    private final Map<Integer, NumberSet> sets = new TreeMap<>();
    private final Map<Integer, Long> chargedBytes = new TreeMap<>();
    private Scheduler.@Nullable Timer timer;
    private boolean settled;
    private boolean expired;

    /// @param columns that [#keys] will be called with
    /// @param senders one per consumer task
    /// @param memory charged for what is put together
    NarrowedOutput(
            List<Integer> columns,
            List<BatchSender> senders,
            MemoryContext memory,
            Scheduler scheduler,
            Clock clock) {
        this.open = new TreeSet<>(columns);
        this.senders = List.copyOf(senders);
        this.memory = memory;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /// Asks a set that has come from elsewhere.
    private record SetCheck(NumberSet set) implements KeyCheck {
        @Override
        public int select(int[] values, int[] rows, int count) {
            return set.select(values, rows, count);
        }

        @Override
        public int select(long[] values, int[] rows, int count) {
            return set.select(values, rows, count);
        }
    }

    /// What is known of a column.
    KeySource keys(int column) {
        return new KeySource() {
            @Override
            public boolean blocked(Waker waker) {
                return NarrowedOutput.this.blocked(waker);
            }

            @Override
            public boolean settled() {
                return NarrowedOutput.this.settled();
            }

            @Override
            public @Nullable KeyCheck check() {
                NumberSet set = set(column);
                return set == null ? null : new SetCheck(set);
            }

            @Override
            public void close() {
                NarrowedOutput.this.close(column);
            }
        };
    }

    private boolean blocked(Waker waker) {
        if (settled() || expired()) {
            return false;
        }
        waiting.add(waker);
        senders.forEach(sender -> sender.waitForNeededRows(waker));
        // The last word may have come before the waker was in place.
        return !settled() && !expired();
    }

    private synchronized boolean expired() {
        if (timer == null && !open.isEmpty()) {
            timer = scheduler.at(clock.nanoTime() + WAIT_NANOS_MAX, this::expire);
        }
        return expired || open.isEmpty();
    }

    private void expire() {
        synchronized (this) {
            expired = true;
        }
        waiting.wakeAll();
    }

    private synchronized boolean settled() {
        if (settled || open.isEmpty()) {
            return settled;
        }
        List<NeededRows> all = new ArrayList<>();
        for (BatchSender sender : senders) {
            NeededRows needed = sender.neededRows();
            if (needed == null) {
                return false;
            }
            all.add(needed);
        }
        settled = true;
        cancelTimer();
        for (int column : open) {
            putTogether(column, all);
        }
        return true;
    }

    private void putTogether(int column, List<NeededRows> all) {
        List<NumberSet> parts = new ArrayList<>();
        for (NeededRows needed : all) {
            NumberSet part = needed.columns().get(column);
            if (part == null) {
                return;
            }
            parts.add(part);
        }
        if (parts.size() == 1) {
            sets.put(column, parts.getFirst());
            return;
        }
        long bytes = NumberSet.unionBytes(parts);
        if (bytes <= SET_BYTES_MAX && memory.tryReserve(bytes)) {
            chargedBytes.put(column, bytes);
            sets.put(column, NumberSet.union(parts));
        }
    }

    private synchronized @Nullable NumberSet set(int column) {
        return sets.get(column);
    }

    private void cancelTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private synchronized void close(int column) {
        sets.remove(column);
        Long bytes = chargedBytes.remove(column);
        if (bytes != null) {
            memory.unreserve(bytes);
        }
        if (open.remove(column) && open.isEmpty()) {
            cancelTimer();
        }
    }
}
