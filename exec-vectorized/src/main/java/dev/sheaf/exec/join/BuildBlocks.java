// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowScan;
import org.jspecify.annotations.Nullable;

/// Walks over the build rows again and again, a block of vectors at a time. A build side of one block is gathered only
/// once.
final class BuildBlocks {
    private final RowCollection rows;
    private final long[] addresses;
    private final FlatVector[] vectors;
    private @Nullable RowScan scan;
    private boolean whole;
    private int count;

    BuildBlocks(RowCollection rows, int blockRows) {
        this.rows = rows;
        this.addresses = new long[blockRows];
        this.vectors = new FlatVector[rows.layout().columnCount()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(rows.layout().schema().type(i), 0);
        }
    }

    /// Begins with the first block.
    ///
    /// @return whether there is one
    boolean first() {
        if (whole) {
            return true;
        }
        scan = rows.scan(JoinPartitions.UNPARTITIONED);
        boolean any = next();
        whole = any && count == rows.rowCount(JoinPartitions.UNPARTITIONED);
        return any;
    }

    /// Goes on to the next block.
    ///
    /// @return whether there is one
    boolean next() {
        if (whole || scan == null) {
            return false;
        }
        int scanned = scan.next(addresses, addresses.length);
        if (scanned == 0) {
            return false;
        }
        count = scanned;
        for (int i = 0; i < vectors.length; i++) {
            rows.gather(i, addresses, null, count, vectors[i]);
        }
        return true;
    }

    int count() {
        return count;
    }

    long address(int row) {
        return addresses[row];
    }

    /// Per column of the kept rows, the block's values.
    FlatVector[] vectors() {
        return vectors;
    }
}
