// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.storage.file.FolderDisk;
import dev.sheaf.storage.tpch.TpchConnector;
import dev.sheaf.storage.tpch.TpchTables;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A program that writes and reads files with every codec; run by [NativeCodeTest] in a JVM of its own.
public final class CodecProbe {
    private CodecProbe() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        Relation.Table source = TpchTables.table("tpch.tiny", "supplier").orElseThrow();
        try (EngineMemory memory = new EngineMemory(64 << 20)) {
            FileFormats formats = new FileFormats(new FolderDisk(), memory.context());
            for (String file : List.of(
                    "uncompressed.parquet", "snappy.parquet", "zstd.parquet", "gzip.parquet", "lz4_raw.parquet",
                    "none.csv", "gzip.csv.gz", "zstd.csv.zst", "none.arrow", "lz4.arrow", "zstd.arrow")) {
                String path = directory.resolve(file).toString();
                WriteTarget target = formats.copyTarget(
                        path, Optional.empty(), source.schema(),
                        Map.of("compression", file.substring(0, file.indexOf('.'))));
                Connector connector = connector(formats, target.connector());
                connector.commit(target, 1, Writes.copy(
                        new TpchConnector(), source, connector, target, 1, 1, 100, memory.context()));
                int rows = Scans.rows(
                        connector, formats.table(path, SourcePosition.UNKNOWN), memory.context()).size();
                System.out.println(file + " has " + rows + " rows");
            }
        }
    }

    private static Connector connector(FileFormats formats, String name) {
        return formats.connectors().stream()
                .filter(connector -> connector.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
