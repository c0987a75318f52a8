// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import dev.sheaf.core.catalog.log.CatalogChange.AppendSegments;
import dev.sheaf.core.catalog.log.CatalogChange.ChangeTable;
import dev.sheaf.core.catalog.log.CatalogChange.CreateSchema;
import dev.sheaf.core.catalog.log.CatalogChange.CreateTable;
import dev.sheaf.core.catalog.log.CatalogChange.CreateView;
import dev.sheaf.core.catalog.log.CatalogChange.DropSchema;
import dev.sheaf.core.catalog.log.CatalogChange.DropTable;
import dev.sheaf.core.catalog.log.CatalogChange.DropView;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One version of the catalog: what the log says when read up to an entry. Immutable; applying a change gives the next
/// version. Every replica that applies the same entries has the same state.
///
/// @param version how many entries it takes to get here
/// @param schemas by name, and in each the entries by name, both without case
public record CatalogState(long version, SortedMap<String, SortedMap<String, CatalogEntry>> schemas) {
    public CatalogState {
        schemas = Collections.unmodifiableSortedMap(schemas);
    }

    /// A catalog with one empty schema.
    public static CatalogState initial(String schema) {
        SortedMap<String, SortedMap<String, CatalogEntry>> schemas = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        schemas.put(schema, new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
        return new CatalogState(0, schemas);
    }

    public Optional<CatalogEntry> entry(String schema, String name) {
        SortedMap<String, CatalogEntry> entries = schemas.get(schema);
        return entries == null ? Optional.empty() : Optional.ofNullable(entries.get(name));
    }

    /// The version after a change.
    ///
    /// @throws SheafException when the change isn't possible here: the name is taken or missing, or stands for
    /// something else by now
    public CatalogState apply(CatalogChange change) {
        SortedMap<String, SortedMap<String, CatalogEntry>> next = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        next.putAll(schemas);
        switch (change) {
            case CreateSchema create -> {
                if (next.putIfAbsent(create.schema(), new TreeMap<>(String.CASE_INSENSITIVE_ORDER)) != null) {
                    throw new SheafException(
                            ErrorCode.DUPLICATE_SCHEMA, "schema \"" + create.schema() + "\" exists already");
                }
            }
            case DropSchema drop -> {
                if (next.remove(drop.schema()) == null) {
                    throw undefinedSchema(drop.schema());
                }
            }
            case CreateTable create -> put(
                    next, create.schema(), new CatalogEntry.Table(create.table()), create.replace());
            case CreateView create ->
                    put(next, create.schema(), new CatalogEntry.View(create.view()), create.replace());
            case AppendSegments append -> append(next, append);
            case ChangeTable changed -> change(next, changed);
            case DropTable drop -> remove(next, drop.schema(), drop.name(), CatalogEntry.Table.class);
            case DropView drop -> remove(next, drop.schema(), drop.name(), CatalogEntry.View.class);
        }
        return new CatalogState(version + 1, next);
    }

    private static void append(SortedMap<String, SortedMap<String, CatalogEntry>> next, AppendSegments append) {
        SortedMap<String, CatalogEntry> entries = copy(next, append.schema());
        if (!(entries.get(append.name()) instanceof CatalogEntry.Table table)
                || table.definition().id() != append.table()) {
            throw new SheafException(
                    ErrorCode.CATALOG_CONFLICT, "table \"" + append.name() + "\" was dropped or replaced meanwhile");
        }
        TableDefinition before = table.definition();
        TableDefinition after = append.merge()
                .filter(merge -> merge.fits(before))
                .map(before::append)
                .orElseGet(() -> before.append(append.segments()));
        entries.put(append.name(), new CatalogEntry.Table(after));
    }

    private static void change(SortedMap<String, SortedMap<String, CatalogEntry>> next, ChangeTable change) {
        String name = change.before().name();
        SortedMap<String, CatalogEntry> entries = copy(next, change.schema());
        if (!(entries.get(name) instanceof CatalogEntry.Table table) || !table.definition().equals(change.before())) {
            throw new SheafException(
                    ErrorCode.CATALOG_CONFLICT, "table \"" + name + "\" was changed by another statement meanwhile");
        }
        entries.put(name, new CatalogEntry.Table(change.after()));
    }

    private static void put(
            SortedMap<String, SortedMap<String, CatalogEntry>> next,
            String schema,
            CatalogEntry entry,
            boolean replace) {
        SortedMap<String, CatalogEntry> entries = copy(next, schema);
        CatalogEntry present = entries.get(entry.name());
        if (present != null && !replace) {
            throw new SheafException(
                    ErrorCode.DUPLICATE_TABLE, "relation \"" + entry.name() + "\" exists already");
        }
        if (present != null && present.getClass() != entry.getClass()) {
            throw wrongKind(present);
        }
        entries.remove(entry.name());
        entries.put(entry.name(), entry);
    }

    private static void remove(
            SortedMap<String, SortedMap<String, CatalogEntry>> next,
            String schema,
            String name,
            Class<? extends CatalogEntry> kind) {
        SortedMap<String, CatalogEntry> entries = copy(next, schema);
        CatalogEntry removed = entries.remove(name);
        if (removed == null) {
            throw new SheafException(ErrorCode.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
        }
        if (removed.getClass() != kind) {
            throw wrongKind(removed);
        }
    }

    private static SortedMap<String, CatalogEntry> copy(
            SortedMap<String, SortedMap<String, CatalogEntry>> next, String schema) {
        SortedMap<String, CatalogEntry> present = next.get(schema);
        if (present == null) {
            throw undefinedSchema(schema);
        }
        SortedMap<String, CatalogEntry> copied = new TreeMap<>(present);
        next.put(schema, copied);
        return copied;
    }

    private static SheafException undefinedSchema(String schema) {
        return new SheafException(ErrorCode.UNDEFINED_SCHEMA, "schema \"" + schema + "\" does not exist");
    }

    private static SheafException wrongKind(CatalogEntry present) {
        return new SheafException(
                ErrorCode.WRONG_OBJECT_TYPE,
                "\"" + present.name() + "\" is a " + (present instanceof CatalogEntry.Table ? "table" : "view"));
    }
}
