// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.catalog;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.catalog.log.TableDefinition;
import dev.sheaf.core.catalog.log.TailMerge;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// What the engine needs of the connector that keeps the segments of its own tables. Safe for use by many threads.
public interface OwnTables {
    /// The connector's name.
    String connector();

    /// Where the rows of a table of that name are written to.
    WriteTarget target(String name, Schema schema);

    /// Makes a version of a table readable.
    Relation.Table table(TableDefinition definition);

    /// The segments that writers have made, as they say in their commits.
    List<SegmentReference> segments(List<ByteString> commits);

    /// Puts rows that a statement adds together with small segments at the end of a table, when there are many.
    ///
    /// @param table a pinned version
    Optional<TailMerge> mergeTail(TableDefinition table, List<SegmentReference> added, long statement);

    /// Looks whether rows that are added to a version of a table surely repeat no key of it.
    ///
    /// @return empty when they may; else what must be told the next version once it is one
    Optional<Consumer<TableDefinition>> addedKeys(TableDefinition before, List<SegmentReference> added);

    /// Lets go of segments that are part of no version of a table.
    void drop(List<SegmentReference> segments);

    /// Keeps what a statement's writers have made, now that it is part of a table.
    void keep(WriteTarget target, long statement, List<ByteString> commits);
}
