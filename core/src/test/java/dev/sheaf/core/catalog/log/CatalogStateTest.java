// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogStateTest {
    private static final Schema COLUMNS = new Schema(List.of(new Field("i", DataType.BIGINT, true)));

    @Test
    void aVersionStaysAsItWas() {
        CatalogState first = CatalogState.initial("main");
        CatalogState second = first.apply(create("Orders", false));
        CatalogState third = second.apply(new CatalogChange.AppendSegments(
                "main", "ORDERS", 1, List.of(new SegmentReference(5, 7, 56), new SegmentReference(6, 3, 24))));
        CatalogState fourth = third.apply(new CatalogChange.DropTable("MAIN", "orders"));
        assertEquals(List.of(0L, 1L, 2L, 3L),
                List.of(first.version(), second.version(), third.version(), fourth.version()));
        assertTrue(first.entry("main", "orders").isEmpty());
        assertEquals(0, rows(second));
        assertEquals(10, rows(third));
        assertTrue(fourth.entry("main", "orders").isEmpty());
        assertThrows(UnsupportedOperationException.class, () -> first.schemas().clear());
    }

    @Test
    void aReplacedTableTakesTheNewSpelling() {
        CatalogState state = CatalogState.initial("main").apply(create("orders", false)).apply(create("ORDERS", true));
        assertEquals("ORDERS", state.entry("main", "Orders").orElseThrow().name());
        assertEquals(1, state.schemas().get("main").size());
    }

    @Test
    void namesOfOtherSchemasDoNotMeet() {
        CatalogState state = CatalogState.initial("main")
                .apply(new CatalogChange.CreateSchema("other"))
                .apply(create("t", false));
        assertTrue(state.entry("other", "t").isEmpty());
        assertTrue(state.entry("missing", "t").isEmpty());
        assertTrue(state.apply(new CatalogChange.DropSchema("main")).entry("main", "t").isEmpty());
    }

    private static CatalogChange create(String name, boolean replace) {
        return new CatalogChange.CreateTable(
                "main", new TableDefinition(1, name, "memory", COLUMNS, List.of()), replace);
    }

    private static long rows(CatalogState state) {
        return ((CatalogEntry.Table) state.entry("main", "orders").orElseThrow())
                .definition()
                .rowCount();
    }
}
