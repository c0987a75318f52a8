// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.csv;

import dev.sheaf.core.catalog.ColumnStatistics;
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
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.FilePlace;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.scan.FunctionArguments;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/// `read_csv('path or glob', ..., option => value)`: the table that delimited text files make together. Dialect and
/// types are found out from the first file and hold for all.
final class CsvTable implements TableFunction {
    private static final int BOM_BYTES = 3;

    private final Disk disk;
    private final MemoryContext memory;

    CsvTable(Disk disk, MemoryContext memory) {
        this.disk = disk;
        this.memory = memory;
    }

    @Override
    public String name() {
        return "read_csv";
    }

    @Override
    public Relation.Table bind(List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
        FunctionArguments arguments = new FunctionArguments(name(), positional, named, position);
        FilePatterns patterns = new FilePatterns(arguments.paths());
        CsvRequest request = CsvRequest.of(arguments);
        try {
            return table(patterns, request);
        } catch (SheafException failure) {
            throw failure.at(position);
        }
    }

    Relation.Table table(FilePatterns patterns, CsvRequest request) {
        List<PinnedFile> files = patterns.resolve(disk);
        PinnedFile first = files.getFirst();
        CsvCompression compression =
                CsvCompression.parse(request.compression(), first.path()).orElse(CsvCompression.NONE);
        CsvSniffer.Result found = sniff(first, compression, request);
        if (found.fields().isEmpty()) {
            throw new FilePlace(first.path(), "").malformed("the file is empty, so its columns are not known");
        }
        CsvOptions options = new CsvOptions(
                found.dialect(),
                found.header(),
                request.skipRows(),
                request.nullTexts(),
                request.nullPadding(),
                request.ignoreErrors(),
                request.dateFormat(),
                request.timestampFormat(),
                compression,
                found.fields().size());
        Schema schema = new Schema(found.fields());
        Map<String, String> properties = new TreeMap<>();
        patterns.addTo(properties);
        options.addTo(properties);
        TableHandle handle =
                TableHandle.of(CsvConnector.NAME, String.join(", ", patterns.patterns()), properties);
        long totalBytes = files.stream().mapToLong(PinnedFile::sizeBytes).sum();
        return new Relation.Table(handle, schema, List.of(), () -> statistics(found, schema, totalBytes, compression));
    }

    private CsvSniffer.Result sniff(PinnedFile pinned, CsvCompression compression, CsvRequest request) {
        try (ReadableFile file = pinned.open(disk);
                CsvText text = CsvText.open(file, 0, file.sizeBytes(), compression, memory)) {
            text.advance();
            text.consume(bomBytes(text.bytes(), text.end()));
            skipLines(text, request.skipRows());
            return new CsvSniffer(text.bytes(), text.start(), text.end(), text.ended()).sniff(request);
        }
    }

    /// The length of a byte order mark at the front.
    static int bomBytes(byte[] bytes, int end) {
        boolean marked =
                end >= BOM_BYTES && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
        return marked ? BOM_BYTES : 0;
    }

    /// Moves over so many lines, whatever is in them.
    static void skipLines(CsvText text, int count) {
        int skipped = 0;
        while (skipped < count) {
            int at = text.start();
            while (at < text.end() && text.bytes()[at] != '\n') {
                at++;
            }
            if (at < text.end()) {
                text.consume(at + 1);
                skipped++;
            } else {
                text.consume(at);
                if (!text.advance()) {
                    return;
                }
            }
        }
    }

    /// Guessed from the sample: rows by their mean length, columns by values seen.
    private static TableStatistics statistics(
            CsvSniffer.Result found, Schema schema, long totalBytes, CsvCompression compression) {
        List<List<byte[]>> sample = found.sample();
        double sampleBytes = 0;
        for (List<byte[]> row : sample) {
            for (byte[] value : row) {
                sampleBytes += value.length + 1;
            }
        }
        double expansion = compression == CsvCompression.NONE ? 1 : 4;
        double rows =
                sampleBytes == 0 ? 0 : Math.max(sample.size(), totalBytes * expansion * sample.size() / sampleBytes);
        List<ColumnStatistics> columns = new java.util.ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(new SampleStatistics(sample, i).column(rows));
        }
        return new TableStatistics(OptionalDouble.of(rows), columns);
    }
}
