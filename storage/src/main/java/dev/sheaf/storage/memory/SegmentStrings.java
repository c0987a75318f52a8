// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The strings of one column of a segment being built. As long as there are few different ones, rows get codes of a
/// dictionary; once there are many, further strings are appended to heaps and rows get views.
final class SegmentStrings {
    private static final int DICTIONARY_ENTRIES_MAX = 1 << 12;
    private static final int HEAP_BYTES_MIN = 4 << 10;
    private static final int HEAP_BYTES_MAX = 256 << 10;

    private final SegmentMemory memory;
    private final StringVector dictionary;
    private int[] slots = new int[256];
    private long[] lows = new long[64];
    private long[] highs = new long[64];
    private int dictionarySize;
    private int heap = -1;
    private MemorySegment heapSegment = MemorySegment.NULL;
    private int heapUsed;
    private int heapBytes = HEAP_BYTES_MIN;

    SegmentStrings(DataType type, SegmentMemory memory) {
        this.memory = memory;
        this.dictionary = new StringVector(type, 64);
        Arrays.fill(slots, -1);
    }

    /// The entries so far; views of all rows point to its heaps.
    StringVector dictionary() {
        return dictionary;
    }

    int dictionarySize() {
        return dictionarySize;
    }

    /// By entry, [StringBounds#low].
    long[] lows() {
        return lows;
    }

    /// By entry, [StringBounds#high].
    long[] highs() {
        return highs;
    }

    /// The code of a string, which is added if it is new; −1 when the dictionary is full.
    int code(long first, long second, MemorySegment[] heaps) {
        int mask = slots.length - 1;
        int slot = (int) hash(first, second, heaps) & mask;
        long[] views = dictionary.views();
        while (slots[slot] >= 0) {
            int entry = slots[slot];
            if (StringViews.equal(first, second, heaps, views[2 * entry], views[2 * entry + 1], dictionary.heaps())) {
                return entry;
            }
            slot = slot + 1 & mask;
        }
        if (dictionarySize == DICTIONARY_ENTRIES_MAX) {
            return -1;
        }
        int entry = dictionarySize++;
        dictionary.ensureCapacity(entry < dictionary.capacity() ? entry + 1 : 2 * entry);
        dictionary.setView(entry, first, append(first, second, heaps));
        if (entry == lows.length) {
            lows = Arrays.copyOf(lows, 2 * entry);
            highs = Arrays.copyOf(highs, 2 * entry);
        }
        lows[entry] = StringBounds.low(first, second, heaps);
        highs[entry] = StringBounds.high(first, lows[entry]);
        slots[slot] = entry;
        if (2 * dictionarySize > slots.length) {
            rehash();
        }
        return entry;
    }

    /// Copies a long string to this column's heaps and returns its view's second word; a short one's as it is.
    long append(long first, long second, MemorySegment[] heaps) {
        int length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            return second;
        }
        if (length > heapSegment.byteSize() - heapUsed) {
            heapSegment = memory.newPage(Math.max(length, heapBytes));
            heapBytes = Math.min(HEAP_BYTES_MAX, 4 * heapBytes);
            heap = dictionary.addHeap(heapSegment);
            heapUsed = 0;
        }
        int offset = heapUsed;
        StringViews.copyTo(first, second, heaps, heapSegment, offset);
        heapUsed += length;
        return StringViews.reference(heap, offset);
    }

    private void rehash() {
        slots = new int[2 * slots.length];
        Arrays.fill(slots, -1);
        int mask = slots.length - 1;
        long[] views = dictionary.views();
        for (int entry = 0; entry < dictionarySize; entry++) {
            int slot = (int) hash(views[2 * entry], views[2 * entry + 1], dictionary.heaps()) & mask;
            while (slots[slot] >= 0) {
                slot = slot + 1 & mask;
            }
            slots[slot] = entry;
        }
    }

    private static long hash(long first, long second, MemorySegment[] heaps) {
        long hash = mix(first);
        int length = StringViews.length(first);
        if (StringViews.isInline(length)) {
            return mix(hash ^ second);
        }
        MemorySegment heap = heaps[StringViews.heap(second)];
        int offset = StringViews.offset(second);
        for (int i = 4; i + 8 < length; i += 8) {
            hash = mix(hash ^ heap.get(StringViews.LONG, offset + (long) i));
        }
        return mix(hash ^ heap.get(StringViews.LONG, offset + (long) length - 8));
    }

    private static long mix(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 32;
    }

    /// The dictionary as the base of vectors, once all rows are there; null when no block has codes.
    @Nullable StringVector finish(boolean used) {
        slots = new int[0];
        lows = new long[0];
        highs = new long[0];
        if (!used) {
            return null;
        }
        memory.reserveHeap(dictionary.heapBytes());
        return dictionary;
    }
}
