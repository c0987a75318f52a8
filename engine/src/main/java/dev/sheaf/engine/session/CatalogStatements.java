// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.log.CatalogChange;
import dev.sheaf.core.catalog.log.CatalogEntry;
import dev.sheaf.core.catalog.log.CatalogState;
import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.catalog.EngineCatalog;
import dev.sheaf.planner.PlannedStatement;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The statements that change the catalog without running a plan.
final class CatalogStatements {
    private final EngineCatalog catalog;
    private final String connector;
    private final LongSupplier tableIds;

    /// @param connector keeps the segments of new tables
    CatalogStatements(EngineCatalog catalog, String connector, LongSupplier tableIds) {
        this.catalog = catalog;
        this.connector = connector;
        this.tableIds = tableIds;
    }

    /// Checks whether CREATE TABLE is to do anything.
    ///
    /// @return false when the table exists already and that is fine
    /// @throws SheafException DUPLICATE_TABLE when it isn't
    boolean begin(PlannedStatement.CreateTable create) {
        checkWritable(create.schema());
        boolean exists = exists(create.schema(), create.name());
        if (exists && !create.replace() && !create.ifNotExists()) {
            throw new SheafException(
                    ErrorCode.DUPLICATE_TABLE, "relation \"" + create.name() + "\" exists already");
        }
        return !(exists && create.ifNotExists());
    }

    void createTable(PlannedStatement.CreateTable create) {
        TableDefinition table = new TableDefinition(
                tableIds.getAsLong(),
                create.name(),
                connector,
                create.columns(),
                create.constraints(),
                List.of());
        catalog.versions().append(new CatalogChange.CreateTable(create.schema(), table, create.replace()));
    }

    void createView(PlannedStatement.CreateView create) {
        checkWritable(create.schema());
        if (create.ifNotExists() && exists(create.schema(), create.name())) {
            return;
        }
        Relation.View view = new Relation.View(create.name(), create.sql(), create.columns(), create.searchPath());
        catalog.versions().append(new CatalogChange.CreateView(create.schema(), view, create.replace()));
    }

    void createSchema(PlannedStatement.CreateSchema create) {
        if (catalog.provided(create.name())) {
            throw new SheafException(
                    ErrorCode.DUPLICATE_SCHEMA, "schema \"" + create.name() + "\" exists already");
        }
        if (create.ifNotExists() && catalog.versions().state().schemas().containsKey(create.name())) {
            return;
        }
        catalog.versions().append(new CatalogChange.CreateSchema(create.name()));
    }

    void drop(PlannedStatement.Drop drop) {
        checkWritable(drop.schema());
        CatalogState state = catalog.versions().state();
        if (drop.kind() == PlannedStatement.DropKind.SCHEMA) {
            dropSchema(drop, state);
        } else if (drop.kind() == PlannedStatement.DropKind.INDEX) {
            dropIndex(drop, state);
        } else if (!drop.ifExists() || state.entry(drop.schema(), drop.name()).isPresent()) {
            catalog.versions()
                    .append(
                            drop.kind() == PlannedStatement.DropKind.TABLE
                                    ? new CatalogChange.DropTable(drop.schema(), drop.name())
                                    : new CatalogChange.DropView(drop.schema(), drop.name()));
        }
    }

    /// Takes all rows out of a table: it becomes a new one of the same columns.
    void truncate(PlannedStatement.Truncate truncate) {
        TableDefinition table = ownTable(truncate.schema(), truncate.name());
        TableDefinition empty =
                new TableDefinition(
                        tableIds.getAsLong(),
                        table.name(),
                        connector,
                        table.schema(),
                        table.constraints(),
                        List.of());
        catalog.versions().append(new CatalogChange.CreateTable(truncate.schema(), empty, true));
    }

    /// A table that can be written.
    ///
    /// @throws SheafException UNDEFINED_TABLE or WRONG_OBJECT_TYPE when there is none of that name
    TableDefinition ownTable(String schema, String name) {
        checkWritable(schema);
        CatalogEntry entry = catalog.versions()
                .state()
                .entry(schema, name)
                .orElseThrow(() -> new SheafException(
                        ErrorCode.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist"));
        if (entry instanceof CatalogEntry.Table table) {
            return table.definition();
        }
        throw new SheafException(ErrorCode.WRONG_OBJECT_TYPE, "\"" + name + "\" is a view");
    }

    /// The table's next version, with the new index; null when there is one of that name and that is fine.
    ///
    /// @throws SheafException DUPLICATE_TABLE when it isn't
    @Nullable TableDefinition withIndex(PlannedStatement.CreateIndex create, TableDefinition table) {
        checkWritable(create.schema());
        boolean taken = indexed(create.schema(), create.name(), catalog.versions().state()) != null
                || exists(create.schema(), create.name());
        if (taken && create.ifNotExists()) {
            return null;
        }
        if (taken) {
            throw new SheafException(
                    ErrorCode.DUPLICATE_TABLE, "relation \"" + create.name() + "\" exists already");
        }
        return table.withConstraints(table.constraints().with(
                new TableConstraints.Index(create.name(), create.columns(), create.unique())));
    }

    private void dropIndex(PlannedStatement.Drop drop, CatalogState state) {
        TableDefinition table = indexed(drop.schema(), drop.name(), state);
        if (table != null) {
            TableConstraints.Index index = table.constraints().index(drop.name()).orElseThrow();
            catalog.versions()
                    .append(new CatalogChange.ChangeTable(
                            drop.schema(), table, table.withConstraints(table.constraints().without(index))));
        } else if (!drop.ifExists()) {
            throw new SheafException(
                    ErrorCode.UNDEFINED_OBJECT, "index \"" + drop.name() + "\" does not exist");
        }
    }

    /// The table of a schema that has an index of that name.
    private static @Nullable TableDefinition indexed(String schema, String index, CatalogState state) {
        var entries = state.schemas().get(schema);
        for (CatalogEntry entry : entries == null ? List.<CatalogEntry>of() : entries.values()) {
            if (entry instanceof CatalogEntry.Table table
                    && table.definition().constraints().index(index).isPresent()) {
                return table.definition();
            }
        }
        return null;
    }

    private boolean exists(String schema, String name) {
        return catalog.versions().state().entry(schema, name).isPresent();
    }

    /// @throws SheafException when the schema's tables are provided, not made
    void checkWritable(String schema) {
        if (catalog.provided(schema)) {
            throw new SheafException(
                    ErrorCode.WRONG_OBJECT_TYPE,
                    "schema \"" + schema + "\" is provided by the system and can't be changed");
        }
    }

    private void dropSchema(PlannedStatement.Drop drop, CatalogState state) {
        List<CatalogEntry> entries = state.schemas().containsKey(drop.schema())
                ? List.copyOf(state.schemas().get(drop.schema()).values())
                : List.of();
        if (!entries.isEmpty() && !drop.cascade()) {
            throw new SheafException(
                    ErrorCode.DEPENDENT_OBJECTS,
                    "schema \"" + drop.schema() + "\" has \"" + entries.getFirst().name()
                            + "\" in it; CASCADE drops that too");
        }
        if (!drop.ifExists() || state.schemas().containsKey(drop.schema())) {
            catalog.versions().append(new CatalogChange.DropSchema(drop.schema()));
        }
    }
}
