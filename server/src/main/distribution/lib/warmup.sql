-- Copyright 2026 The Sheaf Authors
-- SPDX-License-Identifier: Apache-2.0
--
-- What bin/sheaf-warmup runs, in an empty folder of its own: a little of everything that people do first. What is
-- loaded and linked here comes from the start-up cache later.
SELECT 1;
VALUES (1, 'one', DATE '2024-02-29'), (2, NULL, NULL);
SHOW TABLES;

-- Generated tables: joins, groups, orders, subqueries, windows, dates and text.
SELECT n_name, count(*) AS orders, sum(o_totalprice) AS total, avg(o_totalprice) AS average
FROM tpch.tiny.orders
JOIN tpch.tiny.customer ON o_custkey = c_custkey
JOIN tpch.tiny.nation ON c_nationkey = n_nationkey
WHERE o_orderdate >= DATE '1994-01-01' AND o_orderdate < DATE '1994-01-01' + INTERVAL '1' YEAR
GROUP BY n_name
HAVING count(*) > 1
ORDER BY total DESC, n_name
LIMIT 5;
SELECT sum(l_extendedprice * l_discount) AS revenue
FROM tpch.tiny.lineitem
WHERE l_shipdate >= DATE '1994-01-01' AND l_shipdate < DATE '1995-01-01' AND l_discount BETWEEN 0.05 AND 0.07
  AND l_quantity < 24;
WITH big AS (SELECT o_custkey, max(o_totalprice) AS most FROM tpch.tiny.orders GROUP BY o_custkey)
SELECT c_mktsegment, extract(YEAR FROM o_orderdate) AS year, count(DISTINCT o_custkey) AS customers,
  sum(CASE WHEN o_orderpriority LIKE '1%' THEN 1 ELSE 0 END) AS urgent
FROM tpch.tiny.customer
LEFT JOIN tpch.tiny.orders ON c_custkey = o_custkey
WHERE EXISTS (SELECT 1 FROM big WHERE big.o_custkey = c_custkey AND most > 100000)
  AND c_acctbal > (SELECT avg(c_acctbal) FROM tpch.tiny.customer)
GROUP BY c_mktsegment, 2
ORDER BY 1, 2;
SELECT c_name, c_acctbal, rank() OVER (PARTITION BY c_nationkey ORDER BY c_acctbal DESC) AS place,
  upper(substring(c_mktsegment, 1, 4)) || '-' || CAST(c_custkey AS VARCHAR) AS label
FROM tpch.tiny.customer
WHERE c_mktsegment IN ('BUILDING', 'MACHINERY') AND c_name LIKE '%7%'
ORDER BY place, c_name
LIMIT 10;
SELECT 1 AS a UNION ALL SELECT 2 UNION SELECT 3 ORDER BY a;

-- Own tables and views.
CREATE TABLE cities (id INTEGER, name VARCHAR, people BIGINT, founded DATE, area DOUBLE, tax DECIMAL(10, 2));
INSERT INTO cities VALUES (1, 'Delft', 107000, DATE '1246-04-15', 24.06, 12.50), (2, 'Uppsala', 166000, NULL, 48.8, 3);
CREATE VIEW large AS SELECT name, people FROM cities WHERE people > 120000;
SELECT * FROM large;
DESCRIBE cities;
EXPLAIN SELECT name, count(*) FROM cities GROUP BY name ORDER BY 2 DESC LIMIT 3;
CREATE TABLE parts AS SELECT p_partkey, p_name, p_brand, p_size, p_retailprice FROM tpch.tiny.part;

-- Files.
COPY parts TO 'parts.parquet' (FORMAT parquet);
COPY parts TO 'parts.csv' (FORMAT csv);
COPY parts TO 'parts.arrow' (FORMAT arrow);
SELECT * FROM 'parts.parquet' LIMIT 3;
SELECT p_brand, count(*), min(p_size), max(p_retailprice)
FROM 'parts.parquet'
WHERE p_size BETWEEN 10 AND 40 AND p_name LIKE '%green%'
GROUP BY p_brand
ORDER BY p_brand;
SELECT * FROM 'parts.csv' LIMIT 3;
SELECT p_brand, avg(p_retailprice) FROM 'parts.csv' GROUP BY p_brand ORDER BY 2 DESC LIMIT 5;
SELECT count(*) FROM 'parts.arrow' WHERE p_size = 7;
DROP VIEW large;
DROP TABLE cities;
