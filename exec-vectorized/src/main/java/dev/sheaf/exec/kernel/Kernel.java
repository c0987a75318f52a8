// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

/// The computation of one function for a batch of rows: called once per chunk, it loops over the rows itself. A kernel
/// may keep
/// scratch memory and compiled patterns, so each place in an expression has its own. For one thread.
///
/// A strict kernel finds the nulls of its result already set where an operand is null; it may add to them.
@FunctionalInterface
public interface Kernel {
    /// Fills the frame's result for its rows.
    ///
    /// @throws dev.sheaf.core.error.SheafException when an active row has no result; without a place, which the caller
    ///     adds
    void run(CallFrame frame);

    /// Whether a null operand makes the result null, so that the kernel need not look at nulls.
    default boolean strict() {
        return true;
    }

    /// A kernel that decides about nulls itself. It finds its result without nulls.
    static Kernel nullAware(Kernel kernel) {
        return new Kernel() {
            @Override
            public void run(CallFrame frame) {
                kernel.run(frame);
            }

            @Override
            public boolean strict() {
                return false;
            }
        };
    }
}
