// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.storage;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import java.util.List;

/// Reads and writes one kind of tables: a file format, generated data, tables in memory. The names that plans carry
/// ([TableHandle], [WriteTarget], [Split]) are made by a connector and understood by it on every node. Safe for use by
/// many threads.
public interface Connector {
    /// The name by which handles and splits refer to it.
    String name();

    /// Cuts a scan into splits, leaving out those that can't hold a matching row. File scans pin path, size and time
    /// here.
    ///
    /// @param parallelism how many threads will read; there should be a few splits for each if the table is large
    /// enough
    List<Split> splits(ScanNode scan, int parallelism);

    /// Opens a split. Nothing is read yet.
    ChunkSource open(ScanNode scan, Split split, ScanContext context);

    /// Opens a writer for one thread of one task.
    ///
    /// @param writer its number, unique in the statement
    /// @throws dev.sheaf.core.error.SheafException NOT_SUPPORTED when this kind of tables can't be written
    ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context);

    /// Makes visible, at once, what all writers of a statement wrote.
    ///
    /// @param commits what the writers gave when they finished
    void commit(WriteTarget target, long statement, List<ByteString> commits);

    /// Drops what the writers of a statement wrote. May be called for a statement that wrote nothing.
    void abort(WriteTarget target, long statement);
}
