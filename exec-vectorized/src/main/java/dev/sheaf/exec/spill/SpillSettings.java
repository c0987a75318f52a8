// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

/// How an engine spills.
///
/// @param enabled whether queries may write to the disk at all; if not, they keep within their memory or fail
/// @param bytesMax the most that all temporary files of the engine take together
/// @param encrypted whether pages are encrypted, with AES-256-GCM under a key per task that is kept in memory only
/// @param forced whether everything that may be written out is at once, though there be memory: for tests
public record SpillSettings(boolean enabled, long bytesMax, boolean encrypted, boolean forced) {
    public static final SpillSettings DEFAULT = new SpillSettings(true, Long.MAX_VALUE, false, false);
    public static final SpillSettings DISABLED = new SpillSettings(false, 0, false, false);
    /// Spills whatever can be.
    public static final SpillSettings FORCED = new SpillSettings(true, Long.MAX_VALUE, false, true);
}
