// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.arrow;

import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.TableStatistics;
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
import java.util.OptionalDouble;
import java.util.TreeMap;

/// `read_arrow('path or glob', ...)`: the table that Arrow IPC files or streams make together.
final class ArrowTable implements TableFunction {
    private final ArrowConnector connector;

    ArrowTable(ArrowConnector connector) {
        this.connector = connector;
    }

    @Override
    public String name() {
        return "read_arrow";
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
        SchemaUnifier unifier = new SchemaUnifier(false);
        long rows = 0;
        for (PinnedFile file : patterns.resolve(connector.disk())) {
            ArrowFile metadata = connector.metadata(file);
            unifier.add(file.path(), metadata.schema());
            rows += metadata.rowCount();
        }
        Schema schema = unifier.schema();
        Map<String, String> properties = new TreeMap<>();
        patterns.addTo(properties);
        TableHandle handle = TableHandle.of(ArrowConnector.NAME, String.join(", ", patterns.patterns()), properties);
        TableStatistics statistics = new TableStatistics(OptionalDouble.of((double) rows), List.of());
        return new Relation.Table(handle, schema, List.of(), () -> statistics);
    }
}
