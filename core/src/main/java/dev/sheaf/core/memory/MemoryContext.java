// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Memory that somebody answers for: the engine's, a query's, an operator's. Contexts form a tree, each charged for
/// what its children take and limited in turn. Native memory and large heap arrays count alike. Memory is reserved
/// before it is taken, and refusal is an answer, so that an operator may spill or wait instead.
///
/// Backed by a tree of Arrow allocators, which closing checks: a context that still holds bytes reports a leak. Safe
/// for use by many threads.
public final class MemoryContext implements AutoCloseable {
    private final BufferAllocator allocator;
    private final SegmentPool pool;

    MemoryContext(BufferAllocator allocator, SegmentPool pool) {
        this.allocator = allocator;
        this.pool = pool;
    }

    public String name() {
        return allocator.getName();
    }

    /// A context that is charged to this one as well.
    public MemoryContext child(String name) {
        return child(name, Long.MAX_VALUE);
    }

    /// @param limitBytes what the child may take at most
    public MemoryContext child(String name, long limitBytes) {
        return new MemoryContext(allocator.newChildAllocator(name, 0, limitBytes), pool);
    }

    /// Takes native memory, contents undefined.
    ///
    /// @param bytes how much at least; what is charged is the size of the pool's class
    /// @throws SheafException OUT_OF_MEMORY when the limit of this context or of one above it is met
    public MemoryBlock allocate(long bytes) {
        long classBytes = SegmentPool.classBytes(bytes);
        if (classBytes > allocator.getHeadroom()) {
            // Charging refuses it as well, but only after the memory has been taken from the operating system.
            throw outOfMemory(classBytes, null);
        }
        SegmentPool.Pooled pooled = pool.take(classBytes);
        MemorySegment segment = pooled.segment();
        try {
            return new MemoryBlock(
                    allocator.wrapForeignAllocation(new ForeignAllocation(classBytes, segment.address()) {
                        @Override
                        protected void release0() {
                            pool.giveBack(pooled);
                        }
                    }),
                    segment);
        } catch (OutOfMemoryException refused) {
            pool.giveBack(pooled);
            throw outOfMemory(classBytes, refused);
        }
    }

    /// Charges heap memory that is about to be taken, if there is room.
    public boolean tryReserve(long bytes) {
        if (allocator.forceAllocate(bytes)) {
            return true;
        }
        allocator.releaseBytes(bytes);
        return false;
    }

    /// Charges heap memory that is about to be taken.
    ///
    /// @throws SheafException OUT_OF_MEMORY when there is no room
    public void reserve(long bytes) {
        if (!tryReserve(bytes)) {
            throw outOfMemory(bytes, null);
        }
    }

    /// Gives back what was reserved.
    public void unreserve(long bytes) {
        allocator.releaseBytes(bytes);
    }

    public long usedBytes() {
        return allocator.getAllocatedMemory();
    }

    public long peakBytes() {
        return allocator.getPeakMemoryAllocation();
    }

    public long limitBytes() {
        return allocator.getLimit();
    }

    /// How many bytes may still be taken, as far as anybody can tell while others take some too.
    public long headroomBytes() {
        return allocator.getHeadroom();
    }

    /// The allocator that is charged: for Arrow's API.
    public BufferAllocator allocator() {
        return allocator;
    }

    /// @throws IllegalStateException when memory is still held, with the tree of holders
    @Override
    public void close() {
        allocator.close();
    }

    private SheafException outOfMemory(long bytes, @Nullable Throwable cause) {
        BufferAllocator tightest = allocator;
        for (BufferAllocator at = allocator; at != null; at = at.getParentAllocator()) {
            if (at.getLimit() - at.getAllocatedMemory() < tightest.getLimit() - tightest.getAllocatedMemory()) {
                tightest = at;
            }
        }
        return new SheafException(
                ErrorCode.OUT_OF_MEMORY,
                "memory limit of " + tightest.getName() + " met: " + tightest.getLimit() + " bytes, "
                        + tightest.getAllocatedMemory() + " in use, " + bytes + " more asked for by " + name()
                        + "; a limit of " + (tightest.getAllocatedMemory() + bytes) + " bytes would have allowed it",
                cause);
    }
}
