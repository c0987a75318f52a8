// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.DictionaryVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LazyVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.core.vector.Vector;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.scan.DistinctStrings;
import java.util.List;
import org.apache.arrow.vector.types.pojo.Field;
import org.jspecify.annotations.Nullable;

/// One column of a run of rows of a batch. Nothing of it is read before it is asked for.
final class ArrowColumn extends LazyVector implements AutoCloseable {
    private final ArrowFile file;
    private final ReadableFile input;
    private final int batchIndex;
    private final int index;
    private final Field field;
    private final long from;
    private final long to;
    private final MemoryContext memory;
    private final ArrowColumnType valueType;
    private final FlatVector flat;
    private @Nullable ArrowBuffers buffers;
    private @Nullable ArrowDecoder decoder;
    private @Nullable Codes codes;
    private long chunkFrom;

    /// Dictionary codes and what they number.
    private record Codes(FlatVector numbers, FlatVector base, ArrowBuffers buffers, DictionaryVector vector,
            boolean unique) {}

    /// @param index the place of the column in the file
    /// @param from the first row of the batch that will be asked for
    ArrowColumn(
            ArrowFile file,
            ReadableFile input,
            int batchIndex,
            int index,
            DataType type,
            long from,
            long to,
            int chunkRows,
            MemoryContext memory) {
        super(type);
        this.file = file;
        this.input = input;
        this.batchIndex = batchIndex;
        this.index = index;
        this.field = file.columns().get(index);
        this.from = from;
        this.to = to;
        this.memory = memory;
        this.valueType = ArrowColumnType.of(field);
        this.flat = FlatVector.allocate(valueType.type(), valueType.unsupported() == null ? chunkRows : 0);
    }

    /// Where the next chunk begins in the batch.
    void moveTo(long row) {
        chunkFrom = row;
    }

    @Override
    public Vector load(int rowCount, @Nullable Selection selection) {
        FilePlace place = new FilePlace(
                input.path(), "record batch " + batchIndex + ", column \"" + field.getName() + "\"");
        if (valueType.unsupported() != null) {
            throw place.unsupported(valueType.unsupported());
        }
        try {
            return decode(rowCount);
        } catch (MalformedDataException | IndexOutOfBoundsException broken) {
            throw place.corrupt(broken);
        }
    }

    private Vector decode(int rowCount) {
        ArrowDecoder open = decoder;
        if (open == null) {
            open = open();
            decoder = open;
        }
        Codes coded = codes;
        if (coded == null) {
            open.decode(flat, chunkFrom, rowCount);
            return flat;
        }
        open.decode(coded.numbers(), chunkFrom, rowCount);
        return codedVector(coded, rowCount);
    }

    private ArrowDecoder open() {
        ArrowBatch batch = ArrowBatch.read(input, file.batches().get(batchIndex), file.columns(), false);
        ArrowBuffers loaded = new ArrowBuffers(input, batch.compression(), memory);
        buffers = loaded;
        ArrowColumnType stored = valueType;
        if (field.getDictionary() != null) {
            stored = ArrowColumnType.codes(field.getDictionary());
            codes = openDictionary(stored);
        }
        return new ArrowDecoder(stored, batch.columns().get(index), loaded, from, to);
    }

    private Codes openDictionary(ArrowColumnType codeType) {
        ArrowFile.BatchPlace place = file.dictionary(field.getDictionary().getId(), batchIndex).place();
        ArrowBatch batch = ArrowBatch.read(input, place, List.of(field), true);
        ArrowBuffers loaded = new ArrowBuffers(input, batch.compression(), memory);
        int size = (int) place.rowCount();
        try {
            ArrowDecoder values = new ArrowDecoder(valueType, batch.columns().getFirst(), loaded, 0, size);
            // A dictionary without entries still needs one for the codes of nulls.
            FlatVector base = FlatVector.allocate(valueType.type(), Math.max(1, size));
            values.decode(base, 0, size);
            boolean unique = base instanceof StringVector strings && !base.hasNulls()
                    && DistinctStrings.allDistinct(strings, size);
            return new Codes(
                    FlatVector.allocate(codeType.type(), flat.capacity()), base, loaded,
                    new DictionaryVector(valueType.type()), unique);
        } catch (RuntimeException broken) {
            loaded.close();
            throw broken;
        }
    }

    private Vector codedVector(Codes coded, int rowCount) {
        int size = (int) file.dictionary(field.getDictionary().getId(), batchIndex).place().rowCount();
        int[] numbers = new int[rowCount];
        FlatVector stored = coded.numbers();
        for (int row = 0; row < rowCount; row++) {
            long code = switch (stored) {
                case IntVector ints -> ints.values()[row];
                case LongVector longs -> longs.values()[row];
                default -> throw new MalformedDataException("dictionary codes of 64 bits without sign");
            };
            if (stored.isNull(row)) {
                code = 0;
            } else if (code < 0 || code >= size) {
                throw new MalformedDataException("code " + code + " lies outside of a dictionary of " + size);
            }
            numbers[row] = (int) code;
        }
        coded.vector().reset(coded.base(), numbers, stored.validity(), coded.unique());
        return coded.vector();
    }

    @Override
    public void close() {
        if (buffers != null) {
            buffers.close();
            buffers = null;
        }
        if (codes != null) {
            codes.buffers().close();
            codes = null;
        }
        decoder = null;
    }
}
