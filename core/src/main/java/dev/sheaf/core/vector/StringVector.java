// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/// Strings and byte strings as views ([StringViews]): words `2 * row` and `2 * row + 1` of [#views()]. Long strings lie
/// in heaps, which are native memory owned by somebody else (a page, a batch, an operator's [StringHeap]) who keeps it
/// until the vector's owner is called again.
public final class StringVector extends FlatVector {
    private static final MemorySegment[] NO_HEAPS = {};

    private long[] views;
    private MemorySegment[] heaps = NO_HEAPS;
    private int heapCount;
    private boolean heapsShared = true;

    public StringVector(DataType type, int capacity) {
        super(type);
        this.views = new long[2 * capacity];
    }

    private StringVector(StringVector before) {
        super(before.type());
        this.views = before.views;
    }

    /// Two words a row.
    public long[] views() {
        return views;
    }

    /// The heaps that the views of long strings number.
    public MemorySegment[] heaps() {
        return heaps;
    }

    public int heapCount() {
        return heapCount;
    }

    /// Forgets all heaps.
    public void clearHeaps() {
        heaps = NO_HEAPS;
        heapCount = 0;
        heapsShared = true;
    }

    /// Uses somebody else's heaps under their own numbers.
    public void shareHeaps(MemorySegment[] shared, int count) {
        heaps = shared;
        heapCount = count;
        heapsShared = true;
    }

    /// Adds a heap and gives its number.
    public int addHeap(MemorySegment heap) {
        if (heapsShared || heapCount == heaps.length) {
            heaps = Arrays.copyOf(heaps, Math.max(4, 2 * heapCount));
            heapsShared = false;
        }
        heaps[heapCount] = heap;
        return heapCount++;
    }

    /// Adds all heaps of another vector and gives by how much their numbers grow here.
    public int addHeaps(StringVector other) {
        if (heapCount == 0) {
            shareHeaps(other.heaps, other.heapCount);
            return 0;
        }
        if (heaps == other.heaps && heapCount == other.heapCount) {
            return 0;
        }
        int base = heapCount;
        for (int i = 0; i < other.heapCount; i++) {
            addHeap(other.heaps[i]);
        }
        return base;
    }

    public int length(int row) {
        return StringViews.length(views[2 * row]);
    }

    /// Sets a value that lies in one of the heaps.
    public void set(int row, int heap, int offset, int length) {
        MemorySegment segment = heaps[heap];
        views[2 * row] = StringViews.first(segment, offset, length);
        views[2 * row + 1] = StringViews.isInline(length)
                ? StringViews.inlineSecond(segment, offset, length)
                : StringViews.reference(heap, offset);
    }

    /// Sets a view whose heap number is already right here.
    public void setView(int row, long first, long second) {
        views[2 * row] = first;
        views[2 * row + 1] = second;
    }

    /// The bytes of a value, in an array of its own.
    public byte[] bytes(int row) {
        return StringViews.toByteArray(views[2 * row], views[2 * row + 1], heaps);
    }

    @Override
    public int capacity() {
        return views.length / 2;
    }

    @Override
    public void ensureCapacity(int capacity) {
        if (2 * capacity > views.length) {
            views = Arrays.copyOf(views, 2 * capacity);
        }
    }

    @Override
    public StringVector successor() {
        return new StringVector(this);
    }

    @Override
    public long heapBytes() {
        return 8L * views.length + validityBytes();
    }

    @Override
    public void gather(FlatVector source, int[] rows, int count) {
        StringVector from = (StringVector) source;
        long[] fromViews = from.views;
        long[] to = views;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            to[2 * i] = fromViews[2 * row];
            to[2 * i + 1] = fromViews[2 * row + 1];
        }
        shareHeaps(from.heaps, from.heapCount);
        gatherValidity(source, rows, count);
    }

    /// Copies one value; its heap is added here when it isn't yet.
    @Override
    public void copyRow(int row, FlatVector source, int sourceRow) {
        StringVector from = (StringVector) source;
        long first = from.views[2 * sourceRow];
        long second = from.views[2 * sourceRow + 1];
        if (!StringViews.isInline(StringViews.length(first)) && !source.isNull(sourceRow)) {
            int heap = heapNumber(from.heaps[StringViews.heap(second)]);
            second = StringViews.reference(heap, StringViews.offset(second));
        }
        views[2 * row] = first;
        views[2 * row + 1] = second;
        copyRowValidity(row, source, sourceRow);
    }

    private int heapNumber(MemorySegment heap) {
        for (int i = heapCount - 1; i >= 0; i--) {
            if (heaps[i] == heap) {
                return i;
            }
        }
        return addHeap(heap);
    }
}
