// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.DuckDbFiles;
import dev.sheaf.storage.RealFiles;
import dev.sheaf.storage.Scans;
import dev.sheaf.storage.Writes;
import dev.sheaf.storage.file.FolderDisk;
import dev.sheaf.storage.file.MemoryFile;
import dev.sheaf.storage.parquet.ParquetConnector;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.LargeVarCharVector;
import org.apache.arrow.vector.TimeMilliVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampSecVector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ViewVarCharVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrowConnectorTest {
    private static final String QUERY = """
            SELECT i AS id, CASE WHEN i % 5 <> 0 THEN 'text ' || (i % 50) END AS text, hash(i)::VARCHAR AS many,
                CASE WHEN i % 3 <> 0 THEN i % 2 = 0 END AS truth, (i % 100)::TINYINT AS tiny,
                (i % 1000)::SMALLINT AS small,
                i::INTEGER AS number, CASE WHEN i % 3 <> 0 THEN i / 7 END AS fraction, (i / 7)::FLOAT AS real,
                i::DECIMAL(9, 2) AS price, hash(i)::DECIMAL(38, 3) AS wide, DATE '1999-12-31' + i::INTEGER AS day,
                TIME '01:02:03.5' + to_seconds(i) AS "the time", TIMESTAMP '2000-01-01' + to_microseconds(i) AS moment,
                (TIMESTAMP '2000-01-01' + to_seconds(i))::TIMESTAMPTZ AS instant, NULL::INTEGER AS nothing,
                ('\\xAA' || i)::BLOB AS bytes
            FROM range($rows) t(i)""";

    @TempDir
    Path directory;

    private DuckDbFiles duckDb;
    private final EngineMemory memory = new EngineMemory(256 << 20);
    private final FolderDisk disk = new FolderDisk();
    private final ArrowConnector arrow = new ArrowConnector(disk);

    @BeforeEach
    void open() {
        duckDb = new DuckDbFiles(directory);
    }

    @AfterEach
    void close() {
        duckDb.close();
        memory.close();
    }

    private Path write(String query, String name, int writers, Map<String, String> options) {
        ParquetConnector parquet = new ParquetConnector(disk, memory.context());
        Relation.Table source = parquet.table(duckDb.copy(query, "").toString());
        Path file = directory.resolve(name);
        WriteTarget target = WriteTarget.of("arrow", file.toString(), source.schema(), options);
        List<ByteString> commits = Writes.copy(parquet, source, arrow, target, 3, writers, 700, memory.context());
        arrow.commit(target, 3, commits);
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "0, out.arrow, 1, none", "1, out.arrow, 1, none", "70000, out.arrow, 1, none", "7000, out.arrow, 3, none",
        "7000, out.arrows, 1, none", "7000, out.arrows, 2, zstd", "7000, out.arrow, 2, lz4", "7000, out.arrow, 1, zstd"
    })
    void givesBackWhatItWrote(int rows, String name, int writers, String compression) {
        String query = QUERY.replace("$rows", Integer.toString(rows));
        Path file = write(query, name, writers, Map.of("compression", compression));
        Relation.Table table = arrow.table(file.toString());
        assertEquals(rows, table.statistics().get().rowCount().orElseThrow());
        for (int chunkRows : rows > 10_000 ? new int[] {2048} : new int[] {2048, 7}) {
            List<List<Object>> own = new java.util.ArrayList<>(
                    Scans.rows(arrow, Scans.scan(table, List.of()), memory.context(), chunkRows, 4));
            own.sort(Comparator.comparing(row -> (Long) row.get(0)));
            assertEquals(duckDb.rows(query), own);
        }
    }

    @Test
    void writesWhatArrowReads() throws IOException {
        String query = QUERY.replace("$rows", "3000");
        Path file = write(query, "out.arrows", 1, Map.of());
        try (BufferAllocator allocator = memory.context().allocator().newChildAllocator("test", 0, 1 << 26);
                ArrowStreamReader reader = ArrowStreams.reader(Files.readAllBytes(file), allocator)) {
            assertTrue(reader.loadNextBatch());
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            assertEquals(3000, root.getRowCount());
            assertEquals("text 2", root.getVector("text").getObject(2).toString());
            assertTrue(root.getVector("text").isNull(5));
            assertEquals(new BigDecimal("17.00"), root.getVector("price").getObject(17));
            assertEquals((byte) 99, root.getVector("tiny").getObject(99));
            assertEquals(LocalDateTime.of(2000, 1, 1, 0, 0, 0, 9_000), root.getVector("moment").getObject(9));
            assertTrue((Boolean) root.getVector("truth").getObject(4));
            assertEquals(3000, root.getVector("nothing").getNullCount());
            assertFalse(reader.loadNextBatch());
        }
    }

    @Test
    void readsWhatArrowWrote() throws IOException {
        try (BufferAllocator allocator = memory.context().allocator().newChildAllocator("test", 0, 1 << 26)) {
            VarCharVector words = new VarCharVector("word", FieldType.nullable(new ArrowType.Utf8()), allocator);
            for (int i = 0; i < 5; i++) {
                words.setSafe(i, ("a word of some length " + i).getBytes(StandardCharsets.UTF_8));
            }
            words.setValueCount(5);
            Dictionary dictionary =
                    new Dictionary(words, new DictionaryEncoding(7, false, new ArrowType.Int(16, true)));
            VarCharVector plain = new VarCharVector("word", allocator);
            UInt4Vector unsigned = new UInt4Vector("u4", allocator);
            UInt8Vector large = new UInt8Vector("u8", allocator);
            TimeStampSecVector seconds = new TimeStampSecVector("seconds", allocator);
            TimeStampNanoVector nanos = new TimeStampNanoVector("nanos", allocator);
            TimeMilliVector time = new TimeMilliVector("time", allocator);
            LargeVarCharVector text = new LargeVarCharVector("text", allocator);
            ViewVarCharVector view = new ViewVarCharVector("view", allocator);
            BigIntVector number = new BigIntVector("number", allocator);
            for (int i = 0; i < 100; i++) {
                if (i % 10 == 0) {
                    plain.setNull(i);
                    view.setNull(i);
                } else {
                    plain.setSafe(i, words.get(i % 5));
                    view.setSafe(i, ("v" + "x".repeat(i)).getBytes(StandardCharsets.UTF_8));
                }
                unsigned.setSafe(i, -1 - i);
                large.setSafe(i, -1L - i);
                seconds.setSafe(i, i);
                nanos.setSafe(i, -1);
                time.setSafe(i, 1000 * i + 1);
                text.setSafe(i, ("large " + i).getBytes(StandardCharsets.UTF_8));
                number.setSafe(i, i);
            }
            FieldVector coded = (FieldVector) DictionaryEncoder.encode(setCount(plain), dictionary);
            List<FieldVector> vectors = List.of(
                    coded, setCount(unsigned), setCount(large), setCount(seconds), setCount(nanos), setCount(time),
                    setCount(text), setCount(view), setCount(number));
            List<Field> fields = new java.util.ArrayList<>(vectors.stream().map(FieldVector::getField).toList());
            fields.set(0, new Field(
                    "word", new FieldType(true, new ArrowType.Utf8(), dictionary.getEncoding()), List.of()));
            byte[] stream = ArrowStreams.write(
                    new Schema(fields), new VectorSchemaRoot(
                            vectors.stream().map(FieldVector::getField).toList(), vectors, 100),
                    List.of(dictionary));
            vectors.forEach(FieldVector::close);
            plain.close();
            words.close();
            checkRows(Files.write(directory.resolve("x.arrows"), stream));
        }
    }

    private static <T extends FieldVector> T setCount(T vector) {
        vector.setValueCount(100);
        return vector;
    }

    private void checkRows(Path file) {
        List<List<Object>> rows = Scans.rows(arrow, arrow.table(file.toString()), memory.context());
        assertEquals(100, rows.size());
        assertEquals(
                Arrays.asList(
                        null, 4294967295L, new BigDecimal("18446744073709551615"), LocalDateTime.of(1970, 1, 1, 0, 0),
                        LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_000), LocalTime.of(0, 0, 0, 1_000_000),
                        "large 0", null, 0L),
                rows.get(0));
        assertEquals("a word of some length 2", rows.get(37).get(0));
        assertEquals("v" + "x".repeat(37), rows.get(37).get(7));
        assertEquals(LocalDateTime.of(1970, 1, 1, 0, 0, 37), rows.get(37).get(3));
    }

    @Test
    void readsRealFlights() {
        Path file = RealFiles.find("flights-200k.arrow")
                .orElseGet(() -> write(
                        "SELECT (i % 100)::SMALLINT AS delay, (i % 7)::SMALLINT AS distance, i::FLOAT AS time"
                                + " FROM range(200000) t(i)",
                        "flights.arrow", 1, Map.of()));
        Relation.Table table = arrow.table(file.toString());
        assertEquals("[delay SMALLINT, distance SMALLINT, time REAL]", table.schema().fields().toString());
        assertEquals(200_000, Scans.rows(arrow, table, memory.context()).size());
        assertTrue(arrow.splits(Scans.scan(table, List.of()), 1).size() >= 3);
    }

    @ParameterizedTest
    @CsvSource({"out.arrow, none", "out.arrows, none", "out.arrow, lz4", "out.arrow, zstd"})
    void survivesBrokenFiles(String name, String compression) throws IOException {
        Path file = write(QUERY.replace("$rows", "200"), name, 2, Map.of("compression", compression));
        byte[] good = Files.readAllBytes(file);
        for (long seed = 0; seed < 80; seed++) {
            Random random = new Random(seed);
            byte[] bad = random.nextInt(4) == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int flips = random.nextInt(4); flips > 0 && bad.length > 0; flips--) {
                int at = random.nextInt(3) == 0 ? random.nextInt(bad.length)
                        : random.nextInt(Math.min(1500, bad.length));
                bad[at] = (byte) random.nextInt(256);
            }
            readBroken(Files.write(directory.resolve("broken.arrow"), bad), "seed " + seed);
        }
    }

    private void readBroken(Path file, String what) {
        try {
            Relation.Table table = arrow.table(file.toString());
            Scans.rows(arrow, Scans.scan(table, List.of()), memory.context(), 100, 1);
        } catch (SheafException error) {
            assertTrue(
                    error.code() == ErrorCode.FILE_CORRUPT || error.code() == ErrorCode.NOT_SUPPORTED
                            || error.code() == ErrorCode.OUT_OF_MEMORY,
                    () -> what + ": " + error);
        } catch (RuntimeException | Error other) {
            throw new AssertionError(what, other);
        }
        assertEquals(0, memory.context().usedBytes(), what);
    }

    @Test
    void refusesColumnsWithoutAType() throws IOException {
        byte[] good = Files.readAllBytes(
                write(QUERY.replace("$rows", "3"), "out.arrow", 1, Map.of("compression", "none")));
        int typeless = 0;
        for (int at = Math.max(0, good.length - 1500); at < good.length; at++) {
            byte[] bad = good.clone();
            bad[at] = 0;
            try {
                ArrowFile.open(new MemoryFile("x.arrow", bad));
            } catch (SheafException error) {
                assertEquals(ErrorCode.FILE_CORRUPT, error.code(), "byte " + at);
                typeless += error.getMessage().contains("type or name is missing") ? 1 : 0;
            }
        }
        assertTrue(typeless > 0);
    }

    @Test
    void saysThatAFileIsNotArrow() {
        SheafException error = assertThrows(SheafException.class, () -> ArrowFile.open(
                new MemoryFile("x.arrow", "this is a text and no Arrow file".getBytes(StandardCharsets.UTF_8))));
        assertEquals(ErrorCode.FILE_CORRUPT, error.code());
        assertTrue(error.getMessage().startsWith("x.arrow"), error.getMessage());
    }
}
