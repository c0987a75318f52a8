// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Aggregates computed the plain way, row by row over Java values, and compared with what an accumulator gave.
final class NaiveAggregate {
    private final AggregateCall call;
    private final Schema schema;

    NaiveAggregate(AggregateCall call, Schema schema) {
        this.call = call;
        this.schema = schema;
    }

    /// Whether a result is right for a group of rows.
    boolean accepts(List<List<Object>> group, Object actual) {
        List<List<Object>> rows = arguments(group);
        AggregateFunction function = call.function();
        List<Object> values = rows.stream().map(row -> row.isEmpty() ? null : row.getFirst()).toList();
        List<Object> present = values.stream().filter(Objects::nonNull).toList();
        return switch (function) {
            case COUNT_STAR -> Objects.equals(actual, (long) rows.size());
            case COUNT -> Objects.equals(actual, (long) present.size());
            case REGR_COUNT -> Objects.equals(actual, (long) pairs(rows).size());
            case PRODUCT -> close(number(present), actual)
                    // A product that overflows on the way depends on the order of the factors.
                    || present.size() > 20 && actual instanceof Double;
            case SUM, AVG, STDDEV_POP, STDDEV_SAMP, VAR_POP, VAR_SAMP, SKEWNESS, KURTOSIS ->
                    close(number(present), actual);
            case MIN -> same(present.stream().min(NaiveAggregate::compare).orElse(null), actual);
            case MAX -> same(present.stream().max(NaiveAggregate::compare).orElse(null), actual);
            case ANY_VALUE -> present.isEmpty() ? actual == null : contains(present, actual);
            case FIRST, LAST -> values.isEmpty() ? actual == null : contains(ends(group), actual);
            case BOOL_AND -> same(present.isEmpty() ? null : !present.contains(false), actual);
            case BOOL_OR -> same(present.isEmpty() ? null : present.contains(true), actual);
            case BIT_AND, BIT_OR, BIT_XOR -> same(bits(present), actual);
            case COVAR_POP, COVAR_SAMP, CORR, REGR_SLOPE, REGR_INTERCEPT, REGR_R2 ->
                    close(regression(pairs(rows)), actual, 1e-6);
            case STRING_AGG -> texts(group, rows, (String) actual);
            case ARG_MIN, ARG_MAX -> argument(pairs(rows), actual);
            case MEDIAN, QUANTILE_CONT, QUANTILE_DISC -> close(quantile(present, rows), actual);
            case MODE -> mode(present, actual);
            case APPROX_COUNT_DISTINCT -> {
                long exact = present.stream().map(NaiveAggregate::normal).distinct().count();
                yield Math.abs((Long) actual - exact) <= 0.1 * exact;
            }
        };
    }

    private List<List<Object>> arguments(List<List<Object>> group) {
        List<List<Object>> rows = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (List<Object> row : group) {
            if (call.filter().isPresent() && !Boolean.TRUE.equals(row.get(call.filter().getAsInt()))) {
                continue;
            }
            List<Object> values = new ArrayList<>();
            call.arguments().forEach(argument -> values.add(row.get(argument)));
            if (!call.distinct() || seen.add(values.stream().map(NaiveAggregate::normal).toList())) {
                rows.add(values);
            }
        }
        return rows;
    }

    private static List<List<Object>> pairs(List<List<Object>> rows) {
        return rows.stream().filter(row -> row.get(0) != null && row.get(1) != null).toList();
    }

    private Object number(List<Object> present) {
        if (present.isEmpty()) {
            return null;
        }
        DataType type = schema.type(call.arguments().getFirst());
        return switch (call.function()) {
            case SUM -> exact(type) ? convert(sum(present)) : present.stream().mapToDouble(this::toDouble).sum();
            case PRODUCT -> present.stream().mapToDouble(this::toDouble).reduce(1, (a, b) -> a * b);
            case AVG -> {
                if (!exact(type)) {
                    yield present.stream().mapToDouble(this::toDouble).sum() / present.size();
                }
                BigDecimal sum = new BigDecimal(sum(present), scale(type));
                yield call.type() instanceof DecimalType decimal
                        ? sum.divide(BigDecimal.valueOf(present.size()), decimal.scale(), RoundingMode.HALF_UP)
                                .unscaledValue()
                        : (Object) (sum.doubleValue() / present.size());
            }
            default -> moments(present.stream().mapToDouble(this::toDouble).toArray());
        };
    }

    private Object moments(double[] values) {
        double n = values.length;
        double mean = Arrays.stream(values).sum() / n;
        double m2 = Arrays.stream(values).map(v -> Math.pow(v - mean, 2)).sum() / n;
        double m3 = Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum() / n;
        double m4 = Arrays.stream(values).map(v -> Math.pow(v - mean, 4)).sum() / n;
        return switch (call.function()) {
            case VAR_POP -> m2;
            case STDDEV_POP -> Math.sqrt(m2);
            case VAR_SAMP -> n < 2 ? null : (Object) (m2 * n / (n - 1));
            case STDDEV_SAMP -> n < 2 ? null : (Object) Math.sqrt(m2 * n / (n - 1));
            case SKEWNESS -> n < 3 ? null : (Object) (Math.sqrt(n * (n - 1)) / (n - 2) * m3 / Math.pow(m2, 1.5));
            default -> n < 4 || m2 == 0
                    ? null
                    : (Object) ((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (m4 / (m2 * m2) - 3) + 6));
        };
    }

    private Object regression(List<List<Object>> pairs) {
        double n = pairs.size();
        double[] ys = pairs.stream().mapToDouble(pair -> toDouble(pair.get(0))).toArray();
        double[] xs = pairs.stream().mapToDouble(pair -> toDouble(pair.get(1))).toArray();
        double meanY = Arrays.stream(ys).sum() / n;
        double meanX = Arrays.stream(xs).sum() / n;
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < n; i++) {
            xy += (xs[i] - meanX) * (ys[i] - meanY);
            xx += (xs[i] - meanX) * (xs[i] - meanX);
            yy += (ys[i] - meanY) * (ys[i] - meanY);
        }
        boolean regression = call.function() != AggregateFunction.COVAR_POP
                && call.function() != AggregateFunction.COVAR_SAMP;
        if (n == 0 || regression && xx == 0) {
            return null;
        }
        return switch (call.function()) {
            case COVAR_POP -> xy / n;
            case COVAR_SAMP -> n < 2 ? null : (Object) (xy / (n - 1));
            case CORR -> yy == 0 ? null : (Object) (xy / Math.sqrt(xx * yy));
            case REGR_SLOPE -> xy / xx;
            case REGR_INTERCEPT -> meanY - xy / xx * meanX;
            default -> yy == 0 ? 1.0 : xy * xy / (xx * yy);
        };
    }

    private Object bits(List<Object> present) {
        if (present.isEmpty()) {
            return null;
        }
        long result = ((Number) present.getFirst()).longValue();
        for (Object value : present.subList(1, present.size())) {
            long bits = ((Number) value).longValue();
            result = switch (call.function()) {
                case BIT_AND -> result & bits;
                case BIT_OR -> result | bits;
                default -> result ^ bits;
            };
        }
        return present.getFirst() instanceof Integer ? (Object) (int) result : (Object) result;
    }

    private List<Object> ends(List<List<Object>> group) {
        List<List<Object>> rows = group.stream()
                .filter(row -> call.filter().isEmpty() || Boolean.TRUE.equals(row.get(call.filter().getAsInt())))
                .toList();
        if (call.order().isEmpty()) {
            return rows.stream().map(row -> row.get(call.arguments().getFirst())).toList();
        }
        Comparator<List<Object>> order = order();
        List<Object> end = call.function() == AggregateFunction.FIRST
                ? rows.stream().min(order).orElseThrow()
                : rows.stream().max(order).orElseThrow();
        return rows.stream()
                .filter(row -> order.compare(row, end) == 0)
                .map(row -> row.get(call.arguments().getFirst()))
                .toList();
    }

    private Comparator<List<Object>> order() {
        return (left, right) -> {
            for (SortKey key : call.order()) {
                Object a = left.get(key.column());
                Object b = right.get(key.column());
                int result;
                if (a == null || b == null) {
                    result = a == b ? 0 : (a == null) == key.nullsFirst() ? -1 : 1;
                } else {
                    result = key.descending() ? compare(b, a) : compare(a, b);
                }
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    private boolean texts(List<List<Object>> group, List<List<Object>> rows, String actual) {
        List<String> texts = rows.stream().filter(row -> row.getFirst() != null).map(row -> (String) row.getFirst())
                .toList();
        if (texts.isEmpty()) {
            return actual == null;
        }
        if (call.order().isEmpty()) {
            return Arrays.stream(actual.split(";", -1)).sorted().toList().equals(texts.stream().sorted().toList());
        }
        List<String> sorted = group.stream()
                .filter(row -> call.filter().isEmpty() || Boolean.TRUE.equals(row.get(call.filter().getAsInt())))
                .sorted(order())
                .map(row -> (String) row.get(call.arguments().getFirst()))
                .filter(Objects::nonNull)
                .toList();
        return String.join(";", call.distinct() ? sorted.stream().distinct().toList() : sorted).equals(actual);
    }

    private boolean argument(List<List<Object>> pairs, Object actual) {
        if (pairs.isEmpty()) {
            return actual == null;
        }
        Comparator<List<Object>> order = (a, b) -> compare(a.get(1), b.get(1));
        List<Object> end = call.function() == AggregateFunction.ARG_MIN
                ? pairs.stream().min(order).orElseThrow()
                : pairs.stream().max(order).orElseThrow();
        return contains(
                pairs.stream().filter(pair -> order.compare(pair, end) == 0).map(List::getFirst).toList(), actual);
    }

    private Object quantile(List<Object> present, List<List<Object>> rows) {
        if (present.isEmpty()) {
            return null;
        }
        List<Object> sorted = present.stream().sorted(NaiveAggregate::compare).toList();
        double fraction = call.function() == AggregateFunction.MEDIAN
                ? 0.5
                : (Double) rows.getFirst().get(1);
        if (call.function() == AggregateFunction.QUANTILE_DISC) {
            return sorted.get(Math.max(0, (int) Math.ceil(fraction * sorted.size()) - 1));
        }
        double place = fraction * (sorted.size() - 1);
        double low = toDouble(sorted.get((int) Math.floor(place)));
        double high = toDouble(sorted.get((int) Math.ceil(place)));
        return low == high ? low : low + (high - low) * (place - Math.floor(place));
    }

    private static boolean mode(List<Object> present, Object actual) {
        Map<Object, Integer> counts = new HashMap<>();
        present.forEach(value -> counts.merge(normal(value), 1, Integer::sum));
        return present.isEmpty()
                ? actual == null
                : Objects.equals(
                        counts.get(normal(actual)), counts.values().stream().max(Integer::compare).orElseThrow());
    }

    private static BigInteger sum(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof BigInteger big ? big : BigInteger.valueOf(((Number) value).longValue()))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private Object convert(BigInteger sum) {
        return switch (call.type().physical()) {
            case LONG -> (Object) sum.longValueExact();
            case INT -> sum.intValueExact();
            default -> sum;
        };
    }

    private double toDouble(Object value) {
        return value instanceof BigInteger unscaled
                ? new BigDecimal(unscaled, scale(schema.type(call.arguments().getFirst()))).doubleValue()
                : ((Number) value).doubleValue();
    }

    private static boolean exact(DataType type) {
        return AggregateFunction.sumType(type) instanceof DecimalType;
    }

    private static int scale(DataType type) {
        return type instanceof DecimalType decimal ? decimal.scale() : 0;
    }

    static Object normal(Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    static int compare(Object left, Object right) {
        return left instanceof String text
                ? Arrays.compareUnsigned(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        ((String) right).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : ((Comparable) normal(left)).compareTo(normal(right));
    }

    private static boolean same(Object expected, Object actual) {
        return Objects.equals(normal(expected), normal(actual));
    }

    private static boolean contains(List<Object> values, Object actual) {
        return values.stream().anyMatch(value -> same(value, actual));
    }

    private static boolean close(Object expected, Object actual) {
        return close(expected, actual, 1e-9);
    }

    /// What differences of large numbers leave may be far from exact relative to itself.
    private static boolean close(Object expected, Object actual, double tolerance) {
        if (expected instanceof Double wanted && actual instanceof Double got) {
            return wanted.equals(got)
                    || Math.abs(wanted - got) <= tolerance * Math.max(1, Math.max(Math.abs(wanted), Math.abs(got)))
                    || !Double.isFinite(wanted) && !Double.isFinite(got);
        }
        return same(expected, actual);
    }
}
