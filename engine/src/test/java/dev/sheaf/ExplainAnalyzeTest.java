// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What EXPLAIN ANALYZE measures agrees with the data and with itself.
class ExplainAnalyzeTest {
    private static final int ROWS = 100_000;
    private static final Pattern MEASURED = Pattern.compile("- (\\w+).*\\[rows (\\d+), time ([0-9.]+) ms"
            + "(?:, memory ([0-9.]+) (B|KiB|MiB))?(?:, bytes ([0-9.]+) (B|KiB|MiB))?.*\\]");

    private final Sheaf sheaf = Sheaf.builder().workers(2).threads(1).memory("256MB").open();
    private Session session;

    private record Node(String operator, long rows, double millis, double memoryBytes, double sentBytes) {}

    private record Measured(List<Node> nodes, double elapsedMillis) {
        Node only(String operator) {
            return nodes.stream().filter(node -> node.operator.equals(operator)).reduce((_, _) -> {
                throw new AssertionError("several " + operator + " in " + nodes);
            }).orElseThrow();
        }
    }

    @BeforeEach
    void open() {
        session = sheaf.openSession();
        session.execute("CREATE TABLE t AS SELECT i, i % 1000 AS g, 'text ' || i AS s FROM range(" + ROWS + ") r(i)");
    }

    @AfterEach
    void close() {
        session.close();
        sheaf.close();
    }

    @Test
    void rowsOfEachNodeAreThoseOfTheData() {
        Measured measured = explain("SELECT g, count(*) FROM t WHERE i % 10 = 3 GROUP BY g");
        assertEquals(ROWS, measured.only("Scan").rows);
        assertEquals(ROWS / 10, measured.only("Filter").rows);
        List<Node> aggregates = measured.nodes.stream().filter(node -> node.operator.equals("Aggregate")).toList();
        assertEquals(100, aggregates.getFirst().rows, "groups that are final");
        assertTrue(aggregates.getLast().rows >= 100 && aggregates.getLast().rows <= 200, "groups of two workers");
        assertTrue(aggregates.stream().allMatch(node -> node.memoryBytes >= 100 * 2 * 8), aggregates::toString);
    }

    @Test
    void memoryOfASortIsAtLeastThatOfItsRows() {
        Measured measured = explain("SELECT s FROM t ORDER BY s");
        Node sort = measured.only("Sort");
        assertEquals(ROWS, sort.rows);
        assertTrue(sort.memoryBytes >= ROWS * 16L, sort::toString);
        assertTrue(sort.memoryBytes <= ROWS * 200L, sort::toString);
    }

    @Test
    void bytesOfAnExchangeAreAtLeastThoseOfItsRows() {
        Measured measured = explain("SELECT i, g FROM t WHERE i % 2 = 0");
        Node source = measured.only("ExchangeSource");
        assertEquals(ROWS / 2, source.rows);
        assertTrue(source.sentBytes >= ROWS / 2 * 16L, source::toString);
        assertTrue(source.sentBytes <= ROWS / 2 * 40L, source::toString);
    }

    @Test
    void noNodeIsBusyForLongerThanItsTasksTook() {
        Measured measured = explain("SELECT a.g, sum(b.i) FROM t a JOIN t b ON a.i = b.g GROUP BY a.g ORDER BY 2");
        assertTrue(measured.elapsedMillis > 0);
        // Two workers of one thread each: both may be busy all the time.
        for (Node node : measured.nodes) {
            assertTrue(node.millis >= 0 && node.millis <= 2 * measured.elapsedMillis + 0.02, measured::toString);
        }
    }

    @Test
    void blocksBeyondTheKeysOfAJoinAreLeftOut() {
        session.execute("CREATE TABLE days AS SELECT i AS day, i // 1000 AS quarter FROM range(20000) r(i)");
        Measured measured = explain("SELECT sum(t.g) FROM t JOIN days d ON t.i = d.day WHERE d.quarter = 3");
        List<Node> scans = measured.nodes.stream().filter(node -> node.operator.equals("Scan")).toList();
        assertEquals(2, scans.size(), measured::toString);
        assertTrue(scans.stream().allMatch(scan -> scan.rows >= 1000 && scan.rows <= 8192), scans::toString);
    }

    private Measured explain(String sql) {
        List<Node> nodes = new ArrayList<>();
        double elapsedMillis = -1;
        try (Result result = session.sql("EXPLAIN ANALYZE " + sql)) {
            while (result.next()) {
                for (int row = 0; row < result.root().getRowCount(); row++) {
                    String line = result.root().getVector(0).getObject(row).toString();
                    if (line.startsWith("Execution: ")) {
                        elapsedMillis = Double.parseDouble(line.split(" ", -1)[1]);
                    }
                    Matcher matcher = MEASURED.matcher(line);
                    if (matcher.find()) {
                        nodes.add(new Node(matcher.group(1), Long.parseLong(matcher.group(2)),
                                Double.parseDouble(matcher.group(3)), bytes(matcher.group(4), matcher.group(5)),
                                bytes(matcher.group(6), matcher.group(7))));
                    }
                }
            }
        }
        return new Measured(nodes, elapsedMillis);
    }

    private static double bytes(String number, String unit) {
        if (number == null) {
            return 0;
        }
        return Double.parseDouble(number) * switch (unit) {
            case "KiB" -> 1024;
            case "MiB" -> 1 << 20;
            default -> 1;
        };
    }
}
