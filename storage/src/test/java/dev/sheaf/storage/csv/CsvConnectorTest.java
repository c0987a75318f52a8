// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.RealFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.file.FolderDisk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvConnectorTest {
    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final CsvConnector connector = new CsvConnector(new FolderDisk(), memory.context(), 1 << 10);

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    private Path file(String text) {
        return file("test.csv", text.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String name, byte[] bytes) {
        try {
            return Files.write(directory.resolve(name), bytes);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Options as pairs of name and value; a value is a text, a number, a truth value or a list of texts.
    private Relation.Table table(Path file, Object... options) {
        Map<String, FunctionArgument> named = new TreeMap<>();
        for (int i = 0; i < options.length; i += 2) {
            named.put((String) options[i], switch (options[i + 1]) {
                case Boolean flag -> FunctionArgument.of(Literal.of(flag));
                case Integer number -> FunctionArgument.of(Literal.of(number));
                case List<?> texts -> FunctionArgument.list(texts.stream()
                        .map(text -> Literal.of((String) text))
                        .toList());
                case Object text -> FunctionArgument.of(Literal.of((String) text));
            });
        }
        return connector.tableFunction()
                .bind(List.of(Literal.of(file.toString())), named, SourcePosition.UNKNOWN);
    }

    private List<List<Object>> rows(Relation.Table table) {
        List<List<Object>> rows = Scans.rows(connector, table, memory.context());
        for (int chunkRows : List.of(1, 7)) {
            assertEquals(rows, Scans.rows(
                    connector, Scans.scan(table, List.of()), memory.context(), chunkRows, 3), "chunks of " + chunkRows);
        }
        return rows;
    }

    private static String columns(Relation.Table table) {
        return table.schema().fields().stream()
                .map(field -> field.name() + " " + field.type().sqlName())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "a,b\n1,x\n2,y\n", "a,b\r\n1,x\r\n2,y\r\n", "a,b\n1,x\n2,y", "1,2\n3,4\n", "a,b\nc,d\n", "a;b\n1;2,5\n2;3\n",
        "a|b\n1|2\n3|4\n", "a\tb\n1\t2\n", "x,y\n1,2020-01-01\n2,\n", "a,b\n1,\"q\"\"z\"\n2,\"\"\"\"\n",
        "a,b\n1,\"\"\n2,x\n3,\n", "a,b\n1,x\n\n2,y\n", "a\nx\n\ny\n", "t,f\ntrue,0\nF,1\n", "a,a\n1,2\n",
        "id,ts\n1,2020-01-01T10:00:00Z\n2,2020-01-01 10:00:00+02:00\n", "a\n1\n2.5\n", "a,b\n 1, x\n", "h\n",
        "z,b\n00501,1\n", "z\n+1\n0\n", "z\n0\n-01\n0.5\n",
        "a,b\n1,12:30:00\n2,23:59:59.5\n", "a,b\nx,2020-1-2\n", "a,b\n1,5\"x\n2,y\n", "a,b\n1e3,nan\n-2.5e-3,inf\n",
        "a,b\n1,\"two\nlines\"\n2,\"one, with comma\"\n", "a,b\n1,2020-01-01 01:02:03.123456\n",
        "name,größe\nJürgen,\"über 'x'\"\nmüller,😀 a longer text with emoji\n", "\uFEFFa,b\n1,2\n",
        "a,b,c\n1,,\n,2,\n,,3\n", "n\n9223372036854775807\n-9223372036854775808\n0\n",
        "x\n0.1\n1e22\n123456789012345678901234567890\n1.7976931348623157e308\n4.9e-324\n",
        "a,b\n\"1\",\"2\"\n\"3\",\"4\"\n", "d\n1969-12-31\n0001-01-01\n9999-12-31\n2000-02-29\n"
    })
    void readsAsDuckDbDoes(String text) {
        Path file = file(text);
        Relation.Table table = connector.table(file.toString());
        String source = "FROM read_csv('" + file + "')";
        String described = duckDb.rows("DESCRIBE " + source).stream()
                .map(row -> row.get(0) + " " + row.get(1).toString()
                        .replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMP WITH LOCAL TIME ZONE"))
                .collect(Collectors.joining(", "));
        assertEquals(described, columns(table));
        assertEquals(duckDb.rows(source), rows(table));
    }

    @ParameterizedTest
    @ValueSource(strings = {"seattle-weather.csv", "airports.csv", "zipcodes.csv"})
    void readsRealFiles(String name) {
        Path file = RealFiles.find(name).orElseGet(() -> {
            duckDb.execute("COPY (SELECT i AS id, DATE '2012-01-01' + (i % 2000)::INTEGER AS date, i / 10 AS temp_max,"
                    + " 'word, ' || (i % 77) AS weather FROM range(5000) t(i)) TO '" + directory.resolve(name) + "'");
            return directory.resolve(name);
        });
        Relation.Table table = connector.table(file.toString());
        String source = "FROM read_csv('" + file + "', sample_size = -1)";
        assertEquals(duckDb.rows(source), Scans.rows(connector, table, memory.context()));
        assertTrue(connector.splits(Scans.scan(table, List.of()), 2).size() > 3);
    }

    @Test
    void obeysOptions() {
        Path file = file("# a comment\n1;NA;'x;y'\n2;3,5;'it\\'s'\n");
        Relation.Table table = table(
                file, "skip", 1, "header", false, "delim", ";", "quote", "'", "escape", "\\", "nullstr", "NA",
                "columns", "id INTEGER, \"a value\" VARCHAR, t VARCHAR(20)");
        assertEquals("id INTEGER, a value VARCHAR, t VARCHAR", columns(table));
        assertEquals(List.of(Arrays.asList(1L, null, "x;y"), List.of(2L, "3,5", "it's")), rows(table));

        Path dates = file("d,t,n\n31.12.1999,\"12/31/99 11:59 PM\",007\n");
        Relation.Table formatted = table(
                dates, "dateformat", "%d.%m.%Y", "timestampformat", "%m/%d/%y %I:%M %p", "types", "n DECIMAL(20, 2)");
        assertEquals("d DATE, t TIMESTAMP, n DECIMAL(20, 2)", columns(formatted));
        assertEquals(
                List.of(List.of(
                        java.time.LocalDate.of(1999, 12, 31),
                        java.time.LocalDateTime.of(1999, 12, 31, 23, 59),
                        new java.math.BigDecimal("7.00"))),
                rows(formatted));
        assertEquals("d VARCHAR, t VARCHAR, n VARCHAR", columns(table(dates, "all_varchar", true)));
        assertEquals("x DATE, y TIMESTAMP, z VARCHAR", columns(table(
                dates, "names", "x,y,z", "dateformat", "%d.%m.%Y", "timestampformat", "%m/%d/%y %I:%M %p")));
    }

    @Test
    void padsAndIgnores() {
        Path file = file("a,b\n1,x\n2\nthree,y\n4,z,zz\n5,\"open\" end\n6,w\n");
        Object[] typed = {"header", true, "columns", "a INTEGER, b VARCHAR"};
        Object[] padded = concat(typed, "null_padding", true, "ignore_errors", true);
        assertEquals(
                List.of(List.of(1L, "x"), Arrays.asList(2L, null), List.of(6L, "w")), rows(table(file, padded)));
        assertEquals(
                List.of(List.of(1L, "x"), List.of(6L, "w")), rows(table(file, concat(typed, "ignore_errors", true))));
    }

    private static Object[] concat(Object[] first, Object... second) {
        Object[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    @Test
    void namesFileAndLineOfErrors() {
        Object[] typed = {"header", true, "columns", "a INTEGER, b VARCHAR"};
        assertError(ErrorCode.FILE_FORMAT, "line 3, column \"a\": \"x\" is not a INTEGER", typed, "a,b\n1,y\nx,2\n");
        assertError(ErrorCode.FILE_FORMAT, "line 4: 1 values where 2 are expected: 7", typed, "a,b\n1,\"\n\"\n7\n");
        assertError(ErrorCode.FILE_FORMAT, "line 2: 3 values where 2 are expected", typed, "a,b\n1,2,3\n");
        assertError(ErrorCode.FILE_FORMAT, "line 3: a quoted value does not end", typed, "a,b\n1,y\n2,\"open\n3,z\n");
        assertError(ErrorCode.FILE_FORMAT, "line 2, column \"a\"", typed, "a,b\n3000000000,y\n");
        SheafException latin = assertThrows(SheafException.class, () -> rows(table(
                file("latin.csv", new byte[] {'a', '\n', 'x', '\n', (byte) 0xE4, '\n'}))));
        assertTrue(latin.getMessage().contains("line 3") && latin.getMessage().contains("UTF-8"), latin.getMessage());
    }

    private void assertError(ErrorCode code, String message, Object[] options, String text) {
        Path file = file(text);
        SheafException error = assertThrows(SheafException.class, () -> rows(table(file, options)));
        assertEquals(code, error.code());
        assertTrue(error.getMessage().contains("test.csv, " + message), error.getMessage());
    }

    @Test
    void refusesWrongOptions() {
        Path file = file("a\n1\n");
        for (Object[] options : new Object[][] {
            {"delim", "ab"}, {"nonsense", 1}, {"types", "BLOB"}, {"dateformat", "%Q"}, {"compression", "rar"},
            {"skip", -1}, {"header", "perhaps"}
        }) {
            SheafException error = assertThrows(SheafException.class, () -> table(file, options));
            assertEquals(ErrorCode.INVALID_PARAMETER, error.code(), Arrays.toString(options));
        }
        assertEquals(ErrorCode.FILE_FORMAT, assertThrows(SheafException.class, () -> table(file(""))).code());
        assertEquals(ErrorCode.FILE_NOT_FOUND,
                assertThrows(SheafException.class, () -> table(directory.resolve("none.csv"))).code());
    }

    @Test
    void readsCompressedFiles() throws IOException {
        String text = "a,b\n1,x\n2,y\n";
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        List<List<Object>> expected = List.of(List.of(1L, "x"), List.of(2L, "y"));
        assertEquals(expected, rows(table(file("t.csv.gz", gzip.toByteArray()))));
        duckDb.execute("COPY (SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, 'y') TO '" + directory.resolve("t.csv.zst")
                + "' (FORMAT csv, COMPRESSION zstd)");
        assertEquals(expected, rows(table(directory.resolve("t.csv.zst"))));
        byte[] broken = gzip.toByteArray();
        broken[20] ^= 0x55;
        SheafException error =
                assertThrows(SheafException.class, () -> rows(table(file("bad.csv.gz", broken))));
        assertTrue(error.code() == ErrorCode.FILE_CORRUPT || error.code() == ErrorCode.FILE_FORMAT, error::toString);
    }

    @Test
    void cutsFilesOnlyBetweenRows() {
        for (long seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("id,text\n");
            List<List<Object>> expected = new java.util.ArrayList<>();
            for (int row = 0; row < 2_000; row++) {
                String value = "abc,\n\"x\" de".repeat(random.nextInt(3));
                String written = value.isEmpty() ? "plain" + row : value;
                expected.add(List.of((long) row, written));
                text.append(row).append(',');
                text.append(value.isEmpty() ? written : '"' + value.replace("\"", "\"\"") + '"');
                text.append(random.nextBoolean() ? "\n" : "\r\n");
            }
            Relation.Table table = table(file(text.toString()));
            ScanNode scan = Scans.scan(table, List.of());
            assertTrue(connector.splits(scan, 8).size() > 5);
            assertEquals(expected, Scans.rows(connector, scan, memory.context(), 2048, 8), "seed " + seed);
        }
    }

    @Test
    void survivesAnyBytes() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(400)];
            String alphabet = "ab1,;\"\"\n\r\t.-\u00e4 ";
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
            }
            Path file = file("random.csv", bytes);
            try {
                rows(table(file));
            } catch (SheafException error) {
                assertEquals(ErrorCode.FILE_FORMAT, error.code(), "seed " + seed);
            }
        }
    }
}
