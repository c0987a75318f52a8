// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.ProcessMemory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The rows with which a session answers by itself.
final class AnswerRows {
    static final Schema PLAN = Schema.of(required("plan"));
    static final Schema OPTION = Schema.of(required("name"), required("value"));
    static final Schema OPTIONS = Schema.of(required("name"), required("value"), required("description"));
    static final Schema MEMORY = Schema.of(
            required("part"),
            required("size"),
            new Field("limited", DataType.BOOLEAN, false),
            new Field("bytes", DataType.BIGINT, false),
            required("description"));
    static final Schema TABLES = Schema.of(required("schema"), required("name"), required("type"));
    static final Schema SCHEMAS = Schema.of(required("schema"));
    static final Schema COLUMNS = Schema.of(required("name"), required("type"), required("nullable"));

    private final MemoryContext memory;

    AnswerRows(MemoryContext memory) {
        this.memory = memory;
    }

    /// A plan, one row a line.
    FixedRows plan(String text) {
        return FixedRows.of(PLAN, text.lines().map(line -> List.of(line)).toList(), memory);
    }

    FixedRows option(String name, SessionSettings settings) {
        SessionOption option = SessionOption.of(name);
        return FixedRows.of(
                OPTION,
                List.of(List.of(option.optionName(), settings.get(option))),
                memory);
    }

    FixedRows options(SessionSettings settings) {
        List<List<Object>> rows = Arrays.stream(SessionOption.values())
                .map(option -> List.<Object>of(option.optionName(), settings.get(option), option.description()))
                .toList();
        return FixedRows.of(OPTIONS, rows, memory);
    }

    FixedRows memory(ProcessMemory memoryOfProcess) {
        List<List<Object>> rows = new ArrayList<>();
        for (ProcessMemory.Part part : memoryOfProcess.partsAndTotal()) {
            rows.add(List.of(part.name(), part.size(), part.limited(), part.bytes(), part.description()));
        }
        return FixedRows.of(MEMORY, rows, memory);
    }

    FixedRows tables(String schema, CatalogSnapshot catalog) {
        if (!catalog.schemaExists(schema)) {
            throw new SheafException(ErrorCode.UNDEFINED_SCHEMA, "schema \"" + schema + "\" does not exist");
        }
        List<List<Object>> rows = new ArrayList<>();
        for (String name : catalog.relations(schema)) {
            boolean view = catalog.relation(schema, name).orElse(null) instanceof Relation.View;
            rows.add(List.of(schema, name, view ? "view" : "table"));
        }
        return FixedRows.of(TABLES, rows, memory);
    }

    FixedRows schemas(CatalogSnapshot catalog) {
        return FixedRows.of(
                SCHEMAS,
                catalog.schemas().stream().map(name -> List.of(name)).toList(),
                memory);
    }

    FixedRows columns(Schema columns) {
        List<List<Object>> rows = new ArrayList<>();
        for (Field field : columns.fields()) {
            rows.add(List.of(field.name(), field.type().sqlName(), field.nullable() ? "YES" : "NO"));
        }
        return FixedRows.of(COLUMNS, rows, memory);
    }

    private static Field required(String name) {
        return new Field(name, DataType.VARCHAR, false);
    }
}
