// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.storage.file.MalformedDataException;
import java.lang.foreign.MemorySegment;

/// DELTA_BINARY_PACKED values of INT32 and INT64 columns.
final class DeltaValueDecoder implements ValueDecoder {
    private final ParquetType type;
    private final DeltaDecoder deltas = new DeltaDecoder();
    private long[] wide = {};

    DeltaValueDecoder(ParquetType type) {
        if (type != ParquetType.INT32 && type != ParquetType.INT64) {
            throw new MalformedDataException("DELTA_BINARY_PACKED does not encode " + type);
        }
        this.type = type;
    }

    @Override
    public void start(MemorySegment page, long position, long end, int valueCount) {
        deltas.start(page, position, end);
    }

    @Override
    public void read(ValueTile out, int offset, int count) {
        if (type == ParquetType.INT64) {
            deltas.read(out.longs, offset, count);
            return;
        }
        if (wide.length < count) {
            wide = new long[count];
        }
        deltas.read(wide, 0, count);
        for (int i = 0; i < count; i++) {
            out.ints[offset + i] = (int) wide[i];
        }
    }

    @Override
    public void skip(int count) {
        deltas.skip(count);
    }
}
