// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.pipeline.OperatorFactory;
import dev.sheaf.exec.row.HeapCharge;
import org.jspecify.annotations.Nullable;

/// Puts small chunks together, so that what comes after a selective filter or join doesn't pay its costs per chunk for
/// a handful of rows. Chunks of at least an eighth of the full size pass as they are; the rows of smaller ones are
/// copied into a chunk of its own until that is full enough. Keeps the order of rows.
public final class CoalesceOperator implements Operator {
    private static final int SMALL_SHARE = 8;

    private final Schema schema;
    private final MemoryContext memory;
    private final int chunkRows;
    private final HeapCharge charge;
    private final Chunk collected;
    private final FlatVector[] vectors;
    private final ChunkStrings[] strings;
    private boolean allocated;
    private int count;
    private @Nullable Chunk input;
    private boolean full;

    private CoalesceOperator(Schema schema, DriverContext context) {
        this.schema = schema;
        this.memory = context.memory();
        this.chunkRows = context.chunkRows();
        this.charge = new HeapCharge(memory);
        this.collected = new Chunk(schema);
        this.vectors = new FlatVector[schema.size()];
        this.strings = new ChunkStrings[schema.size()];
    }

    public static OperatorFactory factory(Schema schema) {
        return context -> new CoalesceOperator(schema, context);
    }

    @Override
    public void addInput(Chunk chunk) {
        int rows = chunk.activeCount();
        if ((long) rows * SMALL_SHARE >= chunkRows) {
            input = chunk;
            full = count > 0;
        } else if (count + rows > chunkRows) {
            input = chunk;
            full = true;
        } else {
            collect(chunk);
            full = (long) count * 2 >= chunkRows;
        }
    }

    private void collect(Chunk chunk) {
        if (!allocated) {
            allocate();
        }
        int rows = chunk.activeCount();
        int @Nullable [] chosen = chunk.selection() == null ? null : chunk.selection().rows();
        for (int i = 0; i < vectors.length; i++) {
            if (count == 0) {
                start(i);
            }
            VectorAppend.append(chunk.flat(i), chosen, rows, vectors[i], count, strings[i]);
        }
        count += rows;
    }

    private void allocate() {
        long bytes = 0;
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(schema.type(i), chunkRows);
            strings[i] = new ChunkStrings(memory);
            bytes += vectors[i].heapBytes();
        }
        charge.resize(bytes);
        allocated = true;
    }

    private void start(int column) {
        vectors[column].clearNulls();
        if (vectors[column] instanceof StringVector text) {
            strings[column].reset(text);
        } else if (vectors[column] instanceof DecimalVector decimals) {
            decimals.startNarrow();
        }
    }

    @Override
    public @Nullable Chunk next() {
        if (full) {
            full = false;
            return take();
        }
        Chunk waiting = input;
        input = null;
        if (waiting == null || (long) waiting.activeCount() * SMALL_SHARE >= chunkRows) {
            return waiting;
        }
        // A small chunk that the full one had no room for.
        collect(waiting);
        return null;
    }

    private Chunk take() {
        collected.start(count);
        for (int i = 0; i < vectors.length; i++) {
            collected.set(i, vectors[i]);
        }
        count = 0;
        return collected;
    }

    @Override
    public boolean endInput() {
        full = count > 0;
        return full;
    }

    @Override
    public void close() {
        for (ChunkStrings heap : strings) {
            if (heap != null) {
                heap.close();
            }
        }
        charge.close();
        count = 0;
        input = null;
        full = false;
    }
}
