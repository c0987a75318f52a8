// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.schedule;

import java.util.function.Supplier;

/// The statement that a thread works for, as far as its end is concerned: code far below whoever holds the
/// [CancellationToken], such as a page decoder that a planner asks for a sample, finds it here without having it handed
/// through every call. Bound for the length of a call and for one thread.
///
/// Drivers bind it for each of their steps and sessions while they plan and place a statement; loops that may take more
/// than a few milliseconds call [#check].
public final class CancellationScope {
    private static final ScopedValue<CancellationToken> CURRENT = ScopedValue.newInstance();

    private final ScopedValue.Carrier binding;

    public CancellationScope(CancellationToken token) {
        this.binding = ScopedValue.where(CURRENT, token);
    }

    /// Does something for the statement.
    public <T> T call(Supplier<T> work) {
        return binding.call(work::get);
    }

    /// Does nothing outside any scope.
    ///
    /// @throws dev.sheaf.core.error.SheafException the reason, when the statement that this thread works for was
    /// cancelled
    public static void check() {
        if (CURRENT.isBound()) {
            CURRENT.get().check();
        }
    }
}
