// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.arrow.ArrowConnector;
import dev.sheaf.storage.csv.CsvConnector;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.json.JsonConnector;
import dev.sheaf.storage.parquet.ParquetConnector;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// All file formats of an engine: their connectors, the table functions that name files, what a bare path in FROM
/// means, and where COPY writes to. Safe for use by many threads.
public final class FileFormats {
    private static final int MAGIC_BYTES = 6;

    private final Disk disk;
    private final ParquetConnector parquet;
    private final CsvConnector csv;
    private final ArrowConnector arrow;
    private final JsonConnector json;

    /// @param memory is charged while files are bound: for footers, samples and statistics
    public FileFormats(Disk disk, MemoryContext memory) {
        this.disk = disk;
        this.parquet = new ParquetConnector(disk, memory);
        this.csv = new CsvConnector(disk, memory);
        this.arrow = new ArrowConnector(disk);
        this.json = new JsonConnector(disk);
    }

    /// A format that can be read, written or both.
    private enum Format {
        PARQUET,
        CSV,
        ARROW,
        JSON
    }

    public List<Connector> connectors() {
        return List.of(parquet, csv, arrow, json);
    }

    /// `read_parquet`, `read_csv` and so on.
    public List<TableFunction> tableFunctions() {
        return List.of(
                parquet.tableFunction(), csv.tableFunction(), arrow.tableFunction(), json.tableFunction());
    }

    /// The table that a path or glob in FROM means. The format is known by the name's ending, else by the first
    /// file's first bytes.
    ///
    /// @throws SheafException FILE_NOT_FOUND, FILE_FORMAT when the format isn't known, or what the format reports
    public Relation.Table table(String path, SourcePosition position) {
        try {
            return switch (byName(path).orElseGet(() -> byContent(path))) {
                case PARQUET -> parquet.table(path);
                case CSV -> csv.table(path);
                case ARROW -> arrow.table(path);
                case JSON -> json.table(path);
            };
        } catch (SheafException failure) {
            throw failure.at(position);
        }
    }

    /// Where `COPY ... TO 'path'` writes.
    ///
    /// @param format as the option says; empty for what the name's ending says
    /// @param options the other options, names in lower case; the format checks them when it makes its writers
    /// @throws SheafException INVALID_PARAMETER for a format that isn't known
    public WriteTarget copyTarget(
            String path, Optional<String> format, Schema schema, Map<String, String> options) {
        Format chosen = format.isPresent()
                ? parse(format.get())
                : byName(path).orElseThrow(() -> new SheafException(
                        ErrorCode.INVALID_PARAMETER, "the name of \"" + path + "\" tells no format; add (FORMAT ...)"));
        String connector = switch (chosen) {
            case PARQUET -> parquet.name();
            case CSV -> csv.name();
            case ARROW -> arrow.name();
            case JSON -> throw new SheafException(ErrorCode.NOT_SUPPORTED, "JSON files cannot be written");
        };
        return WriteTarget.of(connector, path, schema, options);
    }

    private static Format parse(String name) {
        for (Format format : Format.values()) {
            if (format.name().equalsIgnoreCase(name)) {
                return format;
            }
        }
        throw new SheafException(ErrorCode.INVALID_PARAMETER, "format " + name + " is not known");
    }

    private static Optional<Format> byName(String path) {
        String name = path.toLowerCase(Locale.ROOT).replaceFirst("\\.(gz|zst)$", "");
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "parquet", "parq", "pq" -> Optional.of(Format.PARQUET);
            case "csv", "tsv", "tbl", "txt" -> Optional.of(Format.CSV);
            case "arrow", "arrows", "ipc", "feather" -> Optional.of(Format.ARROW);
            case "json", "ndjson", "jsonl" -> Optional.of(Format.JSON);
            default -> Optional.empty();
        };
    }

    private Format byContent(String path) {
        String first = new FilePatterns(List.of(path)).resolve(disk).getFirst().path();
        try (ReadableFile file = disk.open(first)) {
            byte[] magic = new byte[(int) Math.min(MAGIC_BYTES, file.sizeBytes())];
            file.readFully(0, MemorySegment.ofArray(magic));
            String start = new String(magic, StandardCharsets.ISO_8859_1);
            if (start.startsWith("PAR1")) {
                return Format.PARQUET;
            }
            if (start.equals("ARROW1") || start.startsWith("\u00ff\u00ff\u00ff\u00ff")) {
                return Format.ARROW;
            }
        }
        throw new SheafException(
                ErrorCode.FILE_FORMAT, "neither name nor content of \"" + first + "\" tells what format it has");
    }
}
