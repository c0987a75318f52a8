// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import dev.sheaf.testkit.sql.ColumnType.Family;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;

/// Compares and orders rendered rows: numbers under the letter `R` with tolerance, everything else by its text.
public final class RowComparison {
    private static final double DOUBLE_TOLERANCE = 1e-9;
    private static final double REAL_TOLERANCE = 1e-6;
    private static final double NEAR_ZERO = 1e-12;

    /// How the values of one column are compared.
    private sealed interface Rule {
        /// By their texts.
        record Text() implements Rule {}

        /// By their numbers, whatever the scale.
        record Exact() implements Rule {}

        /// By their numbers, which may differ by a share of the greater one or by an absolute amount.
        record Near(double relative, double absolute) implements Rule {}
    }

    private final List<Rule> rules;

    private RowComparison(List<Rule> rules) {
        this.rules = rules;
    }

    /// Makes a comparison for the columns of a result.
    ///
    /// @param letters a letter per column, as in a `query` record
    /// @param types the types that the engine reported
    static RowComparison forLetters(String letters, List<ColumnType> types) {
        List<Rule> rules = new ArrayList<>();
        for (int column = 0; column < types.size(); column++) {
            rules.add(letters.charAt(column) == 'R' ? near(types.get(column), types.get(column)) : new Rule.Text());
        }
        return new RowComparison(rules);
    }

    /// Makes a comparison in which every value must have the same text.
    static RowComparison exact() {
        return new RowComparison(List.of());
    }

    /// Makes a comparison for the results of two engines: exact numbers by value whatever their scale, with tolerance
    /// where one side is REAL or DOUBLE, everything else by its text.
    public static RowComparison forTypes(List<ColumnType> left, List<ColumnType> right) {
        List<Rule> rules = new ArrayList<>();
        for (int column = 0; column < Math.min(left.size(), right.size()); column++) {
            ColumnType leftType = left.get(column);
            ColumnType rightType = right.get(column);
            if (leftType.isApproximate() || rightType.isApproximate()) {
                rules.add(near(leftType, rightType));
            } else {
                rules.add(leftType.isNumber() && rightType.isNumber() ? new Rule.Exact() : new Rule.Text());
            }
        }
        return new RowComparison(rules);
    }

    // A decimal beside an approximate number is a rounded quotient: it may be off by half a unit of its last place.
    private static Rule near(ColumnType left, ColumnType right) {
        boolean single = left.family() == Family.REAL || right.family() == Family.REAL;
        double absolute = Math.max(halfUnit(left), halfUnit(right));
        return new Rule.Near(single ? REAL_TOLERANCE : DOUBLE_TOLERANCE, Math.max(NEAR_ZERO, absolute));
    }

    private static double halfUnit(ColumnType type) {
        return type.family() == Family.DECIMAL && type.scale() > 0 ? 0.5001 * Math.pow(10, -type.scale()) : 0;
    }

    /// Returns whether two rows agree.
    public boolean equal(List<String> left, List<String> right) {
        if (left.size() != right.size()) {
            return false;
        }
        for (int column = 0; column < left.size(); column++) {
            if (!equal(left.get(column), right.get(column), rule(column))) {
                return false;
            }
        }
        return true;
    }

    /// Returns the rows ordered by the texts of their exact columns, then by the numbers of those with tolerance, so
    /// that last digits can't change the place of rows that otherwise differ.
    public List<List<String>> sorted(List<List<String>> rows) {
        record Keyed(String exact, List<Double> numbers, List<String> row) {}
        List<Keyed> keyed = new ArrayList<>(rows.size());
        for (List<String> row : rows) {
            StringBuilder exact = new StringBuilder();
            List<Double> numbers = new ArrayList<>();
            for (int column = 0; column < row.size(); column++) {
                OptionalDouble number =
                        rule(column) instanceof Rule.Text ? OptionalDouble.empty() : number(row.get(column));
                numbers.add(number.orElse(0));
                exact.append(number.isPresent() ? "" : row.get(column)).append('\t');
            }
            keyed.add(new Keyed(exact.toString(), numbers, row));
        }
        keyed.sort(Comparator.comparing(Keyed::exact).thenComparing(Keyed::numbers, RowComparison::compareNumbers));
        return keyed.stream().map(Keyed::row).toList();
    }

    private static int compareNumbers(List<Double> left, List<Double> right) {
        for (int column = 0; column < Math.min(left.size(), right.size()); column++) {
            int order = Double.compare(left.get(column), right.get(column));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /// Returns the values of all rows, each as a row of its own, sorted as text.
    static List<List<String>> sortedValues(List<List<String>> rows) {
        return rows.stream().flatMap(List::stream).sorted().map(List::of).toList();
    }

    /// Returns the digest that stands for a long result, as sqllogictest computes it.
    static String digest(List<List<String>> rows) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            int valueCount = 0;
            for (List<String> row : rows) {
                for (String value : row) {
                    md5.update((value + "\n").getBytes(StandardCharsets.UTF_8));
                    valueCount++;
                }
            }
            return valueCount + " values hashing to " + HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    boolean hasTolerance() {
        return rules.stream().anyMatch(Rule.Near.class::isInstance);
    }

    private Rule rule(int column) {
        return column < rules.size() ? rules.get(column) : new Rule.Text();
    }

    private static boolean equal(String left, String right, Rule rule) {
        if (left.equals(right)) {
            return true;
        }
        if (left.equals(ValueRenderer.NULL) || right.equals(ValueRenderer.NULL)) {
            return false;
        }
        return switch (rule) {
            case Rule.Text() -> false;
            case Rule.Exact() -> new BigDecimal(left).compareTo(new BigDecimal(right)) == 0;
            case Rule.Near(double relative, double absolute) -> near(left, right, relative, absolute);
        };
    }

    private static boolean near(String left, String right, double relative, double absolute) {
        OptionalDouble leftNumber = number(left);
        OptionalDouble rightNumber = number(right);
        if (leftNumber.isEmpty() || rightNumber.isEmpty()) {
            return false;
        }
        double difference = Math.abs(leftNumber.getAsDouble() - rightNumber.getAsDouble());
        double magnitude = Math.max(Math.abs(leftNumber.getAsDouble()), Math.abs(rightNumber.getAsDouble()));
        return leftNumber.getAsDouble() == rightNumber.getAsDouble()
                || (Double.isFinite(magnitude) && difference <= Math.max(absolute, relative * magnitude));
    }

    private static OptionalDouble number(String value) {
        try {
            return OptionalDouble.of(Double.parseDouble(value));
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }
}
