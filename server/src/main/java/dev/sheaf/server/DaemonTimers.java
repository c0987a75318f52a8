// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.server.shell.ShellTimers;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Timers of the machine's clock, on one daemon thread that is made when the first is needed.
final class DaemonTimers implements ShellTimers {
    private @Nullable ScheduledExecutorService executor;

    @Override
    public Timer every(Duration delay, Duration period, Runnable task) {
        ScheduledFuture<?> future =
                executor().scheduleAtFixedRate(task, delay.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private synchronized ScheduledExecutorService executor() {
        ScheduledExecutorService known = executor;
        if (known == null) {
            ScheduledThreadPoolExecutor made = new ScheduledThreadPoolExecutor(1, task -> {
                Thread thread = new Thread(task, "sheaf-shell-timers");
                thread.setDaemon(true);
                return thread;
            });
            // A statement sets a timer and stops it: what is stopped must not pile up.
            made.setRemoveOnCancelPolicy(true);
            executor = made;
            known = made;
        }
        return known;
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
