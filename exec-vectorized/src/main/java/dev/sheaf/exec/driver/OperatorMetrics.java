// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.driver;

import java.util.concurrent.atomic.AtomicLongArray;

/// What one driver has counted for one part of its pipeline. Written by that driver alone, without fences; read by anybody at any
/// time, a little late perhaps.
final class OperatorMetrics {
    private static final int ROWS_IN = 0;
    private static final int ROWS_OUT = 1;
    private static final int CHUNKS_OUT = 2;
    private static final int NANOS = 3;
    private static final int BYTES = 4;

    private final int node;
    private final AtomicLongArray cells = new AtomicLongArray(BYTES + 1);

    OperatorMetrics(int node) {
        this.node = node;
    }

    void addInput(int rows) {
        add(ROWS_IN, rows);
    }

    void addOutput(int rows) {
        add(ROWS_OUT, rows);
        add(CHUNKS_OUT, 1);
    }

    void addNanos(long nanos) {
        add(NANOS, nanos);
    }

    void setBytes(long bytes) {
        cells.setOpaque(BYTES, bytes);
    }

    NodeMetrics snapshot() {
        return new NodeMetrics(
                node,
                cells.getOpaque(ROWS_IN),
                cells.getOpaque(ROWS_OUT),
                cells.getOpaque(CHUNKS_OUT),
                cells.getOpaque(NANOS),
                cells.getOpaque(BYTES),
                0);
    }

    private void add(int cell, long amount) {
        cells.setOpaque(cell, cells.getPlain(cell) + amount);
    }
}
