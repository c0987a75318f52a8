// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ChunkWriter;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.storage.Split;
import io.trino.tpch.TpchTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Generates TPC-H tables. A split is a numbered part of the generator's sequence, so parts can be made on any node.
public final class TpchConnector implements Connector {
    private static final long SPLIT_UNITS_MIN = 4_096;
    private static final int SPLITS_PER_THREAD = 4;

    @Override
    public String name() {
        return TpchTables.CONNECTOR;
    }

    @Override
    public List<Split> splits(ScanNode scan, int parallelism) {
        TpchTable<?> table = table(scan);
        double scale = scale(scan);
        long units = TpchTables.unitCount(table, scale);
        boolean divisible = units > 25;
        int parts = divisible
                ? (int) Math.clamp(units / SPLIT_UNITS_MIN, 1, (long) SPLITS_PER_THREAD * Math.max(1, parallelism))
                : 1;
        long rows = TpchTables.rowCount(table, scale);
        List<Split> splits = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            splits.add(Split.of(
                    name(),
                    rows / parts,
                    -1,
                    Map.of("part", Integer.toString(part), "parts", Integer.toString(parts))));
        }
        return splits;
    }

    @Override
    public ChunkSource open(ScanNode scan, Split split, ScanContext context) {
        int part = Integer.parseInt(split.properties().get("part"));
        int parts = Integer.parseInt(split.properties().get("parts"));
        return TpchChunkSource.open(table(scan), scale(scan), part, parts, scan, context);
    }

    private static TpchTable<?> table(ScanNode scan) {
        return TpchTable.getTable(scan.table().properties().get("table"));
    }

    private static double scale(ScanNode scan) {
        return Double.parseDouble(scan.table().properties().get("scale"));
    }

    @Override
    public ChunkWriter createWriter(WriteTarget target, long statement, int writer, ScanContext context) {
        throw new SheafException(ErrorCode.NOT_SUPPORTED, "TPC-H tables cannot be written");
    }

    @Override
    public void commit(WriteTarget target, long statement, List<ByteString> commits) {
        throw new SheafException(ErrorCode.NOT_SUPPORTED, "TPC-H tables cannot be written");
    }

    @Override
    public void abort(WriteTarget target, long statement) {}
}
