// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The ordered columns of a table, a plan node or a batch. Names may repeat: columns are known by their place.
public record Schema(List<Field> fields) {
    public static final Schema EMPTY = new Schema(List.of());

    public Schema {
        fields = List.copyOf(fields);
    }

    public static Schema of(Field... fields) {
        return new Schema(Arrays.asList(fields));
    }

    public int size() {
        return fields.size();
    }

    public Field field(int index) {
        return fields.get(index);
    }

    public DataType type(int index) {
        return fields.get(index).type();
    }

    public String name(int index) {
        return fields.get(index).name();
    }

    /// The place of the first column of that name, case ignored, or -1.
    public int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The columns at those places, in that order.
    public Schema select(List<Integer> columns) {
        List<Field> selected = new ArrayList<>(columns.size());
        for (int column : columns) {
            selected.add(fields.get(column));
        }
        return new Schema(selected);
    }

    /// These columns followed by the other's.
    public Schema concat(Schema other) {
        List<Field> all = new ArrayList<>(fields);
        all.addAll(other.fields);
        return new Schema(all);
    }

    /// The same columns, all of which may be null: what the optional side of an outer join gives.
    public Schema asNullable() {
        List<Field> all = new ArrayList<>(fields.size());
        for (Field field : fields) {
            all.add(new Field(field.name(), field.type(), true));
        }
        return new Schema(all);
    }
}
