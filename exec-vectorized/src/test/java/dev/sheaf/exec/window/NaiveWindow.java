// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.window;

import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowFrame.Bound;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.testkit.data.RowOrdering;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Windows by their definition, row by row.
final class NaiveWindow {
    private final WindowNode node;
    private List<List<Object>> partition = List.of();

    NaiveWindow(WindowNode node) {
        this.node = node;
    }

    List<List<Object>> compute(List<List<Object>> rows) {
        Map<List<Object>, List<List<Object>>> partitions = new LinkedHashMap<>();
        for (List<Object> row : rows) {
            List<Object> key = new ArrayList<>();
            node.partitionKeys().forEach(column -> key.add(row.get(column)));
            partitions.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
        }
        List<List<Object>> result = new ArrayList<>();
        for (List<List<Object>> members : partitions.values()) {
            partition = members;
            partition.sort(order());
            for (int i = 0; i < partition.size(); i++) {
                List<Object> row = new ArrayList<>(partition.get(i));
                for (WindowCall call : node.calls()) {
                    row.add(value(call, i));
                }
                result.add(row);
            }
        }
        return result;
    }

    private Comparator<List<Object>> order() {
        return RowOrdering.by(node.orderKeys());
    }

    private boolean peers(int row1, int row2) {
        return order().compare(partition.get(row1), partition.get(row2)) == 0;
    }

    private int peerStart(int row) {
        int start = row;
        while (start > 0 && peers(start - 1, row)) {
            start--;
        }
        return start;
    }

    private int peerEnd(int row) {
        int end = row + 1;
        while (end < partition.size() && peers(end, row)) {
            end++;
        }
        return end;
    }

    private int group(int row) {
        int group = 0;
        for (int i = 1; i <= row; i++) {
            group += peers(i - 1, i) ? 0 : 1;
        }
        return group;
    }

    private List<Integer> frame(WindowFrame frame, int row) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < partition.size(); i++) {
            if (afterStart(frame, i, row) && beforeEnd(frame, i, row) && !excluded(frame.exclusion(), i, row)) {
                rows.add(i);
            }
        }
        return rows;
    }

    private boolean excluded(WindowFrame.Exclusion exclusion, int other, int row) {
        return switch (exclusion) {
            case NO_OTHERS -> false;
            case CURRENT_ROW -> other == row;
            case GROUP -> peers(other, row);
            case TIES -> other != row && peers(other, row);
        };
    }

    private boolean afterStart(WindowFrame frame, int other, int row) {
        Bound bound = frame.start();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> true;
            case UNBOUNDED_FOLLOWING -> false;
            case CURRENT_ROW -> place(frame.unit(), other) >= place(frame.unit(), row);
            case PRECEDING -> distance(frame.unit(), bound, other, row, -1) >= 0;
            case FOLLOWING -> distance(frame.unit(), bound, other, row, 1) >= 0;
        };
    }

    private boolean beforeEnd(WindowFrame frame, int other, int row) {
        Bound bound = frame.end();
        return switch (bound.kind()) {
            case UNBOUNDED_PRECEDING -> false;
            case UNBOUNDED_FOLLOWING -> true;
            case CURRENT_ROW -> place(frame.unit(), other) <= place(frame.unit(), row);
            case PRECEDING -> distance(frame.unit(), bound, other, row, -1) <= 0;
            case FOLLOWING -> distance(frame.unit(), bound, other, row, 1) <= 0;
        };
    }

    private int place(WindowFrame.Unit unit, int row) {
        return unit == WindowFrame.Unit.ROWS ? row : group(row);
    }

    /// How far the other row lies behind the bound.
    private int distance(WindowFrame.Unit unit, Bound bound, int other, int row, int direction) {
        Object offset = partition.get(row).get(bound.offset().orElseThrow());
        if (unit != WindowFrame.Unit.RANGE) {
            return Long.compare(place(unit, other), place(unit, row) + direction * (Long) offset);
        }
        SortKey key = node.orderKeys().getFirst();
        Object own = partition.get(row).get(key.column());
        Object others = partition.get(other).get(key.column());
        if (own == null || others == null) {
            return order().compare(partition.get(other), partition.get(row));
        }
        Object moved = plus(own, offset, key.descending() ? -direction : direction);
        int order = RowOrdering.values(others, moved);
        return key.descending() ? -order : order;
    }

    private static Object plus(Object value, Object offset, int direction) {
        return switch (value) {
            case Long number -> number + direction * (Long) offset;
            case Double number -> number + direction * (Double) offset;
            case BigDecimal number -> number.add(((BigDecimal) offset).multiply(BigDecimal.valueOf(direction)));
            default -> throw new IllegalArgumentException(value.toString());
        };
    }

    private Object value(WindowCall call, int row) {
        return switch (call) {
            case WindowCall.Aggregate(AggregateCall aggregate, WindowFrame frame) ->
                    aggregate(aggregate, frame(frame, row));
            case WindowCall.Ranking ranking -> ranking(ranking, row);
        };
    }

    private Object ranking(WindowCall.Ranking call, int row) {
        int size = partition.size();
        return switch (call.function()) {
            case ROW_NUMBER -> row + 1L;
            case RANK -> peerStart(row) + 1L;
            case DENSE_RANK -> group(row) + 1L;
            case PERCENT_RANK -> size == 1 ? 0.0 : peerStart(row) / (size - 1.0);
            case CUME_DIST -> peerEnd(row) / (double) size;
            case NTILE -> tile((Long) argument(call, 0, row), row);
            case LAG -> offset(call, row, -1);
            case LEAD -> offset(call, row, 1);
            case FIRST_VALUE -> nth(call, row, 0, false);
            case LAST_VALUE -> nth(call, row, 0, true);
            case NTH_VALUE -> nth(call, row, (int) ((Long) argument(call, 1, row) - 1), false);
        };
    }

    private Object tile(Long tiles, int row) {
        if (tiles == null) {
            return null;
        }
        List<Long> numbers = new ArrayList<>();
        for (long tile = 0; tile < tiles; tile++) {
            long rows = partition.size() / tiles + (tile < partition.size() % tiles ? 1 : 0);
            for (long i = 0; i < rows; i++) {
                numbers.add(tile + 1);
            }
        }
        return numbers.get(row);
    }

    private Object argument(WindowCall.Ranking call, int argument, int row) {
        return partition.get(row).get(call.arguments().get(argument));
    }

    private Object offset(WindowCall.Ranking call, int row, int direction) {
        Long offset = call.arguments().size() > 1 ? (Long) argument(call, 1, row) : Long.valueOf(1);
        if (offset == null) {
            return null;
        }
        int step = offset < 0 ? -direction : direction;
        long left = Math.abs(offset);
        int at = row;
        while (left > 0) {
            at += step;
            if (at < 0 || at >= partition.size()) {
                return call.arguments().size() > 2 ? argument(call, 2, row) : null;
            }
            left -= call.ignoreNulls() && argument(call, 0, at) == null ? 0 : 1;
        }
        return argument(call, 0, at);
    }

    private Object nth(WindowCall.Ranking call, int row, int place, boolean last) {
        List<Integer> rows = frame(call.frame(), row);
        if (call.ignoreNulls()) {
            rows.removeIf(other -> argument(call, 0, other) == null);
        }
        int index = last ? rows.size() - 1 : place;
        return index < 0 || index >= rows.size() ? null : argument(call, 0, rows.get(index));
    }

    private Object aggregate(AggregateCall call, List<Integer> frame) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row : frame) {
            if (call.filter().isEmpty() || Boolean.TRUE.equals(partition.get(row).get(call.filter().getAsInt()))) {
                rows.add(partition.get(row));
            }
        }
        List<Object> values = new ArrayList<>();
        if (!call.arguments().isEmpty()) {
            rows.forEach(row -> values.add(row.get(call.arguments().getFirst())));
            values.removeIf(Objects::isNull);
        }
        if (call.distinct()) {
            values.sort(RowOrdering::values);
            for (int i = values.size() - 1; i > 0; i--) {
                if (RowOrdering.values(values.get(i), values.get(i - 1)) == 0) {
                    values.remove(i);
                }
            }
        }
        return switch (call.function()) {
            case COUNT_STAR -> (long) rows.size();
            case COUNT -> (long) values.size();
            case SUM -> values.isEmpty() ? null : sum(values, scale(call));
            case AVG -> values.isEmpty()
                    ? null
                    : sum(values, 0).divide(BigDecimal.valueOf(values.size()), scale(call), RoundingMode.HALF_UP);
            case MIN -> values.stream().min(RowOrdering::values).orElse(null);
            case MAX -> values.stream().max(RowOrdering::values).orElse(null);
            case BOOL_OR -> values.isEmpty() ? null : (Object) values.contains(true);
            case BIT_XOR -> values.isEmpty()
                    ? null
                    : (Object) values.stream().mapToLong(value -> (Long) value).reduce(0, (a, b) -> a ^ b);
            case MODE -> mode(values);
            case STRING_AGG -> values.isEmpty()
                    ? null
                    : String.join(",", values.stream().map(Object::toString).toList());
            default -> throw new IllegalArgumentException(call.function().name());
        };
    }

    private static Object mode(List<Object> values) {
        Object best = null;
        long bestCount = 0;
        for (Object value : values) {
            long count = values.stream().filter(value::equals).count();
            if (count > bestCount) {
                best = value;
                bestCount = count;
            }
        }
        return best;
    }

    private static int scale(AggregateCall call) {
        return ((DecimalType) call.type()).scale();
    }

    private static BigDecimal sum(List<Object> values, int scale) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Object value : values) {
            sum = sum.add(value instanceof Long number ? BigDecimal.valueOf(number) : (BigDecimal) value);
        }
        return scale > sum.scale() ? sum.setScale(scale) : sum;
    }
}
