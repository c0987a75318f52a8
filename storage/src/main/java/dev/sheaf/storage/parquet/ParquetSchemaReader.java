// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.storage.file.MalformedDataException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.SchemaElement;

/// Turns the depth-first list of schema elements of a footer into top-level columns. Groups and repeated fields get
/// their SQL type, so that a schema can be shown, and a note that they can't be read.
final class ParquetSchemaReader {
    private static final int DEPTH_MAX = 64;

    private final List<SchemaElement> elements;
    private int next;
    private int leaf;

    private ParquetSchemaReader(List<SchemaElement> elements) {
        this.elements = elements;
    }

    static List<ParquetColumn> columns(List<SchemaElement> elements) {
        ParquetSchemaReader reader = new ParquetSchemaReader(elements);
        SchemaElement root = reader.take();
        int children = Math.max(0, root.num_children);
        List<ParquetColumn> columns = new ArrayList<>();
        for (int i = 0; i < children; i++) {
            columns.add(reader.column());
        }
        if (reader.next != elements.size()) {
            throw new MalformedDataException("schema has elements outside of its root");
        }
        return columns;
    }

    private SchemaElement take() {
        if (next >= elements.size()) {
            throw new MalformedDataException("schema ends inside of a group");
        }
        SchemaElement element = elements.get(next++);
        if (element.name == null) {
            throw new MalformedDataException("schema element without a name");
        }
        return element;
    }

    private ParquetColumn column() {
        SchemaElement element = take();
        int first = leaf;
        boolean repeated = element.repetition_type == FieldRepetitionType.REPEATED;
        boolean nullable = element.repetition_type != FieldRepetitionType.REQUIRED;
        if (!isGroup(element) && !repeated) {
            leaf++;
            return LeafTypes.column(element, first, nullable);
        }
        DataType type = typeOf(element, 1);
        String reason = "nested type " + type.sqlName() + " is not supported";
        return new ParquetColumn(
                first, new Field(element.name, type, true), ParquetType.BYTE_ARRAY, 0, Conversion.NONE, reason);
    }

    private static boolean isGroup(SchemaElement element) {
        return element.type == null;
    }

    private DataType typeOf(SchemaElement element, int depth) {
        if (depth > DEPTH_MAX) {
            throw new MalformedDataException("schema nests deeper than " + DEPTH_MAX);
        }
        DataType type;
        if (isGroup(element)) {
            List<Field> fields = new ArrayList<>();
            for (int i = 0; i < element.num_children; i++) {
                SchemaElement child = take();
                fields.add(new Field(child.name, typeOf(child, depth + 1), true));
            }
            type = groupType(element, fields);
        } else {
            type = LeafTypes.column(element, leaf++, true).field().type();
        }
        return element.repetition_type == FieldRepetitionType.REPEATED ? new DataType.ArrayType(type) : type;
    }

    /// A LIST or MAP group holds one repeated group of one or two fields.
    private static DataType groupType(SchemaElement element, List<Field> fields) {
        boolean list = element.converted_type == ConvertedType.LIST
                || element.logicalType != null && element.logicalType.isSetLIST();
        boolean map = element.converted_type == ConvertedType.MAP
                || element.logicalType != null && element.logicalType.isSetMAP();
        if ((list || map) && fields.size() == 1
                && fields.getFirst().type() instanceof DataType.ArrayType(DataType of)) {
            if (map && of instanceof DataType.RowType(List<Field> entry) && entry.size() == 2) {
                return new DataType.MapType(entry.get(0).type(), entry.get(1).type());
            }
            if (list && of instanceof DataType.RowType(List<Field> wrapper) && wrapper.size() == 1) {
                return new DataType.ArrayType(wrapper.getFirst().type());
            }
            return new DataType.ArrayType(of);
        }
        return new DataType.RowType(fields);
    }
}
