// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.row;

import dev.sheaf.core.memory.MemoryBlock;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.exec.spill.Evictable;
import dev.sheaf.exec.spill.Spill;
import dev.sheaf.exec.spill.SpilledPage;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// One page of a [RowPages]. It is held from the beginning: it stays in memory and its owner may write to it. Once it
/// is parked, anybody's need for memory may have it written to a temporary file, until it is held again or pinned for
/// reading.
///
/// This object's monitor guards all of it; it is held while the page is written or read, and never while memory is
/// allocated.
final class RowPage implements Evictable {
    private final MemoryContext memory;
    private final Spill spill;
    private final long memoryBytes;
    private RowPages owner;
    private int number;
    private @Nullable MemoryBlock block;
    private @Nullable SpilledPage spilled;
    private int headBytes;
    private int tailStart;
    private boolean held = true;
    private int pins;
    private boolean released;

    RowPage(RowPages owner, int number, MemoryBlock block, MemoryContext memory, Spill spill) {
        this.owner = owner;
        this.number = number;
        this.block = block;
        this.memory = memory;
        this.spill = spill;
        this.memoryBytes = block.byteSize();
    }

    @Override
    public long memoryBytes() {
        return memoryBytes;
    }

    synchronized long residentBytes() {
        return block == null ? 0 : memoryBytes;
    }

    /// How much memory [#hold] has to find.
    synchronized long absentBytes() {
        return block == null && !released ? memoryBytes : 0;
    }

    synchronized void moveTo(RowPages newOwner, int newNumber) {
        owner = newOwner;
        number = newNumber;
        newOwner.put(newNumber, this, block == null ? MemorySegment.NULL : block.segment());
    }

    /// No row will be added.
    ///
    /// @param heapStart where the rows' heap parts begin
    void fill(int heapStart) {
        tailStart = heapStart;
    }

    /// Lets the page go out when memory is needed. It has been filled.
    ///
    /// @param fixedEnd where the rows' fixed parts end
    void park(int fixedEnd) {
        synchronized (this) {
            if (!held) {
                return;
            }
            held = false;
            headBytes = fixedEnd;
            if (released || pins > 0) {
                return;
            }
        }
        spill.offer(this);
    }

    /// Brings the page into memory to stay, and to be written to.
    void hold() {
        synchronized (this) {
            if (held) {
                return;
            }
        }
        pin();
        synchronized (this) {
            pins--;
            held = true;
            if (spilled != null) {
                SpilledPage old = spilled;
                spilled = null;
                old.free();
            }
        }
    }

    /// Brings the page into memory to be read until [#unpin]. What a failure leaves is as before.
    void pin() {
        synchronized (this) {
            if (released) {
                throw new IllegalStateException("page " + number + " has been released");
            }
            pins++;
            if (block != null) {
                if (!held && pins == 1) {
                    spill.withdraw(this);
                }
                return;
            }
        }
        boolean loaded = false;
        try {
            load(memory.allocate(memoryBytes));
            loaded = true;
        } finally {
            if (!loaded) {
                unpin();
            }
        }
    }

    private synchronized void load(MemoryBlock fresh) {
        SpilledPage source = spilled;
        if (block != null || source == null) {
            // Another reader was faster.
            fresh.release();
            return;
        }
        boolean read = false;
        try {
            source.read(fresh.segment());
            read = true;
        } finally {
            if (!read) {
                fresh.release();
            }
        }
        block = fresh;
        owner.put(number, this, fresh.segment());
    }

    void unpin() {
        synchronized (this) {
            pins--;
            if (pins > 0 || held || released || block == null) {
                return;
            }
        }
        spill.offer(this);
    }

    @Override
    public synchronized long evict() {
        MemoryBlock resident = block;
        if (held || pins > 0 || resident == null) {
            return 0;
        }
        if (spilled == null) {
            spilled = spill.write(resident.segment(), headBytes, tailStart);
        }
        block = null;
        owner.put(number, this, MemorySegment.NULL);
        resident.release();
        return memoryBytes;
    }

    /// Gives everything back. May be called twice.
    synchronized void release() {
        released = true;
        MemoryBlock resident = block;
        SpilledPage out = spilled;
        block = null;
        spilled = null;
        spill.withdraw(this);
        if (resident != null) {
            owner.put(number, this, MemorySegment.NULL);
            resident.release();
        }
        if (out != null) {
            out.free();
        }
    }
}
