// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

/// Somebody who holds memory that nobody needs at the moment, and can do without it: by writing it to a disk, by
/// dropping what can be had again. Registered with a [MemoryContext], which asks when an allocation in its tree would
/// break a limit.
///
/// Called by any thread that allocates, with whatever that thread has locked. So an implementation allocates nothing
/// from a context, and takes only locks that no thread holds while it allocates from one.
public interface Reclaimer {
    /// Gives memory back.
    ///
    /// @param bytes how much is missing
    /// @return how much was given back: less than asked for only when there was no more, and then perhaps nothing
    /// @throws dev.sheaf.core.error.SheafException when the memory can't be given back for want of a working disk
    long reclaim(long bytes);

    /// About how much [#reclaim] could give back now.
    long reclaimableBytes();
}
