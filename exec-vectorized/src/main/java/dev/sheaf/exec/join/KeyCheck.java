// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.FlatVector;

/// Tells which keys may have a match.
public interface KeyCheck {
    /// Keeps the rows whose keys may have one.
    ///
    /// @param keys whole numbers
    /// @param rows numbers of rows without a null, narrowed in place
    /// @return how many are left
    int select(FlatVector keys, int[] rows, int count);
}
