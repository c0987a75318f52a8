// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.vector.FlatVector;
import java.util.List;

/// The frame of each row of a block, before exclusion: rows `starts[i]` to `ends[i] - 1`, within the row's partition.
/// An empty frame has equal ends. Reused from block to block.
final class FrameBounds {
    private final WindowFrame frame;
    private final List<SortKey> orderKeys;
    private int[] starts = {};
    private int[] ends = {};
    private int[] groups = {};
    private int[] groupStarts = {};
    private int groupCount;

    FrameBounds(WindowFrame frame, List<SortKey> orderKeys) {
        this.frame = frame;
        this.orderKeys = orderKeys;
    }

    WindowFrame frame() {
        return frame;
    }

    int[] starts() {
        return starts;
    }

    int[] ends() {
        return ends;
    }

    /// Whether all rows of a partition have the whole partition as their frame.
    boolean wholePartition() {
        return frame.start().kind() == Bound.Kind.UNBOUNDED_PRECEDING
                && frame.end().kind() == Bound.Kind.UNBOUNDED_FOLLOWING
                && frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS;
    }

    /// Whether frames begin with the partition and only grow from row to row.
    boolean growing() {
        return frame.start().kind() == Bound.Kind.UNBOUNDED_PRECEDING
                && frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS
                && frame.end().offset().isEmpty();
    }

    void compute(WindowBlock block) {
        int count = block.rowCount();
        block.reserveForBlock(16L * count);
        if (starts.length < count) {
            starts = new int[count];
            ends = new int[count];
        }
        if (frame.unit() == WindowFrame.Unit.GROUPS) {
            findGroups(block);
        }
        bound(block, frame.start(), true, starts);
        bound(block, frame.end(), false, ends);
        for (int i = 0; i < count; i++) {
            ends[i] = Math.max(starts[i], ends[i]);
        }
    }

    private void bound(WindowBlock block, Bound bound, boolean start, int[] target) {
        int count = block.rowCount();
        switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> System.arraycopy(block.partitionStart(), 0, target, 0, count);
            case UNBOUNDED_FOLLOWING -> System.arraycopy(block.partitionEnd(), 0, target, 0, count);
            case CURRENT_ROW -> currentRow(block, start, target);
            case PRECEDING, FOLLOWING -> {
                FlatVector offsets = block.column(bound.offset().orElseThrow());
                boolean forward = bound.kind() == Bound.Kind.FOLLOWING;
                switch (frame.unit()) {
                    case ROWS -> rows(block, offsets, forward, start, target);
                    case GROUPS -> groups(block, offsets, forward, start, target);
                    case RANGE -> range(block, offsets, forward, start, target);
                }
            }
        }
    }

    private void currentRow(WindowBlock block, boolean start, int[] target) {
        int count = block.rowCount();
        if (frame.unit() != WindowFrame.Unit.ROWS) {
            System.arraycopy(start ? block.peerStart() : block.peerEnd(), 0, target, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            target[i] = start ? i : i + 1;
        }
    }

    private static void rows(WindowBlock block, FlatVector offsets, boolean forward, boolean start, int[] target) {
        for (int i = 0; i < block.rowCount(); i++) {
            long offset = Math.min(FrameOffsets.distance(offsets, i), Integer.MAX_VALUE);
            long row = (forward ? i + offset : i - offset) + (start ? 0 : 1);
            target[i] = Math.clamp(row, block.partitionStart()[i], block.partitionEnd()[i]);
        }
    }

    private void findGroups(WindowBlock block) {
        int count = block.rowCount();
        if (groups.length < count) {
            groups = new int[count];
            groupStarts = new int[count + 1];
        }
        groupCount = 0;
        for (int i = 0; i < count; i++) {
            if (block.peerStart()[i] == i) {
                groupStarts[groupCount++] = i;
            }
            groups[i] = groupCount - 1;
        }
        groupStarts[groupCount] = count;
    }

    private void groups(WindowBlock block, FlatVector offsets, boolean forward, boolean start, int[] target) {
        for (int i = 0; i < block.rowCount(); i++) {
            long offset = Math.min(FrameOffsets.distance(offsets, i), Integer.MAX_VALUE);
            long group = forward ? groups[i] + offset : groups[i] - offset;
            int partitionStart = block.partitionStart()[i];
            int partitionEnd = block.partitionEnd()[i];
            if (group < groups[partitionStart]) {
                target[i] = partitionStart;
            } else if (group > groups[partitionEnd - 1]) {
                target[i] = partitionEnd;
            } else {
                target[i] = groupStarts[(int) group + (start ? 0 : 1)];
            }
        }
    }

    private void range(WindowBlock block, FlatVector offsets, boolean forward, boolean start, int[] target) {
        if (orderKeys.size() != 1) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR, "RANGE with an offset over " + orderKeys.size() + " order columns");
        }
        SortKey key = orderKeys.getFirst();
        FlatVector values = block.column(key.column());
        RangeTarget targets = RangeTarget.of(values, offsets, forward != key.descending());
        for (int i = 0; i < block.rowCount(); i++) {
            block.checkCancelled(i);
            if (values.isNull(i)) {
                target[i] = start ? block.peerStart()[i] : block.peerEnd()[i];
                continue;
            }
            targets.moveTo(i);
            int low = firstValue(block, values, i);
            int high = endOfValues(block, values, i);
            target[i] = search(targets, key.descending(), start, low, high);
        }
    }

    /// The first row of the partition whose key isn't null.
    private static int firstValue(WindowBlock block, FlatVector values, int row) {
        int start = block.partitionStart()[row];
        return values.isNull(start) ? block.peerEnd()[start] : start;
    }

    private static int endOfValues(WindowBlock block, FlatVector values, int row) {
        int last = block.partitionEnd()[row] - 1;
        return values.isNull(last) ? block.peerStart()[last] : last + 1;
    }

    /// The first row at or, for a frame's end, past the target.
    private static int search(RangeTarget targets, boolean descending, boolean start, int from, int to) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int order = descending ? -targets.compare(middle) : targets.compare(middle);
            if (order < 0 || order == 0 && !start) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
