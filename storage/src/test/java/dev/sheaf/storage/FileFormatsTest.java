// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FolderDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFormatsTest {
    @TempDir
    Path directory;

    private final EngineMemory memory = new EngineMemory(64 << 20);
    private final FileFormats formats = new FileFormats(new FolderDisk(), memory.context());

    @AfterEach
    void close() {
        memory.close();
    }

    private String connectorOf(Path path) {
        return formats.table(path.toString(), SourcePosition.UNKNOWN).handle().connector();
    }

    @Test
    void knowsFormatsByNameAndContent() throws IOException {
        try (DuckDbFiles duckDb = new DuckDbFiles(directory)) {
            Path unnamed = duckDb.copy("SELECT 1 AS a", "");
            assertEquals("parquet", connectorOf(unnamed));
            assertEquals("parquet", connectorOf(Files.copy(unnamed, directory.resolve("A.PARQUET"))));
        }
        assertEquals("csv", connectorOf(Files.writeString(directory.resolve("a.csv"), "a,b\n1,2\n")));
        assertEquals("csv", connectorOf(Files.writeString(directory.resolve("a.tbl"), "1|2\n3|4\n")));
        Path strange = Files.writeString(directory.resolve("a.xyz"), "what is this");
        assertEquals(ErrorCode.FILE_FORMAT, assertThrows(SheafException.class, () -> connectorOf(strange)).code());
        SourcePosition position = SourcePosition.at(3, 7);
        SheafException missing = assertThrows(SheafException.class, () -> formats.table("nowhere.csv", position));
        assertEquals(ErrorCode.FILE_NOT_FOUND, missing.code());
        assertEquals(position, missing.position());
    }

    @Test
    void choosesWhereToWrite() {
        WriteTarget target = formats.copyTarget("x.parquet", Optional.empty(), Schema.EMPTY, Map.of("a", "b"));
        assertEquals(WriteTarget.of("parquet", "x.parquet", Schema.EMPTY, Map.of("a", "b")), target);
        assertEquals("csv", formats.copyTarget("x", Optional.of("CSV"), Schema.EMPTY, Map.of()).connector());
        assertEquals(ErrorCode.INVALID_PARAMETER, assertThrows(SheafException.class,
                () -> formats.copyTarget("x", Optional.empty(), Schema.EMPTY, Map.of())).code());
        assertEquals(ErrorCode.INVALID_PARAMETER, assertThrows(SheafException.class,
                () -> formats.copyTarget("x", Optional.of("xls"), Schema.EMPTY, Map.of())).code());
    }

    @Test
    void offersConnectorsAndFunctions() {
        assertEquals(List.of("parquet", "csv", "arrow", "json"),
                formats.connectors().stream().map(Connector::name).toList());
        assertEquals(
                List.of("read_parquet", "read_csv", "read_arrow", "read_json"),
                formats.tableFunctions().stream().map(TableFunction::name).toList());
    }
}
