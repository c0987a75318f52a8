// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.vector;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A few thousand rows on their way through a pipeline: vectors and at most one selection. The operator that fills a
/// chunk owns it and its vectors and reuses them; who is handed it may read it until he returns or calls the owner
/// again, and copies what he keeps. Not safe for use by several threads.
public final class Chunk {
    /// The default most rows of a chunk: an eight-byte column of them fills half of a 32 KiB first-level cache.
    public static final int DEFAULT_ROWS = 2048;

    /// Of a lazy column so few rows are decoded one by one.
    private static final int GATHER_ONE_IN = 4;

    private final Schema schema;
    private final Vector[] columns;
    private final @Nullable Slice[] slices;
    private final @Nullable SharedColumn[] shared;
    private int rowCount;
    private @Nullable Selection selection;

    public Chunk(Schema schema) {
        this.schema = schema;
        this.columns = new Vector[schema.size()];
        this.slices = new Slice[schema.size()];
        this.shared = new SharedColumn[schema.size()];
    }

    public Schema schema() {
        return schema;
    }

    public int columnCount() {
        return columns.length;
    }

    /// How many rows the vectors have, selected or not.
    public int rowCount() {
        return rowCount;
    }

    /// How many rows are in play.
    public int activeCount() {
        return selection == null ? rowCount : selection.count();
    }

    /// The rows in play, or null for all.
    public @Nullable Selection selection() {
        return selection;
    }

    /// Begins new contents: that many rows, all in play. Columns are then set one by one.
    public Chunk start(int rows) {
        rowCount = rows;
        selection = null;
        return this;
    }

    /// Narrows the rows in play.
    ///
    /// @param selected rows out of those in play so far; null for all
    public void select(@Nullable Selection selected) {
        selection = selected;
    }

    public void set(int index, Vector vector) {
        columns[index] = vector;
    }

    /// A column in any form but lazy; decodes it if that hasn't happened yet.
    public Vector column(int index) {
        Vector column = columns[index];
        if (column instanceof LazyVector lazy) {
            column = lazy.load(rowCount, selection);
            columns[index] = column;
        }
        return column;
    }

    /// A column as it is, lazy perhaps: to be passed on without looking.
    public Vector rawColumn(int index) {
        return columns[index];
    }

    /// A column in flat form.
    public FlatVector flat(int index) {
        return column(index).flatten(rowCount);
    }

    /// Fills this chunk with another's rows and selection, columns chosen and in another order perhaps. The columns
    /// stay lazy.
    ///
    /// @param places per column of this chunk, its place in the source
    public void project(Chunk source, int[] places) {
        start(source.rowCount);
        selection = source.selection;
        for (int i = 0; i < places.length; i++) {
            set(i, sharedColumn(i, source, places[i]));
        }
    }

    /// A column of another chunk of as many rows, for operators that set the others themselves. It is decoded there
    /// when asked for here.
    public Vector sharedColumn(int index, Chunk source, int sourceIndex) {
        SharedColumn column = shared[index];
        if (column == null) {
            column = new SharedColumn(source.schema.type(sourceIndex));
            shared[index] = column;
        }
        return column.reset(source, sourceIndex);
    }

    /// Fills this chunk with chosen rows of another of the same columns: `this[i] = source[rows[i]]`. No value moves
    /// until a column is asked for. A row may be chosen more than once.
    ///
    /// @param rows borrowed as long as this chunk's contents are
    public void slice(Chunk source, int[] rows, int count) {
        start(count);
        for (int i = 0; i < columns.length; i++) {
            set(i, sliceColumn(i, source, i, rows));
        }
    }

    /// One column of a slice, for operators that set the others themselves.
    public Vector sliceColumn(int index, Chunk source, int sourceIndex, int[] rows) {
        Slice slice = slices[index];
        if (slice == null) {
            slice = new Slice(source.schema.type(sourceIndex));
            slices[index] = slice;
        }
        return slice.reset(source, sourceIndex, rows);
    }

    /// A column of another chunk, decoded there when asked for here, so that both see it decoded.
    private static final class SharedColumn extends LazyVector {
        private @Nullable Chunk source;
        private int index;

        SharedColumn(DataType type) {
            super(type);
        }

        SharedColumn reset(Chunk from, int column) {
            source = from;
            index = column;
            return this;
        }

        @Override
        public Vector load(int rowCount, @Nullable Selection selection) {
            if (source == null) {
                throw new IllegalStateException("shared column without contents");
            }
            return source.column(index);
        }

        @Override
        public @Nullable Vector gather(int[] rows, int count, GatherTarget target) {
            return source != null && source.columns[index] instanceof LazyVector lazy
                    ? lazy.gather(rows, count, target)
                    : null;
        }
    }

    /// Chosen rows of a column of another chunk.
    private static final class Slice extends LazyVector {
        private final DictionaryVector dictionary;
        private @Nullable Chunk source;
        private int index;
        private int[] rows = {};
        private int[] composed = {};
        private long[] composedValidity = {};
        private @Nullable GatherTarget gathered;

        Slice(DataType type) {
            super(type);
            dictionary = new DictionaryVector(type);
        }

        Slice reset(Chunk from, int column, int[] chosen) {
            source = from;
            index = column;
            rows = chosen;
            return this;
        }

        @Override
        public Vector load(int rowCount, @Nullable Selection selection) {
            if (source == null) {
                throw new IllegalStateException("slice without contents");
            }
            if (source.columns[index] instanceof LazyVector lazy && rowCount * GATHER_ONE_IN <= source.rowCount) {
                if (gathered == null) {
                    gathered = new GatherTarget(type());
                }
                Vector chosen = lazy.gather(rows, rowCount, gathered);
                if (chosen != null) {
                    return chosen;
                }
            }
            switch (source.column(index)) {
                case ConstantVector constant -> {
                    return constant;
                }
                case FlatVector flat -> dictionary.reset(flat, rows, null, false);
                case DictionaryVector inner -> compose(inner, rowCount);
                case LazyVector _ -> throw new IllegalStateException("a decoded column is lazy");
            }
            return dictionary;
        }

        @Override
        public @Nullable Vector gather(int[] chosen, int count, GatherTarget target) {
            if (source == null || !(source.columns[index] instanceof LazyVector lazy)) {
                return null;
            }
            if (composed.length < count) {
                composed = new int[Math.max(count, DEFAULT_ROWS)];
                composedValidity = new long[Bits.words(composed.length)];
            }
            for (int i = 0; i < count; i++) {
                composed[i] = rows[chosen[i]];
            }
            return lazy.gather(composed, count, target);
        }

        private void compose(DictionaryVector inner, int rowCount) {
            if (composed.length < rowCount) {
                composed = new int[Math.max(rowCount, DEFAULT_ROWS)];
                composedValidity = new long[Bits.words(composed.length)];
            }
            int[] codes = inner.codes();
            for (int i = 0; i < rowCount; i++) {
                composed[i] = codes[rows[i]];
            }
            long[] validity = inner.validity();
            if (validity == null) {
                dictionary.reset(inner.base(), composed, null, inner.unique());
                return;
            }
            Arrays.fill(composedValidity, 0, Bits.words(rowCount), 0L);
            for (int i = 0; i < rowCount; i++) {
                composedValidity[i >> 6] |= (validity[rows[i] >> 6] >>> rows[i] & 1) << i;
            }
            dictionary.reset(inner.base(), composed, composedValidity, inner.unique());
        }
    }
}
