// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server.shell.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/// The words that the prompt colours and completes as keywords. Which words are reserved is the grammar's business.
final class SqlKeywords {
    private static final SortedSet<String> WORDS = new TreeSet<>(Arrays.asList("""
            ALL ALTER ANALYZE AND ANY AS ASC ASOF BEGIN BETWEEN BIGINT BOOLEAN BY CASE CAST CHAR COALESCE COLUMN
            COMMIT COPY COUNT CREATE CROSS CUBE CURRENT CURRENT_DATE CURRENT_TIMESTAMP DATE DAY DECIMAL DELETE DESC
            DESCRIBE DISTINCT DOUBLE DROP ELSE END ESCAPE EXCEPT EXCLUDE EXISTS EXPLAIN EXTRACT FALSE FETCH FILTER
            FIRST FOLLOWING FOR FORMAT FROM FULL GROUP GROUPING HAVING HOUR IF ILIKE IN INNER INSERT INTEGER
            INTERSECT INTERVAL INTO IS JOIN LAST LATERAL LEFT LIKE LIMIT MINUTE MONTH NATURAL NEXT NOT NULL NULLIF
            NULLS OFFSET ON ONLY OR ORDER OUTER OVER PARTITION POSITION PRECEDING PRECISION QUALIFY RANGE REAL
            RECURSIVE REPLACE RESET RIGHT ROLLBACK ROLLUP ROW ROWS SCHEMA SECOND SELECT SET SETS SHOW SIMILAR
            SMALLINT SOME SUBSTRING TABLE TABLES TABLESAMPLE TEMPORARY THEN TIME TIMESTAMP TINYINT TO TRIM TRUE
            UNBOUNDED UNION UNNEST UPDATE USING VALUES VARBINARY VARCHAR VERBOSE VIEW WHEN WHERE WINDOW WITH YEAR
            ZONE""".split("\\s+", -1)));

    private SqlKeywords() {}

    static boolean contains(String word) {
        return WORDS.contains(word.toUpperCase(Locale.ROOT));
    }

    /// All keywords in upper case, sorted.
    static SortedSet<String> all() {
        return java.util.Collections.unmodifiableSortedSet(WORDS);
    }
}
