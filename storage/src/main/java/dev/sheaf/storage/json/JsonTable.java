// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.json;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.CountingFile;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.scan.FunctionArguments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// `read_json('path or glob', ...)`: the table that JSON files make together. The columns are those of the first file.
final class JsonTable implements TableFunction {
    private final Disk disk;

    JsonTable(Disk disk) {
        this.disk = disk;
    }

    @Override
    public String name() {
        return "read_json";
    }

    @Override
    public Relation.Table bind(List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
        FunctionArguments arguments = new FunctionArguments(name(), positional, named, position);
        FilePatterns patterns = new FilePatterns(arguments.paths());
        arguments.finish();
        try {
            return table(patterns);
        } catch (SheafException failure) {
            throw failure.at(position);
        }
    }

    Relation.Table table(FilePatterns patterns) {
        List<PinnedFile> files = patterns.resolve(disk);
        PinnedFile first = files.getFirst();
        JsonSniffer sniffer = new JsonSniffer();
        Schema schema;
        double rowBytes;
        try (ReadableFile opened = first.open(disk)) {
            CountingFile file = new CountingFile(opened);
            try (JsonText text = JsonText.open(file)) {
                schema = sniffer.sniff(text);
            }
            rowBytes = (double) file.bytesRead() / Math.max(1, sniffer.rows());
        }
        if (schema.size() == 0) {
            throw new FilePlace(first.path(), "").malformed("the file has no objects, so its columns are not known");
        }
        double totalBytes = (double) files.stream().mapToLong(PinnedFile::sizeBytes).sum();
        TableStatistics statistics =
                new TableStatistics(OptionalDouble.of(Math.max(1, totalBytes / rowBytes)), List.of());
        Map<String, String> properties = new TreeMap<>();
        patterns.addTo(properties);
        TableHandle handle = TableHandle.of(JsonConnector.NAME, String.join(", ", patterns.patterns()), properties);
        return new Relation.Table(handle, schema, List.of(), () -> statistics);
    }
}
