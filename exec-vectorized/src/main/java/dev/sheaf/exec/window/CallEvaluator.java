// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.vector.FlatVector;

/// Computes one window call over blocks. For one thread.
interface CallEvaluator extends AutoCloseable {
    /// The call's value for each row of a block, valid until the next block.
    FlatVector evaluate(WindowBlock block);

    /// Gives everything back. May be called twice.
    @Override
    void close();
}
