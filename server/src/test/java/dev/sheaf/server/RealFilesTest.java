// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.server.shell.EagerTimers;
import dev.sheaf.server.shell.ShellTimers;
import dev.sheaf.testkit.sql.SqlTestFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command over real files: what it prints must be what the same command prints over DuckDB, character by
/// character, in all formats and by all ways in. Questions give doubles as decimals and timestamps as text, which the
/// two drivers write differently.
@Timeout(300)
class RealFilesTest {
    private static final String WIPE = "\r\u001b[K";
    private static final String VIEWS = """
            CREATE VIEW flights AS SELECT * FROM '{data}/flights-3m.parquet';
            CREATE VIEW airports AS SELECT * FROM read_csv('{data}/airports.csv');
            CREATE VIEW weather AS SELECT * FROM read_csv('{data}/seattle-weather.csv');
            CREATE VIEW zip_codes AS SELECT * FROM read_csv('{data}/zipcodes.csv');
            """;

    /// What is asked of the files.
    enum Question {
        JOIN_AND_GROUP("""
                SELECT a.state, count(*) AS flight_count, sum(f.delay) AS delay, round(avg(f.distance), 3) AS distance
                FROM flights f JOIN airports a ON f.origin = a.iata
                GROUP BY a.state HAVING count(*) > 10000 ORDER BY flight_count DESC, a.state"""),
        TWO_JOINS("""
                SELECT o.city AS origin, d.city AS destination, count(*) AS n
                FROM flights f JOIN airports o ON f.origin = o.iata JOIN airports d ON f.destination = d.iata
                WHERE o.state = 'WA' GROUP BY o.city, d.city ORDER BY n DESC, origin, destination LIMIT 20"""),
        OUTER_JOIN("""
                SELECT z.state, count(*) AS zip_count, count(a.iata) AS with_airport
                FROM zip_codes z LEFT JOIN airports a ON a.city = z.city AND a.state = z.state
                GROUP BY z.state ORDER BY zip_count DESC, z.state LIMIT 12"""),
        RANKS("""
                SELECT origin, destination, n, rank() OVER (PARTITION BY origin ORDER BY n DESC) AS place
                FROM (SELECT origin, destination, count(*) AS n FROM flights WHERE delay > 120 GROUP BY ALL)
                WHERE origin IN ('SEA', 'ORD', 'JFK') QUALIFY place <= 3 ORDER BY origin, place, destination"""),
        MOVING_WINDOW("""
                SELECT "date", CAST(temp_max AS DECIMAL(5, 1)) AS warmest,
                    CAST(avg(temp_max) OVER (ORDER BY "date" ROWS 6 PRECEDING) AS DECIMAL(8, 3)) AS week,
                    lag(weather) OVER (ORDER BY "date") AS before
                FROM weather WHERE "date" BETWEEN DATE '2013-02-20' AND DATE '2013-03-10' ORDER BY "date\""""),
        DATES("""
                SELECT extract(month FROM "date") AS month, extract(dow FROM "date") AS day, count(*) AS n,
                    max(delay) AS longest, CAST(max("date") AS VARCHAR) AS last
                FROM flights WHERE "date" >= TIMESTAMP '2001-03-01 00:00:00' AND "date" < DATE '2001-05-01'
                GROUP BY 1, 2 ORDER BY 1, 2"""),
        YEARS("""
                SELECT extract(year FROM "date") AS year, weather, count(*) AS days,
                    CAST(min(temp_min) AS DECIMAL(5, 1)) AS coldest,
                    CAST(sum(precipitation) AS DECIMAL(8, 1)) AS rain, max("date") - min("date") AS span
                FROM weather GROUP BY ROLLUP (1, 2) ORDER BY 1 NULLS LAST, 2 NULLS LAST"""),
        TEXTS("""
                SELECT substring(zip_code, 1, 2) AS area, count(DISTINCT county) AS counties, min(upper(city)) AS first
                FROM zip_codes WHERE county LIKE 'K%' GROUP BY 1 ORDER BY counties DESC, area LIMIT 10"""),
        NOTHING("SELECT origin, delay FROM flights WHERE origin = 'nowhere'");

        private final String sql;

        Question(String sql) {
            this.sql = sql;
        }
    }

    private final StringWriter results = new StringWriter();
    private final StringWriter messages = new StringWriter();
    private Path data;

    @BeforeEach
    void findData() {
        data = SqlTestFiles.dataFolder().orElse(null);
        Assumptions.assumeTrue(data != null, "needs the folder of real data files");
    }

    @ParameterizedTest
    @EnumSource
    void answersAsDuckDbDoes(Question question) {
        String script = views() + question.sql;
        List<String> arguments = List.of("--format", "csv", "--workers", "2", "--threads", "1", "-c", script);
        assertEquals(run("jdbc:duckdb:", "", arguments), run("jdbc:sheaf:", "", arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "csv", "tsv", "json", "markdown", "vertical"})
    void formatsLookTheSame(String format) {
        // Texts, whole numbers, dates and nulls: types that both engines call the same.
        String script = views() + """
                SELECT a.iata, a.city, count(f.delay) AS n, max(f.delay) AS longest, max(CAST(f."date" AS DATE)) AS last
                FROM airports a LEFT JOIN flights f ON f.destination = a.iata AND f.delay > 300
                WHERE a.state = 'HI' GROUP BY a.iata, a.city ORDER BY n DESC, a.iata""";
        List<String> arguments = List.of("--format", format, "-c", script);
        assertEquals(run("jdbc:duckdb:", "", arguments), run("jdbc:sheaf:", "", arguments));
    }

    @Test
    void optionFileAndStandardInputAreTheSame(@TempDir Path folder) throws IOException {
        String sql = views() + "SELECT origin, count(*) AS n FROM flights GROUP BY origin ORDER BY n DESC LIMIT 3;\n";
        Path file = Files.writeString(folder.resolve("question.sql"), sql);
        String expected = "origin,n\nORD,166341\nDFW,157162\nATL,124711\n";
        assertEquals(expected, run("jdbc:sheaf:", "", List.of("--format", "csv", "-c", sql)));
        assertEquals(expected, run("jdbc:sheaf:", "", List.of("--format", "csv", "-f", file.toString())));
        assertEquals(expected, run("jdbc:sheaf:", sql, List.of("--format", "csv")));
        assertEquals(expected, run("jdbc:sheaf:", sql, List.of("--format", "csv", "-f", "-")));
    }

    /// DuckDB reads no Arrow files by itself, so it is given the rows as Parquet.
    @Test
    void arrowFilesAnswerAsDuckDbDoes(@TempDir Path folder) {
        Path copy = folder.resolve("flights.parquet");
        String arrow = "'" + data + "/flights-200k.arrow'";
        run("jdbc:sheaf:", "", List.of("-c", "COPY (SELECT * FROM " + arrow + ") TO '" + copy + "'"));
        String sql = "SELECT CAST(floor(\"time\") AS INTEGER) AS hour, count(*) AS n, sum(delay) AS delay, "
                + "round(avg(distance), 3) AS distance, rank() OVER (ORDER BY count(*) DESC) AS place FROM %s "
                + "GROUP BY 1 ORDER BY 1";
        assertEquals(
                run("jdbc:duckdb:", "", List.of("--format", "csv", "-c", sql.formatted("'" + copy + "'"))),
                run("jdbc:sheaf:", "", List.of("--format", "csv", "-c", sql.formatted(arrow))));
    }

    @Test
    void memoryIsExplainedOnStandardErrorAndByCommand() {
        assertEquals(0, command("jdbc:sheaf:", "", false, new DaemonTimers())
                .run("--explain-memory", "--memory", "64MB", "--format", "csv", "-c", "SELECT 1 AS a;\n.memory"));
        assertTrue(messages.toString().lines().anyMatch(line -> line.matches("total +\\d+ MiB  .*")),
                messages.toString());
        assertTrue(messages.toString().contains("engine              112 MiB  limit"), messages.toString());
        assertTrue(results.toString().startsWith("a\n1\npart,size,limited,bytes,description\nheap,"),
                results.toString());
    }

    @Test
    void errorsNameThePlaceInTheScript() {
        List<String> arguments = List.of("-c", views() + "SELECT origin,\n  nowhere FROM flights");
        assertEquals(1, command("jdbc:sheaf:", "", false, new DaemonTimers()).run(arguments.toArray(String[]::new)));
        assertTrue(messages.toString().startsWith("Error 42703: "), messages.toString());
        assertTrue(messages.toString().contains("  nowhere FROM flights"), messages.toString());
        assertEquals("", results.toString());
    }

    @Test
    void progressIsDrawnOnATerminalAndWipedBeforeTheRows() {
        String sql = views() + "SELECT count(DISTINCT delay * distance) AS n FROM flights";
        List<String> arguments = List.of("--format", "csv", "-c", sql);
        assertEquals(0, command("jdbc:sheaf:", "", true, new EagerTimers()).run(arguments.toArray(String[]::new)));
        List<String> drawn = new ArrayList<>(Arrays.asList(messages.toString().split("\r\u001b\\[K", -1)));
        assertEquals("", drawn.getLast(), "the bar stays");
        assertTrue(drawn.stream().anyMatch(line -> line.contains("%  ") && line.contains(" rows read, ")),
                drawn::toString);
        assertFalse(results.toString().contains(WIPE), results.toString());

        String answer = results.toString();
        results.getBuffer().setLength(0);
        messages.getBuffer().setLength(0);
        assertEquals(0, command("jdbc:sheaf:", "", false, new EagerTimers()).run(arguments.toArray(String[]::new)));
        assertEquals("", messages.toString());
        assertEquals(answer, results.toString());
    }

    private String views() {
        return VIEWS.replace("{data}", data.toString());
    }

    private String run(String url, String input, List<String> arguments) {
        results.getBuffer().setLength(0);
        int exitCode = command(url, input, false, new DaemonTimers()).run(arguments.toArray(String[]::new));
        assertEquals("", messages.toString(), url);
        assertEquals(0, exitCode, url);
        return results.toString();
    }

    private SheafCommand command(String url, String input, boolean errorIsTerminal, ShellTimers timers) {
        ProcessConsole console = new ProcessConsole(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                results, messages, false, false, errorIsTerminal, 0, Map.of());
        return new SheafCommand(console, timers, (_, properties) -> DriverManager.getConnection(url,
                url.startsWith("jdbc:sheaf:") ? properties : new Properties()));
    }
}
