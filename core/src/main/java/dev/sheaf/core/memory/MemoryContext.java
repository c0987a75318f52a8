// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.OutOfMemoryException;
import org.jspecify.annotations.Nullable;

/// Memory that somebody answers for: the engine's, a query's, an operator's. Contexts form a tree, each charged for
/// what its children take and limited in turn. Native memory and large heap arrays count alike. Memory is reserved
/// before it is taken, and refusal is an answer, so that an operator may spill or wait instead.
///
/// Before an allocation is refused, the [Reclaimer]s below the context whose limit is met are asked to give back what
/// they can do without: the asker's own query first, then the others. That happens in the allocating thread and waits
/// for nobody's next step, so it can't deadlock.
///
/// Backed by a tree of Arrow allocators, which closing checks: a context that still holds bytes reports a leak. Safe
/// for use by many threads.
public final class MemoryContext implements AutoCloseable {
    private final @Nullable MemoryContext parent;
    private final BufferAllocator allocator;
    private final SegmentPool pool;
    /// Those of this context and of all below it.
    private final List<Registration> reclaimers = new CopyOnWriteArrayList<>();

    private record Registration(MemoryContext owner, Reclaimer reclaimer) {}

    MemoryContext(@Nullable MemoryContext parent, BufferAllocator allocator, SegmentPool pool) {
        this.parent = parent;
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
        return new MemoryContext(this, allocator.newChildAllocator(name, 0, limitBytes), pool);
    }

    /// From now on, `reclaimer` is asked before an allocation is refused in this context, below it, or anywhere below
    /// a context above it whose limit is met. What it gives back must be charged to this context or to one below it.
    public void addReclaimer(Reclaimer reclaimer) {
        Registration registration = new Registration(this, reclaimer);
        for (MemoryContext at = this; at != null; at = at.parent) {
            at.reclaimers.add(registration);
        }
    }

    /// Undoes [#addReclaimer].
    public void removeReclaimer(Reclaimer reclaimer) {
        Registration registration = new Registration(this, reclaimer);
        for (MemoryContext at = this; at != null; at = at.parent) {
            at.reclaimers.remove(registration);
        }
    }

    /// Takes native memory, contents undefined.
    ///
    /// @param bytes how much at least; what is charged is the size of the pool's class
    /// @throws SheafException OUT_OF_MEMORY when the limit of this context or of one above it is met
    public MemoryBlock allocate(long bytes) {
        long classBytes = SegmentPool.classBytes(bytes);
        List<SheafException> failures = new ArrayList<>(0);
        while (true) {
            // Charging refuses it as well, but only after the memory has been taken from the operating system.
            MemoryBlock block = classBytes > allocator.getHeadroom() ? null : tryAllocate(classBytes);
            if (block != null) {
                return block;
            }
            if (!reclaim(classBytes, failures)) {
                throw outOfMemory(classBytes, failures);
            }
        }
    }

    private @Nullable MemoryBlock tryAllocate(long classBytes) {
        Pooled pooled = pool.take(classBytes);
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
        } catch (OutOfMemoryException _) {
            // Somebody else was faster.
            pool.giveBack(pooled);
            return null;
        }
    }

    /// Charges heap memory that is about to be taken, if there is room without reclaiming any.
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
        List<SheafException> failures = new ArrayList<>(0);
        while (!tryReserve(bytes)) {
            if (!reclaim(bytes, failures)) {
                throw outOfMemory(bytes, failures);
            }
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

    /// How many bytes may still be taken without reclaiming any, as far as anybody can tell while others take some
    /// too.
    public long headroomBytes() {
        return allocator.getHeadroom();
    }

    /// How many bytes may still be taken if all that can be reclaimed is, as far as anybody can tell while others take
    /// some too.
    public long availableBytes() {
        long available = Long.MAX_VALUE;
        for (MemoryContext at = this; at != null; at = at.parent) {
            long room = at.allocator.getLimit() - at.allocator.getAllocatedMemory();
            for (Registration registration : at.reclaimers) {
                if (room >= available) {
                    break;
                }
                room += registration.reclaimer.reclaimableBytes();
            }
            available = Math.min(available, room);
        }
        return available;
    }

    /// The smallest limit of this context and of those above it.
    public long tightestLimitBytes() {
        long limit = Long.MAX_VALUE;
        for (MemoryContext at = this; at != null; at = at.parent) {
            limit = Math.min(limit, at.limitBytes());
        }
        return limit;
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

    /// Makes room for so many bytes, or for some of them, below the topmost limit that they would break.
    ///
    /// @param failures receives what kept memory of others from being given back
    /// @return whether it is worth another try
    private boolean reclaim(long bytes, List<SheafException> failures) {
        MemoryContext met = null;
        long missing = 0;
        for (MemoryContext at = this; at != null; at = at.parent) {
            long room = at.allocator.getLimit() - at.allocator.getAllocatedMemory();
            if (room < bytes) {
                met = at;
                missing = Math.max(missing, bytes - room);
            }
        }
        if (met == null) {
            return true;
        }
        if (availableBytes() < bytes) {
            // Giving back all there is would not be enough.
            return false;
        }
        for (MemoryContext at = this; at != null; at = at.parent) {
            long given = 0;
            for (Registration registration : at.reclaimers) {
                given += given < missing ? reclaim(registration, missing - given, failures) : 0;
            }
            if (given > 0) {
                return true;
            }
            if (at == met) {
                return false;
            }
        }
        return false;
    }

    private long reclaim(Registration registration, long bytes, List<SheafException> failures) {
        try {
            return registration.reclaimer.reclaim(bytes);
        } catch (SheafException failure) {
            if (isBelow(registration.owner)) {
                throw failure;
            }
            // Another query's trouble, which it will meet itself; to this one it says why there is no memory.
            failures.add(failure);
            return 0;
        }
    }

    private boolean isBelow(MemoryContext other) {
        for (MemoryContext at = this; at != null; at = at.parent) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }

    private SheafException outOfMemory(long bytes, List<SheafException> failures) {
        BufferAllocator tightest = allocator;
        for (BufferAllocator at = allocator; at != null; at = at.getParentAllocator()) {
            if (at.getLimit() - at.getAllocatedMemory() < tightest.getLimit() - tightest.getAllocatedMemory()) {
                tightest = at;
            }
        }
        SheafException refusal = new SheafException(
                ErrorCode.OUT_OF_MEMORY,
                "memory limit of " + tightest.getName() + " met: " + tightest.getLimit() + " bytes, "
                        + tightest.getAllocatedMemory() + " in use, " + bytes + " more asked for by " + name()
                        + "; a limit of " + (tightest.getAllocatedMemory() + bytes) + " bytes would have allowed it");
        failures.forEach(refusal::addSuppressed);
        return refusal;
    }
}
