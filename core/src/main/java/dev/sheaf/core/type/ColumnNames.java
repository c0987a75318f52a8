// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.type;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Names that a file, or Arrow data, gives its columns, made such that SQL can tell the columns apart: a column without
/// a name is called by its place, `column0`, and one whose name was there before, case ignored, gets a number, `a_1`.
public final class ColumnNames {
    private ColumnNames() {}

    /// As many names, in the same order, none empty and none there twice.
    public static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>(names.size());
        Set<String> taken = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).isEmpty() ? "column" + i : names.get(i);
            String unique = name;
            for (int n = 1; !taken.add(unique.toLowerCase(Locale.ROOT)); n++) {
                unique = name + "_" + n;
            }
            distinct.add(unique);
        }
        return distinct;
    }

    /// The same columns under distinct names.
    public static Schema distinct(Schema schema) {
        List<String> names = distinct(schema.fields().stream().map(Field::name).toList());
        List<Field> fields = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            Field field = schema.field(i);
            fields.add(new Field(names.get(i), field.type(), field.nullable()));
        }
        return new Schema(fields);
    }
}
