// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsRunTest {
    @Test
    void everyClientRunsEveryQueryInAnOrderOfItsOwn() {
        List<List<Integer>> orders = Throughput.orders(2, 0);
        assertNotEquals(orders.get(0), orders.get(1));
        List<Integer> all = IntStream.rangeClosed(1, 22).boxed().toList();
        orders.forEach(order -> assertEquals(all, order.stream().sorted().toList()));
        assertEquals(orders, Throughput.orders(2, 0));
    }

    @Test
    void writesAPageOfBothEngines(@TempDir Path folder) throws Exception {
        List<String> log = new ArrayList<>();
        Path page = new ClientsRun(2, 1, "0.01", 1, 0, 3, "1GB", folder.resolve("data"), folder.resolve("pages"))
                .run(log::add);
        String text = Files.readString(page);
        assertEquals("tpch-sf0.01-clients.md", page.getFileName().toString());
        assertTrue(text.contains("| statements per second | ") && text.contains("| Q22 | "), text);
        assertTrue(Files.exists(page.resolveSibling("tpch-sf0.01-clients.svg")));
        assertTrue(log.getLast().startsWith("statements per second: Sheaf "), log.getLast());
    }

    @Test
    void refusesASingleClient() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ClientsRun(1, 1, "0.01", 1, 0, 1, "1GB", Path.of("data"), Path.of("pages")));
    }
}
