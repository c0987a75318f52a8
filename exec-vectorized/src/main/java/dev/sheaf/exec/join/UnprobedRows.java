// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RowHeaders;
import dev.sheaf.exec.row.RowScan;
import org.jspecify.annotations.Nullable;

/// Makes chunks of the build rows that come out by themselves after probing: those that have found a match for
/// BUILD_SEMI, those that have found none, beside nulls, for the other types that keep build rows. For one thread.
final class UnprobedRows {
    private final JoinBuild build;
    private final JoinOutput output;
    private final long[] addresses;
    private final int flag;

    UnprobedRows(JoinBuild build, int chunkRows) {
        if (!build.layout().type().keepsBuildRows()) {
            throw new IllegalArgumentException(build.layout().type() + " gives no build rows by themselves");
        }
        this.build = build;
        this.output = JoinOutput.ofJoin(build);
        this.addresses = new long[chunkRows];
        this.flag = build.layout().type() == JoinType.BUILD_SEMI ? 1 : 0;
    }

    /// The next of a walk's rows that come out; null at its end. Valid until the walk goes on.
    @Nullable Chunk next(RowScan scan) {
        for (int scanned = scan.next(addresses, addresses.length);
                scanned > 0;
                scanned = scan.next(addresses, addresses.length)) {
            int count = 0;
            for (int i = 0; i < scanned; i++) {
                long address = addresses[i];
                addresses[count] = address;
                count += 1 - (RowHeaders.byteAt(build.rows().pages(), address, JoinLayout.MATCHED_OFFSET) ^ flag);
            }
            if (count > 0) {
                return output.unprobed(addresses, count);
            }
        }
        return null;
    }
}
