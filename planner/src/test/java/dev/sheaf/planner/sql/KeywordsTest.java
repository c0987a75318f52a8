// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.SheafException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// Tries every word of the grammar that isn't reserved as a name, in all the places where names stand.
final class KeywordsTest {
    private static final List<String> PLACES = List.of(
            "SELECT %s FROM t",
            "SELECT t.%s, %s + 1, sum(%s), (%s) FROM t",
            "SELECT a AS %s FROM t",
            "SELECT a FROM t WHERE %s > 1 AND t.%s = 2 ORDER BY %s DESC",
            "SELECT %s, count(*) FROM t GROUP BY %s HAVING max(%s) > 1",
            "SELECT %s FROM t GROUP BY t.%s ORDER BY %s",
            "SELECT a FROM %s",
            "SELECT a FROM s.%s AS x JOIN t ON x.%s = t.%s",
            "CREATE TABLE %s (%s int, a varchar)",
            "INSERT INTO t (%s, b) VALUES (1, 2)",
            "WITH %s AS (SELECT 1) SELECT * FROM %s",
            "SELECT rank() OVER (PARTITION BY %s ORDER BY %s) FROM t",
            "SELECT CASE WHEN %s THEN 1 END, CAST(%s AS int), %s::int, %s IN (1, 2), %s IS NULL FROM t");

    /// What PostgreSQL can't read either: `interval +` begins a literal, `WITH recursive` a recursive query.
    private static final List<String> EXCEPTIONS = List.of("INTERVAL", "RECURSIVE");

    @Test
    void everyNonReservedWordIsAName() {
        List<String> failures = new ArrayList<>();
        for (String word : Keywords.all()) {
            if (!Keywords.isNonReserved(word) || EXCEPTIONS.contains(word)) {
                continue;
            }
            for (String place : PLACES) {
                String sql = place.replace("%s", word.toLowerCase(Locale.ROOT));
                try {
                    StatementParser.parse(sql);
                } catch (SheafException failure) {
                    failures.add(sql + " -> " + failure.getMessage());
                }
            }
        }
        assertEquals(List.of(), failures);
    }

    @Test
    void wordsThatPeopleUseAsColumnsAreNotReserved() {
        for (String word : List.of(
                "date", "year", "month", "day", "value", "name", "count", "position", "state", "delay", "origin",
                "time", "type",
                "timestamp", "interval", "hour", "minute", "second", "key", "level", "language", "source", "target",
                "result",
                "status", "action", "data", "domain", "filter", "format", "index", "location", "match", "method",
                "number",
                "option", "path", "period", "plan", "range", "rank", "row", "rows", "schema", "section", "sequence",
                "size",
                "start", "statement", "system", "temp", "text", "title", "total", "url", "version", "view", "week",
                "zone",
                "min", "max", "sum", "avg", "first", "last", "next", "current", "partition", "unknown", "percent",
                "parameter",
                "module", "rollup", "cube", "grouping", "exclude", "replace", "stream", "measure", "call", "describe",
                "explain")) {
            assertFalse(Keywords.isReserved(word), word);
        }
    }

    @Test
    void theReservedWordsAreFew() {
        List<String> reserved = Keywords.all().stream().filter(Keywords::isReserved).toList();
        assertTrue(reserved.size() <= 100, reserved.size() + " " + reserved);
        assertTrue(Keywords.isReserved("select") && Keywords.isReserved("order"));
    }
}
