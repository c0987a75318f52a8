// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel;

import java.util.ArrayList;
import java.util.List;

/// What kernels are made with: the driver's context, and heaps that are given back together when the expression is
/// closed.
public final class KernelContext implements AutoCloseable {
    private final EvaluationContext evaluation;
    private final List<StringHeap> heaps = new ArrayList<>();

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

    /// Gives all heaps' memory back. May be called twice.
    @Override
    public void close() {
        heaps.forEach(StringHeap::close);
    }
}
