// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.series;

import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.FunctionArgument;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// `range(stop)`, `range(start, stop)`, `range(start, stop, step)`, whose stop is left out, and `generate_series` with
/// the same arguments, whose stop is included. One BIGINT column of the function's name.
public final class SeriesFunction implements TableFunction {
    private final String name;
    private final boolean inclusive;

    private SeriesFunction(String name, boolean inclusive) {
        this.name = name;
        this.inclusive = inclusive;
    }

    public static List<TableFunction> all() {
        return List.of(new SeriesFunction("range", false), new SeriesFunction("generate_series", true));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Relation.Table bind(List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position) {
        if (!named.isEmpty()) {
            throw error("has no option " + named.keySet().iterator().next(), position);
        }
        if (positional.isEmpty() || positional.size() > 3) {
            throw error("takes one to three whole numbers, not " + positional.size() + " arguments", position);
        }
        boolean startGiven = positional.size() > 1;
        long start = startGiven ? number(positional.get(0), position) : 0;
        long stop = number(positional.get(startGiven ? 1 : 0), position);
        long step = positional.size() == 3 ? number(positional.get(2), position) : 1;
        if (step == 0) {
            throw error("cannot go by steps of 0", position);
        }
        long count = count(start, stop, step, position);
        Schema schema = Schema.of(new Field(name, DataType.BIGINT, false));
        TableHandle handle = TableHandle.of(
                SeriesConnector.NAME,
                name + "(" + start + ", " + stop + (step == 1 ? "" : ", " + step) + ")",
                Map.of("start", Long.toString(start), "step", Long.toString(step), "count", Long.toString(count)));
        return new Relation.Table(handle, schema, List.of(List.of(0)), () -> statistics(start, step, count));
    }

    private long count(long start, long stop, long step, SourcePosition position) {
        boolean empty = step > 0 ? start > stop : start < stop;
        if (empty || start == stop && !inclusive) {
            return 0;
        }
        long distance = step > 0 ? stop - start : start - stop;
        if (distance < 0 || step == Long.MIN_VALUE) {
            throw error("spans more than " + Long.MAX_VALUE + " numbers", position);
        }
        long size = Math.abs(step);
        return inclusive ? distance / size + 1 : (distance - 1) / size + 1;
    }

    private static TableStatistics statistics(long start, long step, long count) {
        long last = count == 0 ? start : start + (count - 1) * step;
        ColumnStatistics column = new ColumnStatistics(
                OptionalDouble.of((double) count),
                OptionalDouble.of(0),
                OptionalDouble.of(Long.BYTES),
                count == 0 ? Optional.empty() : Optional.of(Literal.of(Math.min(start, last))),
                count == 0 ? Optional.empty() : Optional.of(Literal.of(Math.max(start, last))));
        return new TableStatistics(OptionalDouble.of((double) count), List.of(column));
    }

    private long number(Literal literal, SourcePosition position) {
        if (literal.value() instanceof Long value && literal.type() instanceof DataType.IntegerType) {
            return value;
        }
        throw error("takes whole numbers, not " + literal, position);
    }

    private SheafException error(String detail, SourcePosition position) {
        return new SheafException(ErrorCode.INVALID_PARAMETER, name + " " + detail, position);
    }
}
