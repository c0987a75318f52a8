// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import java.lang.foreign.MemorySegment;
import org.apache.arrow.memory.ArrowBuf;

/// A piece of native memory in both its guises: an [ArrowBuf], which counts references and is charged to an allocator,
/// and the [MemorySegment] that kernels read and write with bounds checks and without restricted calls.
///
/// Made with one reference by [MemoryContext#allocate]; gone when the last is released. The segment must not be touched
/// after that.
public final class MemoryBlock {
    private final ArrowBuf buffer;
    private final MemorySegment segment;

    MemoryBlock(ArrowBuf buffer, MemorySegment segment) {
        this.buffer = buffer;
        this.segment = segment;
    }

    /// The memory. At least as large as asked for.
    public MemorySegment segment() {
        return segment;
    }

    /// The memory for Arrow's API. References are shared with this block.
    public ArrowBuf buffer() {
        return buffer;
    }

    public long byteSize() {
        return segment.byteSize();
    }

    public void retain() {
        buffer.getReferenceManager().retain();
    }

    public void release() {
        buffer.getReferenceManager().release();
    }

    /// A part of the memory as a block of its own, with a reference of its own to release.
    public MemoryBlock slice(long offset, long bytes) {
        MemorySegment part = segment.asSlice(offset, bytes);
        retain();
        return new MemoryBlock(buffer.slice(offset, bytes), part);
    }

    /// Charges the memory to another context from now on, which may go over its limit by it; references stay as they
    /// are.
    ///
    /// @return the block as the new owner sees it, with a reference of its own; this one's is still to be released
    public MemoryBlock transferTo(MemoryContext target) {
        ArrowBuf moved = buffer.getReferenceManager()
                .transferOwnership(buffer, target.allocator())
                .getTransferredBuffer();
        return new MemoryBlock(moved, segment);
    }
}
