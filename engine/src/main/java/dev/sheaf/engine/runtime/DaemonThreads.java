// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;

/// Threads for libraries that need their own. They don't keep the process alive.
public final class DaemonThreads {
    private DaemonThreads() {}

    /// @param name begins the threads' names
    public static ThreadFactory named(String name) {
        return Thread.ofPlatform().daemon().name(name + "-", 0).factory();
    }

    /// As many threads as there is work at once, each kept for a while: whoever hands work in bounds it.
    ///
    /// @param name begins the threads' names
    public static ExecutorService growing(String name) {
        return Executors.newCachedThreadPool(named(name));
    }
}
