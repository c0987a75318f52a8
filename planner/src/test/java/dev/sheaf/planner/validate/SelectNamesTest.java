// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.planner.sql.StatementParser;
import java.util.List;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlSelect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectNamesTest {
    private static List<String> names(String items) {
        SqlNode select = SyntaxRewriter.rewrite(StatementParser.parse("SELECT " + items + " FROM t"));
        return ((SqlSelect) select)
                .getSelectList().stream().map(SelectNames::nameOf).toList();
    }

    /// As DuckDB names them.
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a; a",
                "t.a; a",
                "(a); a",
                "COUNT(*); count_star()",
                "count(); count_star()",
                "Sum(t.a); sum(t.a)",
                "count(DISTINCT a); count(DISTINCT a)",
                "a+1; (a + 1)",
                "a+b*2-c; ((a + (b * 2)) - c)",
                "-a; (-(a))",
                "-1; -1",
                "1.50; 1.50",
                "1e3; 1e3",
                "'it''s'; 'it''s'",
                "NULL; NULL",
                "TRUE; true",
                "DATE '2024-01-01'; CAST('2024-01-01' AS DATE)",
                "INTERVAL '1' DAY; INTERVAL '1' DAY",
                "a::bigint; CAST(a AS BIGINT)",
                "cast(a AS decimal(10,2)); CAST(a AS DECIMAL(10, 2))",
                "a > 1 AND NOT b < 2 OR c <> 3; (((a > 1) AND (NOT (b < 2))) OR (c != 3))",
                "a IS NOT NULL; (a IS NOT NULL)",
                "a NOT BETWEEN 1 AND 2; (NOT (a BETWEEN 1 AND 2))",
                "a IN (1, 2); (a IN (1, 2))",
                "a NOT LIKE 'x'; (a !~~ 'x')",
                "a ILIKE 'x'; (a ~~* 'x')",
                "CASE a WHEN 1 THEN 2 ELSE 3 END; CASE  WHEN ((a = 1)) THEN (2) ELSE 3 END",
                "extract(year FROM d); date_part('year', d)",
                "trim(LEADING 'x' FROM a); ltrim(a, 'x')",
                "substring(a FROM 1 FOR 2); substring(a, 1, 2)",
                "first(a ORDER BY b DESC); first(a ORDER BY b DESC)",
                "sum(a) FILTER (WHERE b > 1); sum(a) FILTER (WHERE (b > 1))",
                "rank() OVER (PARTITION BY a ORDER BY b DESC); rank() OVER (PARTITION BY a ORDER BY b DESC)",
                "sum(a) OVER (ORDER BY b ROWS 1 PRECEDING);"
                        + " sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
                "sum(a) OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING);"
                        + " sum(a) OVER (ORDER BY b GROUPS BETWEEN 1 PRECEDING AND 2 FOLLOWING)",
                "\"A b\" + 1; (\"A b\" + 1)",
                "current_date; current_date",
                "(SELECT max(x) AS m FROM u); m",
                "(SELECT max(x) FROM u); max(x)",
                "EXISTS (SELECT 1 FROM u); exists",
            })
    void namesByExpression(String item, String name) {
        assertEquals(List.of(name), names(item));
    }

    @Test
    void keepsNamesApart() {
        assertEquals(List.of("1", "1_1", "1_2"), names("1, 1, 1"));
        assertEquals(List.of("sum(a)", "sum(a)_1"), names("a AS \"sum(a)\", sum(a)"));
    }

    @Test
    void cutsLongNames() {
        String name = names("1" + " + 1".repeat(300)).getFirst();
        assertEquals(255, name.length());
        assertTrue(name.endsWith("..."), name);
    }
}
