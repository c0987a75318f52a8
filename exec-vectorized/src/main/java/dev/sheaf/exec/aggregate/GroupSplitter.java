// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.exec.hash.VectorHash;
import dev.sheaf.exec.row.RowCollection;
import dev.sheaf.exec.row.RowLayout;
import dev.sheaf.exec.row.RowReader;
import dev.sheaf.exec.row.RowScan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Splits a partition that is too large for the memory by further hash bits. For one thread.
final class GroupSplitter {
    private final AggregateSink sink;
    private final CancellationToken cancellation;
    private final long[] addresses;
    private final int[] targets;

    GroupSplitter(AggregateSink sink, CancellationToken cancellation) {
        this.sink = sink;
        this.cancellation = cancellation;
        this.addresses = new long[sink.chunkRows()];
        this.targets = new int[sink.chunkRows()];
    }

    /// Moves all rows into new parts, those without any left out. The rows of the whole are released.
    List<GroupPart> split(GroupPart whole) {
        GroupPart[] parts = new GroupPart[GroupPartitions.PARTS];
        Arrays.setAll(parts, _ -> whole.part());
        long rows = whole.rowCount();
        AggregateLayout layout = sink.layout();
        for (GroupPart.TableGroups groups : whole.tables()) {
            split(groups, parts);
        }
        RowCollection states = split(whole.states(), layout.stateRows(), layout.state(), parts[0].level());
        RowCollection kept = split(whole.kept(), layout.keptRows(), layout.kept(), parts[0].level());
        List<GroupPart> filled = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            parts[i].states().add(new GroupPart.Rows(states, i));
            parts[i].kept().add(new GroupPart.Rows(kept, i));
            if (!parts[i].isEmpty()) {
                filled.add(parts[i].comparedTo(rows));
            }
        }
        return filled;
    }

    private void split(GroupPart.TableGroups whole, GroupPart[] parts) {
        Schema keys = sink.layout().keySchema();
        FlatVector[] vectors = new FlatVector[keys.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(keys.type(i), sink.chunkRows());
        }
        Chunk chunk = new Chunk(keys);
        VectorHash hash = new VectorHash(GroupTable.ascending(keys.size()));
        int[] all = whole.groups();
        int[][] chosen = new int[parts.length][Math.max(16, all.length / 8)];
        int[] counts = new int[parts.length];
        for (int from = 0; from < all.length; from += sink.chunkRows()) {
            int count = Math.min(sink.chunkRows(), all.length - from);
            long[] hashes = whole.table().hashes(all, from, count, hash, vectors, chunk);
            for (int i = 0; i < count; i++) {
                int part = GroupPartitions.part(hashes[i], parts[0].level());
                if (counts[part] == chosen[part].length) {
                    chosen[part] = Arrays.copyOf(chosen[part], 2 * counts[part]);
                }
                chosen[part][counts[part]++] = all[from + i];
            }
        }
        for (int i = 0; i < parts.length; i++) {
            if (counts[i] > 0) {
                parts[i].tables().add(new GroupPart.TableGroups(
                        whole.table(), Arrays.copyOf(chosen[i], counts[i])));
            }
        }
    }

    private RowCollection split(
            List<GroupPart.Rows> wholes, RowLayout rows, AggregateLayout.Columns columns, int level) {
        RowCollection target = sink.newRows(rows, GroupPartitions.PARTS);
        sink.own(target);
        int[] places = GroupTable.ascending(rows.columnCount());
        VectorHash hash = new VectorHash(columns.keys());
        for (GroupPart.Rows whole : wholes) {
            RowReader reader = new RowReader(whole.rows().layout(), sink.chunkRows());
            try (RowScan scan = whole.rows().drain(whole.partition())) {
                for (int count = scan.next(addresses, addresses.length);
                        count > 0;
                        count = scan.next(addresses, addresses.length)) {
                    cancellation.check();
                    Chunk chunk = reader.read(whole.rows(), addresses, count);
                    GroupPartitions.parts(hash.hash(chunk), count, level, targets);
                    target.append(chunk, places, null, count, targets);
                }
            }
        }
        target.parkAll();
        return target;
    }
}
