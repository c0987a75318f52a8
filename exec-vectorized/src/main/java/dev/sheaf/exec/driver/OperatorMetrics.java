// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import dev.sheaf.core.task.NodeStatistics;
import java.util.concurrent.atomic.AtomicLongArray;

/// What one driver has counted for one part of its pipeline. Written by that driver alone, without fences; read by
/// anybody at any time, a little late perhaps.
final class OperatorMetrics {
    private static final int OUTPUT_ROWS = 0;
    private static final int NANOS = 1;
    private static final int BYTES = 2;

    private final int node;
    private final AtomicLongArray cells = new AtomicLongArray(BYTES + 1);

    OperatorMetrics(int node) {
        this.node = node;
    }

    void addOutput(int rows) {
        add(OUTPUT_ROWS, rows);
    }

    void addNanos(long nanos) {
        add(NANOS, nanos);
    }

    void setBytes(long bytes) {
        cells.setOpaque(BYTES, bytes);
    }

    NodeStatistics snapshot() {
        return new NodeStatistics(
                node, cells.getOpaque(OUTPUT_ROWS), cells.getOpaque(NANOS), 0, cells.getOpaque(BYTES), 0);
    }

    private void add(int cell, long amount) {
        cells.setOpaque(cell, cells.getPlain(cell) + amount);
    }
}
