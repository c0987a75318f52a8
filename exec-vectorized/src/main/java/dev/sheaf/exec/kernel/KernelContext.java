// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import dev.sheaf.core.memory.MemoryBlock;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/// What kernels are made with: the driver's context, and heaps that are given back together when the expression is
/// closed.
public final class KernelContext implements AutoCloseable {
    private final EvaluationContext evaluation;
    private static final int SCRATCH_BYTES = 16;
    private static final int BLOCK_BYTES = 1024;

    private final List<StringHeap> heaps = new ArrayList<>();
    private final List<MemoryBlock> scratch = new ArrayList<>();
    private int scratchUsed;

    public KernelContext(EvaluationContext evaluation) {
        this.evaluation = evaluation;
    }

    public EvaluationContext evaluation() {
        return evaluation;
    }

    /// A heap for one kernel. It takes no memory until something is written.
    public StringHeap newHeap() {
        StringHeap heap = new StringHeap(evaluation.memory());
        heaps.add(heap);
        return heap;
    }

    /// Native memory for one short string, which a kernel unpacks views into.
    public MemorySegment newScratch() {
        if (scratch.isEmpty() || scratchUsed + SCRATCH_BYTES > scratch.getLast().byteSize()) {
            scratch.add(evaluation.memory().allocate(BLOCK_BYTES));
            scratchUsed = 0;
        }
        MemorySegment slice = scratch.getLast().segment().asSlice(scratchUsed, SCRATCH_BYTES);
        scratchUsed += SCRATCH_BYTES;
        return slice;
    }

    /// Gives all memory back. May be called twice.
    @Override
    public void close() {
        heaps.forEach(StringHeap::close);
        scratch.forEach(MemoryBlock::release);
        scratch.clear();
    }
}
