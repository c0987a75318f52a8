// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import java.lang.foreign.MemorySegment;

/// A page in a temporary file. Reading it is safe for many threads; [#free] is called once, when nobody reads.
public final class SpilledPage {
    private final SpillSpace space;
    private final SpillFile file;
    private final Place place;

    /// Where the page is and how to read it.
    ///
    /// @param position in the file
    /// @param storedBytes how much it takes there
    /// @param checksum CRC-32C of that
    /// @param headBytes how much was written of the page's beginning
    /// @param tailStart where the part of its end begins that was written
    record Place(
            long position,
            int storedBytes,
            int checksum,
            boolean compressed,
            int headBytes,
            int tailStart,
            long nonce) {}

    SpilledPage(SpillSpace space, SpillFile file, Place place) {
        this.space = space;
        this.file = file;
        this.place = place;
    }

    /// Reads the page back.
    ///
    /// @param page memory of the size that was written
    /// @throws dev.sheaf.core.error.SheafException FILE_CORRUPT, naming the file, when that isn't what was written;
    ///     IO_ERROR
    public void read(MemorySegment page) {
        space.read(file, place, page);
    }

    /// Gives back the space in the file.
    public void free() {
        space.free(file);
    }
}
