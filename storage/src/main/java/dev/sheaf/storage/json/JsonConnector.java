// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PinnedFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Scans JSON files: a split is a file.
public final class JsonConnector implements Connector {
    static final String NAME = "json";

    private final Disk disk;

    public JsonConnector(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return NAME;
    }

    /// `read_json`.
    public TableFunction tableFunction() {
        return new JsonTable(disk);
    }

    /// The table that the files matching a path or glob make.
    public Relation.Table table(String pattern) {
        return new JsonTable(disk).table(new FilePatterns(List.of(pattern)));
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        return FilePatterns.from(scan.table().properties()).resolve(disk).stream().map(JsonConnector::split).toList();
    }

    private static Split split(PinnedFile file) {
        Map<String, String> properties = new TreeMap<>();
        file.addTo(properties);
        return Split.of(NAME, -1, file.sizeBytes(), properties);
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        return new JsonChunkSource(PinnedFile.from(split.properties()).open(disk), scan, context);
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        throw notWritten();
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        throw notWritten();
    }

    private static SheafException notWritten() {
        return new SheafException(ErrorCode.NOT_SUPPORTED, "JSON files cannot be written");
    }

    @Override
    public void abort(WriteTarget target, long statement) {}
}
