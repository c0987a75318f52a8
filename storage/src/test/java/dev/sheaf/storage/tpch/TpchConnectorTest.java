// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.storage.Scans;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TpchConnectorTest {
    private final TpchConnector connector = new TpchConnector();
    private final EngineMemory memory = new EngineMemory(64 << 20);

    @AfterEach
    void close() {
        memory.close();
    }

    private static Relation.Table table(String schema, String name) {
        return TpchTables.table(schema, name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "tpch.tiny, region, 5", "tpch.tiny, nation, 25", "tpch.tiny, supplier, 100", "tpch.tiny, customer, 1500",
        "tpch.tiny, part, 2000", "tpch.tiny, partsupp, 8000", "tpch.tiny, orders, 15000", "tpch.tiny, lineitem, 60175",
        "tpch.sf0.1, lineitem, 600572"
    })
    void givesTheBenchmarksRowCounts(String schema, String name, long expected) {
        Relation.Table table = table(schema, name);
        ScanNode scan = Scans.scan(table, List.of(), table.schema().name(0));
        assertEquals(expected, Scans.count(connector, scan, memory.context()));
        assertEquals((double) expected, table.statistics().get().rowCount().orElseThrow());
    }

    @Test
    void givesTheBenchmarksFirstRow() {
        Relation.Table table = table("tpch.sf1", "lineitem");
        ScanNode scan = Scans.scan(
                table, List.of(), "l_orderkey", "l_partkey", "l_suppkey", "l_linenumber", "l_quantity",
                "l_extendedprice", "l_discount", "l_tax", "l_returnflag", "l_linestatus", "l_shipdate",
                "l_shipinstruct", "l_shipmode");
        List<List<Object>> rows = new java.util.ArrayList<>();
        Scans.read(connector, scan, connector.splits(scan, 100).getFirst(), memory.context(), 100, rows);
        assertEquals(
                List.of(1L, 155190L, 7706L, 1L, new BigDecimal("17.00"), new BigDecimal("21168.23"),
                        new BigDecimal("0.04"), new BigDecimal("0.02"), "N", "O", LocalDate.of(1996, 3, 13),
                        "DELIVER IN PERSON", "TRUCK"),
                rows.getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"lineitem", "orders", "partsupp", "part", "customer", "supplier"})
    void splitsMakeTheSameRows(String name) {
        Relation.Table table = table("tpch.tiny", name);
        String[] columns = table.schema().fields().stream()
                .map(field -> field.name())
                .filter(column -> !column.endsWith("_comment"))
                .toArray(String[]::new);
        ScanNode scan = Scans.scan(table, List.of(), columns);
        List<List<Object>> whole = Scans.rows(connector, scan, memory.context(), 1000, 1);
        List<List<Object>> parts = Scans.rows(connector, scan, memory.context(), 777, 7);
        assertEquals(whole, parts);
        List<Integer> key = table.uniqueKeys().getFirst();
        assertEquals(
                whole.size(),
                new HashSet<>(whole.stream().map(row -> key.stream().map(row::get).toList()).toList()).size());
    }

    @Test
    void knowsScalesByName() {
        assertEquals(0.01, TpchTables.scale("TPCH.Tiny").orElseThrow());
        assertEquals(0.3, TpchTables.scale("tpch.sf0.3").orElseThrow());
        assertEquals(10, TpchTables.scale("tpch.sf10").orElseThrow());
        for (String other : List.of("tpch", "tpch.sf", "tpch.sf0", "tpch.sfx", "main", "tpch.sf-1", "tpch.sf9999999")) {
            assertTrue(TpchTables.scale(other).isEmpty(), other);
        }
    }
}
