// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks.comparison;

import java.util.List;

/// Queries over the three million flights of the first half of 2001: time of departure, delay in minutes, distance in
/// miles, and the codes of both airports. Windows that keep a row per flight are summed up, so that engines are
/// compared and not how JDBC hands over millions of rows.
final class FlightQueries {
    private FlightQueries() {}

    static final List<ComparedQuery> ALL = List.of(
            query("delays by origin", """
                    SELECT origin, count(*), avg(delay), max(delay), sum(distance) FROM flights
                    GROUP BY origin"""),
            query("delays by route", """
                    SELECT origin, destination, count(*) AS n, avg(delay) AS d FROM flights
                    GROUP BY origin, destination ORDER BY d DESC, n, origin, destination LIMIT 20"""),
            query("flights by day", """
                    SELECT date_trunc('day', date) AS day, count(*), avg(delay) FROM flights
                    GROUP BY date_trunc('day', date) ORDER BY day"""),
            query("delays by hour", """
                    SELECT extract(hour FROM date) AS h, count(*), sum(delay) FROM flights
                    GROUP BY extract(hour FROM date) ORDER BY h"""),
            query("flights by minute", """
                    SELECT count(*), max(n) FROM (SELECT date, count(*) AS n FROM flights GROUP BY date) q"""),
            query("long and late", """
                    SELECT count(*), sum(distance) FROM flights WHERE delay > 60 AND distance > 1000"""),
            query("one airport in spring", """
                    SELECT destination, count(*), avg(delay) FROM flights
                    WHERE origin = 'SFO' AND date >= TIMESTAMP '2001-03-01 00:00:00'
                        AND date < TIMESTAMP '2001-06-01 00:00:00' GROUP BY destination"""),
            query("airports that begin with S", """
                    SELECT origin, count(*) FROM flights WHERE origin LIKE 'S%' AND destination <> 'LAX'
                    GROUP BY origin"""),
            query("the hundred latest", """
                    SELECT date, origin, destination, delay FROM flights
                    ORDER BY delay DESC, date, origin, destination LIMIT 100"""),
            query("pairs of airports", "SELECT count(DISTINCT origin || destination) FROM flights"),
            query("rank of delay within origin", """
                    SELECT count(*), sum(delay), max(distance) FROM
                    (SELECT delay, distance, rank() OVER (PARTITION BY origin ORDER BY delay DESC) AS r FROM flights) q
                    WHERE r <= 10"""),
            query("running distance by origin", """
                    SELECT max(total), min(total), avg(total) FROM
                    (SELECT sum(distance) OVER (PARTITION BY origin ORDER BY date, destination, distance, delay
                        ROWS UNBOUNDED PRECEDING) AS total FROM flights) q"""),
            query("change of delay on a route", """
                    SELECT count(*), sum(delay - previous) FROM
                    (SELECT delay, lag(delay) OVER (PARTITION BY origin, destination ORDER BY date, delay) AS previous
                        FROM flights) q WHERE previous IS NOT NULL"""),
            query("share of the day", """
                    SELECT max(share) FROM
                    (SELECT count(*) * 1.0 / sum(count(*)) OVER (PARTITION BY date_trunc('day', date)) AS share
                        FROM flights GROUP BY date_trunc('day', date), origin) q"""));

    private static ComparedQuery query(String name, String sql) {
        return ComparedQuery.of(name, sql);
    }
}
