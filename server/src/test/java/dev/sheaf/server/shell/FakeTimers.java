// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Timers whose clock stands still until the test moves it, and whose tasks run inside that move.
public final class FakeTimers implements ShellTimers {
    private final List<Entry> entries = new ArrayList<>();
    private long nowNanos;

    @Override
    public Timer every(Duration delay, Duration period, Runnable task) {
        Entry entry = new Entry(nowNanos + delay.toNanos(), period.toNanos(), task);
        entries.add(entry);
        return () -> entries.remove(entry);
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    /// How many timers run.
    public int running() {
        return entries.size();
    }

    public void advance(Duration time) {
        long endNanos = nowNanos + time.toNanos();
        Entry next = next(endNanos);
        while (next != null) {
            nowNanos = next.dueNanos;
            next.dueNanos += next.periodNanos;
            next.task.run();
            next = next(endNanos);
        }
        nowNanos = endNanos;
    }

    private Entry next(long endNanos) {
        return entries.stream().filter(entry -> entry.dueNanos <= endNanos)
                .min((a, b) -> Long.compare(a.dueNanos, b.dueNanos)).orElse(null);
    }

    private static final class Entry {
        private long dueNanos;
        private final long periodNanos;
        private final Runnable task;

        Entry(long dueNanos, long periodNanos, Runnable task) {
            this.dueNanos = dueNanos;
            this.periodNanos = periodNanos;
            this.task = task;
        }
    }
}
