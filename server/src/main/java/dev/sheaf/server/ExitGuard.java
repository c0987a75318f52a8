// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import dev.sheaf.server.shell.ShellSession;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Lets the engine clean up when the process is told to end (Ctrl-C, `kill`, a closed window): cancels the statement
/// that runs and holds the exit back until the guarded work is done, for two seconds at most.
///
/// Opened before the connection, so that it is closed after it.
final class ExitGuard implements AutoCloseable {
    private static final long GRACE_SECONDS = 2;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::onExit, "sheaf-exit");
    private volatile @Nullable ShellSession session;

    /// Begins to guard.
    static ExitGuard install() {
        ExitGuard guard = new ExitGuard();
        Runtime.getRuntime().addShutdownHook(guard.hook);
        return guard;
    }

    /// The session whose statement is cancelled.
    void watch(ShellSession watched) {
        session = watched;
    }

    private void onExit() {
        ShellSession watched = session;
        try {
            if (watched != null && watched.cancel()) {
                done.await(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (SQLException _) {
            // It can't be cancelled: the process ends without.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The exit has begun; the hook has just been told that we are done.
        }
    }
}
