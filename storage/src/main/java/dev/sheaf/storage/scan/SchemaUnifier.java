// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.scan;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePlace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Builds the schema of a table of several files. Columns are matched by name, without case; types that differ become
/// their common type. A column that some file lacks is an error, unless files may be united by name.
public final class SchemaUnifier {
    private final boolean byName;
    private final List<Field> fields = new ArrayList<>();
    private int files;

    /// @param byName whether files may lack columns, which are null there
    public SchemaUnifier(boolean byName) {
        this.byName = byName;
    }

    /// Adds a file's columns.
    ///
    /// @throws dev.sheaf.core.error.SheafException FILE_FORMAT when columns are missing or types have nothing in common
    public void add(String file, Schema schema) {
        if (files++ == 0) {
            fields.addAll(schema.fields());
            return;
        }
        FilePlace place = new FilePlace(file, "");
        boolean[] found = new boolean[fields.size()];
        for (Field field : schema.fields()) {
            int index = new Schema(fields).indexOf(field.name());
            if (index >= 0) {
                found[Math.min(index, found.length - 1)] = true;
                fields.set(index, unify(place, fields.get(index), field));
            } else if (byName) {
                fields.add(new Field(field.name(), field.type(), true));
            } else {
                throw place.malformed("column \"" + field.name()
                        + "\" is not in the files before it; union_by_name => true would add it");
            }
        }
        for (int i = 0; i < found.length; i++) {
            if (found[i]) {
                continue;
            }
            Field missing = fields.get(i);
            if (!byName) {
                throw place.malformed("column \"" + missing.name()
                        + "\" of the files before it is missing; union_by_name => true would allow that");
            }
            fields.set(i, new Field(missing.name(), missing.type(), true));
        }
    }

    private static Field unify(FilePlace place, Field field, Field added) {
        Optional<DataType> type = TypeUnifier.unify(field.type(), added.type());
        if (type.isEmpty()) {
            throw place.malformed("column \"" + added.name() + "\" is " + added.type().sqlName()
                    + " but " + field.type().sqlName() + " in the files before it");
        }
        return new Field(field.name(), type.get(), field.nullable() || added.nullable());
    }

    public Schema schema() {
        return new Schema(fields);
    }
}
