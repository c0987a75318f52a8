// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.plan.WindowFrame;

/// The frame of one row after exclusion: up to three runs of rows, ascending.
final class FrameRanges {
    private final WindowBlock block;
    private final FrameBounds bounds;
    private final WindowFrame.Exclusion exclusion;
    private final int[] starts = new int[3];
    private final int[] ends = new int[3];
    private int count;

    FrameRanges(WindowBlock block, FrameBounds bounds) {
        this.block = block;
        this.bounds = bounds;
        this.exclusion = bounds.frame().exclusion();
    }

    /// Makes a row the current one.
    void moveTo(int row) {
        int start = bounds.starts()[row];
        int end = bounds.ends()[row];
        count = 0;
        switch (exclusion) {
            case NO_OTHERS -> add(start, end);
            case CURRENT_ROW -> {
                add(start, Math.min(end, row));
                add(Math.max(start, row + 1), end);
            }
            case GROUP -> {
                add(start, Math.min(end, block.peerStart()[row]));
                add(Math.max(start, block.peerEnd()[row]), end);
            }
            case TIES -> {
                add(start, Math.min(end, block.peerStart()[row]));
                add(Math.max(start, row), Math.min(end, row + 1));
                add(Math.max(start, block.peerEnd()[row]), end);
            }
        }
    }

    private void add(int start, int end) {
        if (start < end) {
            starts[count] = start;
            ends[count] = end;
            count++;
        }
    }

    /// How many runs there are.
    int count() {
        return count;
    }

    int start(int run) {
        return starts[run];
    }

    int end(int run) {
        return ends[run];
    }

    /// The row at a place in the frame, counted from 0, or -1.
    int row(long place) {
        long left = place;
        for (int i = 0; i < count; i++) {
            int size = ends[i] - starts[i];
            if (left < size) {
                return starts[i] + (int) left;
            }
            left -= size;
        }
        return -1;
    }

    /// The last row of the frame, or -1.
    int lastRow() {
        return count == 0 ? -1 : ends[count - 1] - 1;
    }
}
