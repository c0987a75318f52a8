// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.catalog.EngineSnapshot;
import dev.sheaf.jdbc.NamePattern;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.jspecify.annotations.Nullable;

/// What clients ask about names: the rows of Flight SQL's metadata calls, out of one version of the catalog. Sheaf has
/// schemas and no catalogs above them, so catalog names are null and a filter by one finds nothing.
final class CatalogRows {
    private static final String TABLE = "TABLE";
    private static final String VIEW = "VIEW";

    private CatalogRows() {}

    static List<List<@Nullable Object>> tableTypes() {
        return List.of(List.of(TABLE), List.of(VIEW));
    }

    static List<List<@Nullable Object>> schemas(CommandGetDbSchemas request, CatalogSnapshot names) {
        if (otherCatalog(request.hasCatalog(), request.getCatalog())) {
            return List.of();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        NamePattern schemas =
                new NamePattern(request.hasDbSchemaFilterPattern() ? request.getDbSchemaFilterPattern() : null);
        for (String schema : schemas.schemas(names)) {
            rows.add(Arrays.asList(null, schema));
        }
        return rows;
    }

    static List<List<@Nullable Object>> tables(CommandGetTables request, CatalogSnapshot names) {
        if (otherCatalog(request.hasCatalog(), request.getCatalog())) {
            return List.of();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        NamePattern tables =
                new NamePattern(request.hasTableNameFilterPattern() ? request.getTableNameFilterPattern() : null);
        NamePattern schemas =
                new NamePattern(request.hasDbSchemaFilterPattern() ? request.getDbSchemaFilterPattern() : null);
        for (String schema : schemas.schemas(names)) {
            for (String table : names.relations(schema)) {
                if (tables.matches(table)) {
                    names.relation(schema, table)
                            .ifPresent(relation -> addTable(rows, request, schema, table, relation));
                }
            }
        }
        return rows;
    }

    private static void addTable(
            List<List<@Nullable Object>> rows,
            CommandGetTables request,
            String schema,
            String table,
            Relation relation) {
        String type = relation instanceof Relation.View ? VIEW : TABLE;
        if (!request.getTableTypesList().isEmpty() && !request.getTableTypesList().contains(type)) {
            return;
        }
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(null, schema, table, type));
        if (request.getIncludeSchema()) {
            row.add(FlightSchemas.encode(FlightSchemas.columns(columns(relation), schema, table)));
        }
        rows.add(row);
    }

    static List<List<@Nullable Object>> primaryKeys(CommandGetPrimaryKeys request, CatalogSnapshot names) {
        if (otherCatalog(request.hasCatalog(), request.getCatalog()) || !(names instanceof EngineSnapshot tables)) {
            return List.of();
        }
        List<List<@Nullable Object>> rows = new ArrayList<>();
        List<String> schemas = request.hasDbSchema() ? List.of(request.getDbSchema()) : names.schemas();
        for (String schema : schemas) {
            tables.table(schema, request.getTable()).ifPresent(table -> {
                for (TableConstraints.Key key : table.constraints().keys()) {
                    for (int i = 0; key.primary() && i < key.columns().size(); i++) {
                        String column = table.schema().field(key.columns().get(i)).name();
                        rows.add(Arrays.asList(null, schema, table.name(), column, i + 1, null));
                    }
                }
            });
        }
        return rows;
    }

    private static boolean otherCatalog(boolean asked, String catalog) {
        return asked && !catalog.isEmpty();
    }

    private static Schema columns(Relation relation) {
        return switch (relation) {
            case Relation.Table table -> table.schema();
            case Relation.View view -> view.schema();
        };
    }
}
