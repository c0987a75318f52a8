// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.batch.BatchReader;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.StringVector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Holds a table's next version to its keys: a query over it looks for values that repeat.
final class UniqueKeys {
    private UniqueKeys() {}

    /// @param run answers a query over names in which the table is the version that is looked at
    /// @throws SheafException UNIQUE_VIOLATION, naming the key and the values
    static void check(String schema, TableDefinition table, Function<String, RowStream> run) {
        for (List<Integer> key : table.constraints().unique()) {
            List<String> names = key.stream().map(table.schema()::name).toList();
            try (RowStream rows = run.apply(query(schema, table.name(), names))) {
                Batch batch = rows.next();
                if (batch != null) {
                    throw repeated(table, names, rows, batch);
                }
            }
        }
    }

    /// The first values that repeat, as texts. Nulls don't repeat.
    private static String query(String schema, String table, List<String> names) {
        List<String> texts = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        List<String> present = new ArrayList<>();
        for (String name : names) {
            columns.add(quoted(name));
            texts.add("CAST(" + quoted(name) + " AS VARCHAR)");
            present.add(quoted(name) + " IS NOT NULL");
        }
        return "SELECT " + String.join(", ", texts) + " FROM " + quoted(schema) + "." + quoted(table) + " WHERE "
                + String.join(" AND ", present) + " GROUP BY " + String.join(", ", columns)
                + " HAVING count(*) > 1 LIMIT 1";
    }

    private static SheafException repeated(TableDefinition table, List<String> names, RowStream rows, Batch batch) {
        List<String> values = new ArrayList<>();
        try {
            Chunk chunk = new BatchReader(rows.schema(), Chunk.DEFAULT_ROWS).read(batch, 0, 1);
            for (int i = 0; i < names.size(); i++) {
                values.add(new String(((StringVector) chunk.flat(i)).bytes(0), StandardCharsets.UTF_8));
            }
        } finally {
            batch.release();
        }
        return new SheafException(
                ErrorCode.UNIQUE_VIOLATION,
                "table \"" + table.name() + "\" has a row with (" + String.join(", ", names) + ") = ("
                        + String.join(", ", values) + ") already");
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
