// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import dev.sheaf.core.schedule.CancellationScope;
import io.trino.tpch.Distributions;
import io.trino.tpch.TextPool;
import java.lang.ref.SoftReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The text from which comments are cut. The benchmark's own pool is 300 MiB on the Java heap and takes seconds to
/// make, so it is made for scans that read comments only, shared by all, and given up when the heap is short.
final class TpchTextPools {
    private static final int FULL_BYTES = 300 << 20;
    private static final int SMALL_BYTES = 64 << 10;
    private static final int CHECK_MILLIS = 10;
    private static final ReentrantLock LOCK = new ReentrantLock();

    private static @Nullable TextPool small;
    private static SoftReference<TextPool> full = new SoftReference<>(null);

    private TpchTextPools() {}

    /// @param exact whether the text is read, or only its length drawn
    /// @throws dev.sheaf.core.error.SheafException the reason, when the statement that wants the pool is cancelled
    /// while it is made or while another one makes it
    static TextPool get(boolean exact) {
        lock();
        try {
            if (!exact) {
                if (small == null) {
                    small = new TextPool(
                            SMALL_BYTES, Distributions.getDefaultDistributions(), _ -> CancellationScope.check());
                }
                return small;
            }
            TextPool pool = full.get();
            if (pool == null) {
                pool = new TextPool(
                        FULL_BYTES, Distributions.getDefaultDistributions(), _ -> CancellationScope.check());
                full = new SoftReference<>(pool);
            }
            return pool;
        } finally {
            LOCK.unlock();
        }
    }

    private static void lock() {
        boolean interrupted = false;
        while (true) {
            CancellationScope.check();
            try {
                if (LOCK.tryLock(CHECK_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
