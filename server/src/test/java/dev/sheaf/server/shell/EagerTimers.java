// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell;

import java.time.Duration;

/// Timers for which every time has come at once: a task runs again and again, in a thread of its own, until it is
/// stopped.
public final class EagerTimers implements ShellTimers {
    @Override
    public Timer every(Duration delay, Duration period, Runnable task) {
        Repeated repeated = new Repeated(task);
        Thread.ofPlatform().daemon().name("eager timer").start(repeated::run);
        return repeated;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    private static final class Repeated implements Timer {
        private final Runnable task;
        private boolean stopped;

        Repeated(Runnable task) {
            this.task = task;
        }

        void run() {
            while (runOnce()) {
                Thread.onSpinWait();
            }
        }

        private synchronized boolean runOnce() {
            if (!stopped) {
                task.run();
            }
            return !stopped;
        }

        @Override
        public synchronized void stop() {
            stopped = true;
        }
    }
}
