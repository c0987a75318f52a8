// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.StringViews;
import java.lang.foreign.MemorySegment;

/// STRING_AGG: joins texts, each but the first preceded by its row's separator. Null texts leave nothing behind; a null
/// separator is empty.
final class StringAggregateAccumulator extends CollectingAccumulator {
    private static final int BYTES_MAX = 1 << 28;

    private final boolean separated;
    private final StringResults strings;
    private byte[] joined = {};

    /// @param schema the text, and the separator if there is one
    StringAggregateAccumulator(Schema schema, MemoryContext memory) {
        super(schema, memory);
        this.separated = schema.size() > 1;
        this.strings = new StringResults(memory);
    }

    @Override
    GroupedRows kept(Chunk chunk, int[] arguments, GroupedRows rows) {
        return rows.where(chunk.flat(arguments[0]).validity());
    }

    @Override
    void start(int resultCount, FlatVector target) {
        strings.startFor((StringVector) target);
    }

    @Override
    void finish(Chunk rows, int from, int to, FlatVector target, int targetRow) {
        StringVector result = (StringVector) target;
        if (from == to) {
            result.setView(targetRow, 0, 0);
            result.setNull(targetRow);
            return;
        }
        StringVector texts = (StringVector) rows.flat(0);
        StringVector separators = separated ? (StringVector) rows.flat(1) : null;
        long length = 0;
        for (int row = from; row < to; row++) {
            length += texts.length(row);
            if (row > from && separators != null && !separators.isNull(row)) {
                length += separators.length(row);
            }
        }
        if (length > BYTES_MAX) {
            throw new SheafException(
                    ErrorCode.STRING_TOO_LONG,
                    "string_agg makes a text of " + length + " bytes; " + BYTES_MAX + " are allowed");
        }
        if (joined.length < length) {
            joined = new byte[(int) length];
        }
        MemorySegment buffer = MemorySegment.ofArray(joined);
        int at = 0;
        for (int row = from; row < to; row++) {
            if (row > from && separators != null && !separators.isNull(row)) {
                at = copy(separators, row, buffer, at);
            }
            at = copy(texts, row, buffer, at);
        }
        strings.current().put(targetRow, buffer.asSlice(0, at));
    }

    private static int copy(StringVector source, int row, MemorySegment buffer, int at) {
        StringViews.copyTo(source.views()[2 * row], source.views()[2 * row + 1], source.heaps(), buffer, at);
        return at + source.length(row);
    }

    @Override
    public void close() {
        super.close();
        strings.close();
        joined = new byte[0];
    }
}
