// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.impl.UnionListWriter;
import org.apache.arrow.vector.types.pojo.Schema;
import org.jspecify.annotations.Nullable;

/// Sends the rows of a metadata call, which are few, as one batch.
final class MetadataStream {
    private MetadataStream() {}

    /// @param rows values by the classes `String`, `Integer`, `Boolean`, `byte[]`, `List` of `String`, or null
    static void send(
            Schema schema, List<List<@Nullable Object>> rows, BufferAllocator allocator,
            ServerStreamListener listener) {
        try (VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator)) {
            root.allocateNew();
            for (int column = 0; column < schema.getFields().size(); column++) {
                FieldVector vector = root.getVector(column);
                for (int row = 0; row < rows.size(); row++) {
                    set(vector, row, rows.get(row).get(column));
                }
            }
            root.setRowCount(rows.size());
            listener.start(root);
            listener.putNext();
        }
        listener.completed();
    }

    private static void set(FieldVector vector, int row, @Nullable Object value) {
        if (value == null) {
            vector.setNull(row);
            return;
        }
        switch (vector) {
            case VarCharVector text -> text.setSafe(row, value.toString().getBytes(StandardCharsets.UTF_8));
            case VarBinaryVector bytes -> bytes.setSafe(row, (byte[]) value);
            case IntVector ints -> ints.setSafe(row, (Integer) value);
            case BitVector bits -> bits.setSafe(row, (Boolean) value ? 1 : 0);
            case ListVector list -> setList(list, row, (List<?>) value);
            default -> throw new IllegalArgumentException("metadata of type " + vector.getField().getType());
        }
    }

    private static void setList(ListVector list, int row, List<?> values) {
        UnionListWriter writer = list.getWriter();
        writer.setPosition(row);
        writer.startList();
        values.forEach(value -> writer.writeVarChar(value.toString()));
        writer.endList();
    }
}
