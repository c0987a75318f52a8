// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import java.lang.foreign.MemorySegment;

/// One open, immutable file that is read at positions. Its name, size and time were pinned when it was opened, and
/// an implementation fails with a typed error when the file behind it has changed since.
///
/// Reads may come from several threads at once.
public interface FileInput {
    /// The path as the user wrote it, for error messages.
    String name();

    /// Size in bytes at the moment of opening.
    long sizeBytes();

    /// Fills the whole of `target` from `position` on. The caller has checked that the range lies in the file, so a
    /// short read means that the file shrank and is reported as a change.
    void read(long position, MemorySegment target);
}
