// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.scan.ValueBounds;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects the strings of one column's block, as codes as long as the segment's dictionary has room, else as views.
/// Codes that rows come with are translated by a table, so that each entry of their dictionary is hashed and compared
/// once and not once a row.
final class StringStage {
    private static final int UNKNOWN = -1;

    private final StringVector rows;
    private final SegmentStrings strings;
    private int[] codes = {};
    private boolean blockCoded = true;
    private boolean codesUsed;
    private @Nullable FlatVector translatedBase;
    private int[] translated = {};
    private final StringBounds bounds = new StringBounds();

    /// @param rows takes the views of a block; has room for the rows that are appended
    StringStage(StringVector rows, SegmentMemory memory) {
        this.rows = rows;
        this.strings = new SegmentStrings(rows.type(), memory);
    }

    /// Appends strings; rows that are null may have any bytes.
    ///
    /// @param chosen row numbers, or null for the numbers themselves
    void append(StringVector in, int @Nullable [] chosen, int from, int count, int at) {
        long[] views = in.views();
        MemorySegment[] heaps = in.heaps();
        int i = 0;
        ensureCodes();
        for (; i < count && blockCoded; i++) {
            int row = chosen == null ? from + i : chosen[from + i];
            boolean isNull = in.isNull(row);
            int code = strings.code(isNull ? 0 : views[2 * row], isNull ? 0 : views[2 * row + 1], heaps);
            if (code < 0) {
                codesToViews(at + i);
                break;
            }
            codes[at + i] = code;
        }
        for (; i < count; i++) {
            int row = chosen == null ? from + i : chosen[from + i];
            boolean isNull = in.isNull(row);
            long first = isNull ? 0 : views[2 * row];
            rows.setView(at + i, first, strings.append(first, isNull ? 0 : views[2 * row + 1], heaps));
        }
    }

    /// Appends rows that have codes of a dictionary without nulls.
    void append(DictionaryVector in, int @Nullable [] chosen, int from, int count, int at) {
        StringVector base = (StringVector) in.base();
        int[] given = in.codes();
        int i = 0;
        ensureCodes();
        if (blockCoded) {
            if (base != translatedBase) {
                translatedBase = base;
                translated = translated.length < base.capacity() ? new int[base.capacity()] : translated;
                Arrays.fill(translated, UNKNOWN);
            }
            for (; i < count; i++) {
                int entry = given[chosen == null ? from + i : chosen[from + i]];
                int code = translated[entry];
                if (code == UNKNOWN) {
                    code = strings.code(base.views()[2 * entry], base.views()[2 * entry + 1], base.heaps());
                    if (code < 0) {
                        codesToViews(at + i);
                        break;
                    }
                    translated[entry] = code;
                }
                codes[at + i] = code;
            }
        }
        for (; i < count; i++) {
            int entry = given[chosen == null ? from + i : chosen[from + i]];
            long first = base.views()[2 * entry];
            rows.setView(at + i, first, strings.append(first, base.views()[2 * entry + 1], base.heaps()));
        }
    }

    private void ensureCodes() {
        if (codes.length < rows.capacity()) {
            codes = Arrays.copyOf(codes, rows.capacity());
        }
    }

    /// The dictionary is full in the middle of a block: its rows so far get views.
    private void codesToViews(int count) {
        long[] entries = strings.dictionary().views();
        for (int row = 0; row < count; row++) {
            rows.setView(row, entries[2 * codes[row]], entries[2 * codes[row] + 1]);
        }
        blockCoded = false;
        translated = new int[0];
        translatedBase = null;
    }

    /// @param valid a bit a row; undefined when there are no nulls
    ColumnBlock finishBlock(BlockEncoder encoder, long[] valid, int count, int nullCount) {
        codesUsed |= blockCoded;
        bounds.reset();
        if (blockCoded) {
            long[] lows = strings.lows();
            long[] highs = strings.highs();
            for (int i = 0; i < count; i++) {
                if (nullCount == 0 || Bits.get(valid, i)) {
                    bounds.add(lows[codes[i]], highs[codes[i]]);
                }
            }
        } else {
            long[] views = rows.views();
            MemorySegment[] heaps = strings.dictionary().heaps();
            for (int i = 0; i < count; i++) {
                if (nullCount == 0 || Bits.get(valid, i)) {
                    long low = StringBounds.low(views[2 * i], views[2 * i + 1], heaps);
                    bounds.add(low, StringBounds.high(views[2 * i], low));
                }
            }
        }
        ValueBounds found = bounds.bounds(nullCount > 0, nullCount == count);
        return blockCoded ? encoder.codes(codes, strings.dictionarySize(), found) : encoder.views(rows, found);
    }

    SegmentColumn finish(DataType type, List<ColumnBlock> blocks) {
        StringVector all = strings.dictionary();
        return new SegmentColumn(type, blocks, strings.finish(codesUsed), all.heaps(), all.heapCount());
    }
}
