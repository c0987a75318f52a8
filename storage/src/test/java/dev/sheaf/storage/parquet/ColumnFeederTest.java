// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.vector.LongVector;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnWriteStore;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.junit.jupiter.api.Test;

class ColumnFeederTest {
    private final List<String> calls = new ArrayList<>();

    /// A writer that is cancelled holds megabytes of values; encoding and compressing them takes longer than anybody
    /// waits.
    @Test
    void givesUpWhatItHoldsWithoutEncodingIt() {
        ColumnFeeder feeder = new ColumnFeeder(
                new Field("a", DataType.BIGINT, false), new Store(), new Writer(), PrimitiveTypeName.INT64);
        LongVector values = new LongVector(DataType.BIGINT, 2);
        values.values()[0] = 7;
        values.values()[1] = 8;
        feeder.write(values, null, 0, 2);
        feeder.close();
        assertEquals(List.of("7", "row", "8", "row", "close"), calls);
    }

    private final class Writer implements ColumnWriter {
        @Override
        public void write(int value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void write(long value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void write(boolean value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void write(Binary value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void write(float value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void write(double value, int repetition, int definition) {
            calls.add(String.valueOf(value));
        }

        @Override
        public void writeNull(int repetition, int definition) {
            calls.add("null");
        }

        @Override
        public void close() {
            calls.add("close");
        }

        @Override
        public long getBufferedSizeInMemory() {
            return 0;
        }
    }

    private final class Store implements ColumnWriteStore {
        @Override
        public ColumnWriter getColumnWriter(ColumnDescriptor path) {
            return new Writer();
        }

        @Override
        public void flush() {
            calls.add("flush");
        }

        @Override
        public void endRecord() {
            calls.add("row");
        }

        @Override
        public long getAllocatedSize() {
            return 0;
        }

        @Override
        public long getBufferedSize() {
            return 0;
        }

        @Override
        public String memUsageString() {
            return "";
        }

        @Override
        public void close() {
            flush();
        }
    }
}
