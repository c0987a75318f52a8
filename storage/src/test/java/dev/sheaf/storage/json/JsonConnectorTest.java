// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.RealFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.file.FolderDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonConnectorTest {
    @TempDir
    Path directory;

    private final EngineMemory memory = new EngineMemory(64 << 20);
    private final JsonConnector json = new JsonConnector(new FolderDisk());

    @AfterEach
    void close() {
        memory.close();
    }

    private Relation.Table table(String text) {
        try {
            return json.table(Files.writeString(directory.resolve("x.json"), text).toString());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private List<List<Object>> rows(Relation.Table table) {
        List<List<Object>> rows = Scans.rows(json, table, memory.context());
        assertEquals(rows, Scans.rows(json, Scans.scan(table, List.of()), memory.context(), 1, 1));
        return rows;
    }

    private static String columns(Relation.Table table) {
        return table.schema().fields().stream()
                .map(field -> field.name() + " " + field.type().sqlName())
                .collect(Collectors.joining(", "));
    }

    @Test
    void readsLinesAndArrays() {
        String first = "{\"a\": 1, \"b\": \"x\", \"c\": true}";
        String second = "{\"b\": null, \"a\": 2.5, \"d\": [1, {\"e\": \"f\"}]}";
        List<List<Object>> expected = List.of(
                Arrays.asList(1.0, "x", true, null), Arrays.asList(2.5, null, null, "[1,{\"e\":\"f\"}]"));
        for (String text : List.of(
                first + "\n" + second, first + second + "\n\n", "[" + first + ",\n" + second + "]",
                " [\n" + first + "\n,"
                        + second + "]\n")) {
            Relation.Table table = table(text);
            assertEquals("a DOUBLE, b VARCHAR, c BOOLEAN, d VARCHAR", columns(table));
            assertEquals(expected, rows(table));
        }
    }

    @Test
    void infersTypes() {
        Relation.Table table = table("""
                {"n": 9223372036854775807, "big": 9223372036854775808, "mixed": 1, "day": "2020-02-29", "nothing": null}
                {"n": -1, "big": 1, "mixed": "one", "day": "2021-01-01 10:11:12", "nothing": null, "späte": "ä😀"}
                """);
        assertEquals(
                "n BIGINT, big DOUBLE, mixed VARCHAR, day TIMESTAMP, nothing VARCHAR, späte VARCHAR", columns(table));
        List<List<Object>> rows = rows(table);
        assertEquals(Arrays.asList(
                Long.MAX_VALUE, 0x1p63, "1", LocalDateTime.of(2020, 2, 29, 0, 0), null, null), rows.get(0));
        assertEquals("ä😀", rows.get(1).get(5));
        assertEquals(
                List.of(List.of(LocalDate.of(2020, 2, 29))), rows(table("{\"d\": \"2020-02-29\"}")));
    }

    @Test
    void readsRealMovies() throws IOException {
        Path file = RealFiles.find("movies.json")
                .orElseGet(() -> write("movies.json", "[{\"Title\": \"A\", \"IMDB Rating\": 6.1}, {\"Title\": 9}]"));
        Relation.Table table = json.table(file.toString());
        int title = table.schema().indexOf("Title");
        assertEquals("VARCHAR", table.schema().type(title).sqlName());
        int objects = Files.readString(file).split("\"Title\":", -1).length - 1;
        assertEquals(objects, Scans.rows(json, table, memory.context()).size());
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    @Test
    void namesFileAndLineOfErrors() {
        assertError("line 2", () -> rows(table("{\"a\": 1}\n{\"a\": }\n")));
        assertError("line 1", () -> table("what"));
        assertError("line 3", () -> table("[{\"a\": 1},\n{\"a\": 2},\n"));
        assertError("no objects", () -> table("[]"));
        assertError("no objects", () -> table(""));
        assertError("no name", () -> table("{\"\": 1}"));
        assertError("occurs twice", () -> rows(table("{\"a\": 1, \"a\": 2}")));
        StringBuilder late = new StringBuilder();
        for (int i = 0; i < 30_000; i++) {
            late.append("{\"a\": ").append(i).append("}\n");
        }
        assertError("line 30001: \"a\" holds text", () -> rows(table(late + "{\"a\": \"text\"}")));
    }

    private static void assertError(String message, org.junit.jupiter.api.function.Executable call) {
        SheafException error = assertThrows(SheafException.class, call);
        assertEquals(ErrorCode.FILE_FORMAT, error.code());
        assertTrue(error.getMessage().contains("x.json") && error.getMessage().contains(message), error.getMessage());
    }

    @Test
    void survivesAnyBytes() throws IOException {
        String alphabet = "{}[]:,\"\"ab1.-e \n\\u00";
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("{\"a\":1}");
            for (int i = random.nextInt(60); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            Path file = Files.write(directory.resolve("x.json"), text.toString().getBytes(StandardCharsets.UTF_8));
            try {
                rows(json.table(file.toString()));
            } catch (SheafException error) {
                assertEquals(ErrorCode.FILE_FORMAT, error.code(), "seed " + seed);
            }
        }
    }
}
