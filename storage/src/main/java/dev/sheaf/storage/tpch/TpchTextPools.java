// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import io.trino.tpch.Distributions;
import io.trino.tpch.TextPool;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/// The text from which comments are cut. The benchmark's own pool is 300 MiB on the Java heap and takes seconds to
/// make, so it is made for scans that read comments only, shared by all, and given up when the heap is short.
final class TpchTextPools {
    private static final int FULL_BYTES = 300 << 20;
    private static final int SMALL_BYTES = 1 << 20;
    private static final Object LOCK = new Object();

    private static @Nullable TextPool small;
    private static SoftReference<TextPool> full = new SoftReference<>(null);

    private TpchTextPools() {}

    /// @param exact whether the text is read, or only its length drawn
    static TextPool get(boolean exact) {
        synchronized (LOCK) {
            if (!exact) {
                if (small == null) {
                    small = new TextPool(SMALL_BYTES, Distributions.getDefaultDistributions());
                }
                return small;
            }
            TextPool pool = full.get();
            if (pool == null) {
                pool = new TextPool(FULL_BYTES, Distributions.getDefaultDistributions());
                full = new SoftReference<>(pool);
            }
            return pool;
        }
    }
}
