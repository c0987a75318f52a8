-- Copyright 2026 The Sheaf Authors
-- SPDX-License-Identifier: Apache-2.0

-- Queries that must plan, over the tables of Plans.java.
SELECT 1;
SELECT 1 AS a, 'x' AS b, NULL AS c, DATE '2020-01-01' + INTERVAL '1' MONTH;
VALUES (1, 'a'), (2, NULL);
SELECT * FROM (VALUES (1, 'a'), (2.5, 'b')) v;
SELECT column1 FROM (VALUES (1), (2)) v WHERE column1 > 1;
SELECT count(*), sum(a), avg(b), min(c), max(d), sum(e), avg(e) FROM t;
SELECT count(*) FROM t, u;
SELECT t.a FROM t JOIN u USING (a) WHERE u.x LIKE 'a%';
SELECT * FROM t LEFT JOIN u ON t.a = u.a AND u.b > 3;
SELECT * FROM t RIGHT JOIN u ON t.a = u.a;
SELECT * FROM t FULL JOIN u ON t.a = u.a;
SELECT * FROM t FULL JOIN u ON t.a < u.a;
SELECT * FROM t NATURAL JOIN u;
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a);
SELECT a FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND u.b > t.b);
SELECT a FROM t WHERE b IN (SELECT b FROM u);
SELECT a FROM t WHERE b NOT IN (SELECT b FROM u);
SELECT a FROM t WHERE b NOT IN (SELECT b FROM u WHERE u.a = t.a);
SELECT a FROM t WHERE (a, b) NOT IN (SELECT a, b FROM u);
SELECT a, b IN (SELECT b FROM u) FROM t;
SELECT a, b IN (SELECT b FROM u WHERE u.a = t.a) FROM t;
SELECT a, EXISTS (SELECT 1 FROM u WHERE u.a = t.a) FROM t;
SELECT a FROM t WHERE b > ALL (SELECT b FROM u WHERE u.a = t.a);
SELECT a FROM t WHERE b = ANY (SELECT b FROM u) OR c = 'x';
SELECT a, (SELECT max(x) FROM u) FROM t;
SELECT a, (SELECT count(*) FROM u WHERE u.a = t.a) FROM t;
SELECT a, (SELECT count(*) + 1 FROM u WHERE u.a < t.a) FROM t;
SELECT a, (SELECT x FROM u WHERE u.a = t.a) FROM t;
SELECT a, (SELECT x FROM u WHERE u.a = t.a ORDER BY u.b LIMIT 1) FROM t;
SELECT a, (SELECT x FROM u) FROM t;
SELECT a FROM t WHERE e > (SELECT avg(e) FROM t t2 WHERE t2.b = t.b);
SELECT a FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.a = t.a AND EXISTS (SELECT 1 FROM u u2 WHERE u2.b = t.b AND
    u2.a = u.a));
SELECT a FROM t WHERE a = (SELECT max(u.a) FROM u WHERE u.b = t.b AND u.a > (SELECT min(u2.a) FROM u u2 WHERE u2.x =
    t.c));
SELECT b, count(*) FROM t GROUP BY b HAVING count(*) > (SELECT avg(b) FROM u);
SELECT CASE WHEN a IN (SELECT a FROM u) THEN (SELECT max(b) FROM u) ELSE 0 END FROM t;
SELECT t.a, l.m FROM t, LATERAL (SELECT max(u.b) AS m FROM u WHERE u.a = t.a) l;
SELECT t.a, l.x FROM t LEFT JOIN LATERAL (SELECT x FROM u WHERE u.a > t.a LIMIT 2) l ON true;
SELECT b, c, count(*) FROM t GROUP BY ROLLUP (b, c);
SELECT b, c, grouping(b, c), sum(e) FROM t GROUP BY CUBE (b, c);
SELECT b, count(DISTINCT c), count(*) FROM t GROUP BY GROUPING SETS ((b), ());
SELECT b, count(DISTINCT c), sum(DISTINCT e) FROM t GROUP BY b;
SELECT count(DISTINCT b), min(b) FROM t;
SELECT count(DISTINCT b), count(*) FROM t;
SELECT sum(a) FILTER (WHERE b > 1), string_agg(c, ',' ORDER BY a) FROM t;
SELECT b, c FROM t GROUP BY ALL ORDER BY ALL;
SELECT DISTINCT ON (b) b, c FROM t ORDER BY b, d DESC;
SELECT DISTINCT b FROM t ORDER BY b LIMIT 3 OFFSET 2;
SELECT a FROM t UNION SELECT a FROM u;
SELECT a FROM t UNION ALL SELECT b FROM u UNION ALL SELECT 1.5;
SELECT a FROM t INTERSECT ALL SELECT a FROM u;
SELECT a FROM t EXCEPT SELECT a FROM u ORDER BY 1;
SELECT row_number() OVER (ORDER BY a), sum(e) OVER (PARTITION BY b ORDER BY d ROWS 2 PRECEDING) FROM t;
SELECT lag(a) OVER w, first_value(c) OVER w, ntile(4) OVER w, rank() OVER (ORDER BY b) FROM t WINDOW w AS (PARTITION
    BY b ORDER BY a);
SELECT avg(f) OVER (ORDER BY d RANGE BETWEEN INTERVAL '3' DAY PRECEDING AND CURRENT ROW) FROM t;
SELECT a FROM t QUALIFY row_number() OVER (PARTITION BY b ORDER BY a) = 1;
SELECT b, sum(sum(e)) OVER (ORDER BY b) FROM t GROUP BY b;
WITH x AS (SELECT a, b FROM t WHERE b > 1), y AS (SELECT * FROM x) SELECT * FROM x JOIN y ON x.a = y.a;
SELECT a::varchar || c || 5, a / 2, a % 3, e * 2, e / 3, -a, f + 1, b + e FROM t;
SELECT d + 1, d - DATE '2020-01-01', d + INTERVAL '1' DAY, d + INTERVAL '2' HOUR, g - INTERVAL '1' MONTH, g - g FROM t;
SELECT extract(year FROM d), date_part('month', g), date_trunc('week', g), year(d), dayname(d) FROM t;
SELECT substring(c FROM 2 FOR 3), trim(c), position('x' IN c), upper(c), length(c), replace(c, 'a', 'b') FROM t;
SELECT c LIKE 'a%', c NOT ILIKE '%b', c SIMILAR TO 'a|b', regexp_matches(c, 'x+') FROM t;
SELECT coalesce(b, 0), nullif(b, 1), greatest(a, b), if(h, 1, 2), CASE b WHEN 1 THEN 'one' ELSE c END FROM t;
SELECT CAST(c AS INTEGER), TRY_CAST(c AS DATE), CAST(a AS DECIMAL(10, 2)), CAST(b AS VARCHAR(3)), CAST(c AS CHAR(4))
    FROM t;
SELECT a FROM t WHERE d BETWEEN '2020-01-01' AND '2020-12-31' AND e IN (1, 2.5, 3) AND c IN ('a', 'b');
SELECT a FROM t WHERE h AND NOT (b = 3) AND (c IS NULL OR c <> 'x') AND b IS DISTINCT FROM 2;
SELECT a FROM t WHERE a < 10 OR (a > 20 AND b = 1) ORDER BY f DESC NULLS LAST, c LIMIT 5;
SELECT current_date, current_timestamp, current_user, now();
SELECT * EXCLUDE (a, b) FROM t;
SELECT a FROM 'x/*.parquet' WHERE b LIKE 'z%';
FROM t SELECT a WHERE b = 1;
TABLE u;
SELECT a FROM t LIMIT 0;
SELECT a FROM t WHERE false;
SELECT count(*) FROM t WHERE 1 = 2;
SELECT A, T.B FROM T;
SELECT (a, b) = (1, 2), (a, b) < (1, 2) FROM t;
SELECT stddev(f), var_pop(f), corr(f, e), median(f), approx_count_distinct(c), arg_max(c, a) FROM t;
SELECT bool_and(h), bit_or(b), any_value(c), first(c), mode(b), quantile_cont(f, 0.5) FROM t;
SELECT t1.a FROM t t1, t t2, t t3, t t4, t t5, t t6, t t7, t t8, t t9, t t10, t t11, t t12 WHERE t1.a = t2.a AND
    t2.a = t3.a AND t3.a = t4.a AND t4.a = t5.a AND t5.a = t6.a AND t6.a = t7.a AND t7.a = t8.a AND t8.a = t9.a AND
    t9.a = t10.a AND t10.a = t11.a AND t11.a = t12.a;
SELECT b | 1, b >> 2, ~b, c ~ 'x.*', c !~ 'y', 6 | 1 + 2, mod(b, 3) FROM t;
SELECT TIMESTAMP '2026-01-01 00:00:00' AT TIME ZONE 'UTC' FROM t WHERE c ~ '^a' AND NOT c !~ 'z';
