// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.tpch;

import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.storage.ChunkSource;
import dev.sheaf.core.storage.ScanContext;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.DecimalVector;
import dev.sheaf.core.vector.FlatVector;
import dev.sheaf.core.vector.IntVector;
import dev.sheaf.core.vector.LongVector;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.storage.scan.StringAppender;
import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.NationGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.RegionGenerator;
import io.trino.tpch.SupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchColumn;
import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Generates the rows of one part of a table and fills the requested columns from them.
///
/// @param <E> the generator's row
final class TpchChunkSource<E extends TpchEntity> implements ChunkSource {
    private final Iterable<E> generator;
    private final List<TpchColumn<E>> columns;
    private final FlatVector[] vectors;
    private final @Nullable StringAppender[] strings;
    private final ScanContext context;
    private final int chunkRows;
    private @Nullable Iterator<E> rows;
    private long rowsLeft;

    private TpchChunkSource(Iterable<E> generator, List<TpchColumn<E>> columns, ScanNode scan, ScanContext context) {
        this.generator = generator;
        this.columns = columns;
        this.context = context;
        this.chunkRows = context.chunkRows();
        this.rowsLeft = scan.limitRows().orElse(Long.MAX_VALUE);
        this.vectors = new FlatVector[columns.size()];
        this.strings = new StringAppender[columns.size()];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = FlatVector.allocate(scan.schema().type(i), chunkRows);
            if (vectors[i] instanceof StringVector vector) {
                strings[i] = new StringAppender(vector, context.memory());
            }
        }
    }

    @SuppressWarnings("unchecked")
    static <E extends TpchEntity> TpchChunkSource<E> open(
            TpchTable<E> table, double scale, int part, int parts, ScanNode scan, ScanContext context) {
        List<TpchColumn<E>> columns = new ArrayList<>();
        boolean comments = false;
        for (int column : scan.columns()) {
            columns.add(table.getColumns().get(column));
            comments |= columns.getLast().getColumnName().endsWith("_comment");
        }
        boolean exact = comments;
        Iterable<E> generator =
                (Iterable<E>) generator(table.getTableName(), scale, part, parts, () -> TpchTextPools.get(exact));
        return new TpchChunkSource<>(generator, columns, scan, context);
    }

    private static Iterable<? extends TpchEntity> generator(
            String table, double scale, int part, int parts, Supplier<TextPool> text) {
        Distributions distributions = Distributions.getDefaultDistributions();
        return switch (table) {
            case "lineitem" -> new LineItemGenerator(scale, part, parts, distributions, text);
            case "orders" -> new OrderGenerator(scale, part, parts, distributions, text);
            case "customer" -> new CustomerGenerator(scale, part, parts, distributions, text);
            case "part" -> new PartGenerator(scale, part, parts, distributions, text);
            case "partsupp" -> new PartSupplierGenerator(scale, part, parts, text);
            case "supplier" -> new SupplierGenerator(scale, part, parts, distributions, text);
            case "nation" -> new NationGenerator(distributions, text);
            case "region" -> new RegionGenerator(distributions, text);
            default -> throw new IllegalArgumentException(table);
        };
    }

    @Override
    public Result next(Chunk target, Waker waker) {
        context.cancellation().check();
        if (rows == null) {
            rows = generator.iterator();
        }
        for (StringAppender appender : strings) {
            if (appender != null) {
                appender.start();
            }
        }
        int count = 0;
        long wanted = Math.min(chunkRows, rowsLeft);
        while (count < wanted && rows.hasNext()) {
            E row = rows.next();
            for (int i = 0; i < vectors.length; i++) {
                put(columns.get(i), row, vectors[i], strings[i], count);
            }
            count++;
        }
        rowsLeft -= count;
        target.start(count);
        for (int i = 0; i < vectors.length; i++) {
            target.set(i, vectors[i]);
        }
        return count == 0 ? Result.FINISHED : Result.ROWS;
    }

    private void put(TpchColumn<E> column, E row, FlatVector vector, @Nullable StringAppender strings, int at) {
        switch (vector) {
            case LongVector longs -> longs.values()[at] = column.getIdentifier(row);
            case IntVector ints -> ints.values()[at] = switch (column.getType().getBase()) {
                case DATE -> column.getDate(row);
                case INTEGER, IDENTIFIER, DOUBLE, VARCHAR -> column.getInteger(row);
            };
            // The generator divides cents by a hundred; rounding undoes that exactly.
            case DecimalVector decimals -> decimals.values()[at] = Math.round(column.getDouble(row) * 100);
            default -> {
                byte[] text = column.getString(row).getBytes(StandardCharsets.UTF_8);
                if (strings != null) {
                    strings.put(at, text, 0, text.length);
                }
            }
        }
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() {
        for (StringAppender appender : strings) {
            if (appender != null) {
                appender.close();
            }
        }
    }
}
