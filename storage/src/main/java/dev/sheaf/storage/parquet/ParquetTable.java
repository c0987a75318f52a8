// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.Schema;
import dev.sheaf.storage.file.FilePatterns;
import dev.sheaf.storage.file.PinnedFile;
import dev.sheaf.storage.scan.FunctionArguments;
import dev.sheaf.storage.scan.SchemaUnifier;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `read_parquet('path or glob', ..., union_by_name => false)`: the table that Parquet files make together.
final class ParquetTable implements TableFunction {
    private static final String UNION_BY_NAME = "union_by_name";

    private final ParquetConnector connector;

    ParquetTable(ParquetConnector connector) {
        this.connector = connector;
    }

    @Override
    public String name() {
        return "read_parquet";
    }

    @Override
    public Relation.Table bind(List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
        FunctionArguments arguments = new FunctionArguments(name(), positional, named, position);
        FilePatterns patterns = new FilePatterns(arguments.paths());
        boolean byName = arguments.flag(UNION_BY_NAME).orElse(false);
        arguments.finish();
        try {
            return table(patterns, byName);
        } catch (SheafException failure) {
            throw failure.at(position);
        }
    }

    Relation.Table table(FilePatterns patterns, boolean byName) {
        List<PinnedFile> files = patterns.resolve(connector.disk());
        SchemaUnifier unifier = new SchemaUnifier(byName);
        for (PinnedFile file : files) {
            unifier.add(file.path(), connector.footer(file).schema());
        }
        Schema schema = unifier.schema();
        Map<String, String> properties = new TreeMap<>();
        patterns.addTo(properties);
        TableHandle handle = TableHandle.of(
                ParquetConnector.NAME, String.join(", ", patterns.patterns()), properties);
        return new Relation.Table(handle, schema, List.of(), () -> connector.statistics(files, schema));
    }
}
