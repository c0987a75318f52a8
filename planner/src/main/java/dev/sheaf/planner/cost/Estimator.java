// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.cost;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expression.ColumnReference;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.cost.ColumnEstimate.Origin;
import dev.sheaf.planner.logical.LogicalNode.JoinKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Estimates of the nodes of a plan from those of their inputs.
public final class Estimator {
    /// How many rows a table is taken to have when nobody knows.
    public static final double UNKNOWN_TABLE_ROWS = 100_000;

    private static final double CORRELATED_SHARE = 0.1;
    private static final double NEGLIGIBLE_SHARE = 0.01;

    private Estimator() {}

    public static Estimate table(Relation.Table table) {
        TableStatistics statistics = table.statistics().get();
        double rows = Math.max(1, statistics.rowCount().orElse(UNKNOWN_TABLE_ROWS));
        Origin origin = new Origin(rows);
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < table.schema().size(); i++) {
            columns.add(ColumnEstimate.of(
                    statistics.column(i), table.schema().type(i), origin, table.uniqueKeys().contains(List.of(i))));
        }
        return new Estimate(rows, columns);
    }

    public static Estimate project(Estimate input, List<Expression> expressions) {
        List<ColumnEstimate> columns = new ArrayList<>();
        for (Expression expression : expressions) {
            columns.add(
                    expression instanceof ColumnReference column
                            ? input.column(column.index())
                            : ColumnEstimate.unknown(
                                    expression.type(),
                                    () -> Math.min(input.rows(), Selectivity.distinct(input, expression))));
        }
        return new Estimate(input.rows(), columns);
    }

    /// The groups that keys make. Columns of one table go together: they make no more groups than the table has rows,
    /// and several of them are taken to make a tenth of that, unless one alone makes more (as PostgreSQL does).
    public static double groups(Estimate input, List<Integer> keys) {
        double groups = 1;
        List<Origin> counted = new ArrayList<>();
        for (int key : keys) {
            Origin origin = input.column(key).origin();
            if (origin == null) {
                groups *= input.column(key).distinct();
            } else if (!counted.contains(origin)) {
                counted.add(origin);
                groups *= groups(input, keys, origin);
            }
            groups = Math.min(input.rows(), groups);
        }
        return groups;
    }

    private static double groups(Estimate input, List<Integer> keys, Origin origin) {
        double product = 1;
        double most = 1;
        int count = 0;
        for (int key : keys) {
            ColumnEstimate column = input.column(key);
            if (column.origin() == origin) {
                product *= column.distinct();
                most = Math.max(most, column.distinct());
                count++;
            }
        }
        return Math.min(product, count == 1 ? origin.rows() : Math.max(most, origin.rows() * CORRELATED_SHARE));
    }

    /// @param schema of the result: the keys followed by a column per call
    public static Estimate aggregate(
            Estimate input, List<Integer> keys, List<AggregateCall> calls, Schema schema) {
        double groups = groups(input, keys);
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < schema.size(); i++) {
            columns.add(
                    i < keys.size()
                            ? input.column(keys.get(i))
                            : ColumnEstimate.unknown(schema.type(i), Math.min(groups, Math.sqrt(input.rows()) * 4))
                                    .withSpread(Spread.of(calls.get(i - keys.size()), input, input.rows() / groups)));
        }
        return new Estimate(groups, columns).withRows(groups);
    }

    /// The input's columns followed by others of which nothing is known.
    public static Estimate extend(Estimate input, double rows, List<Field> more) {
        List<ColumnEstimate> columns = new ArrayList<>(input.columns());
        more.forEach(field -> columns.add(ColumnEstimate.unknown(field.type(), rows)));
        return new Estimate(rows, columns);
    }

    public static Estimate constants(Schema schema, int rows) {
        return extend(new Estimate(rows, List.of()), rows, schema.fields());
    }

    public static Estimate union(List<Estimate> inputs) {
        double rows = inputs.stream().mapToDouble(Estimate::rows).sum();
        // A few constants beside a table change nothing.
        boolean oneTable = inputs.getFirst().rows() > rows * (1 - NEGLIGIBLE_SHARE);
        List<ColumnEstimate> columns = new ArrayList<>();
        for (int i = 0; i < inputs.getFirst().columns().size(); i++) {
            int column = i;
            Guess distinct = Guess.of(() -> inputs.stream()
                    .mapToDouble(input -> input.column(column).distinct())
                    .max()
                    .orElse(1));
            ColumnEstimate united = inputs.getFirst().column(i).withDistinct(distinct);
            columns.add(oneTable ? united : united.withoutOrigin());
        }
        return new Estimate(rows, columns);
    }

    /// A join on equalities of columns and a further condition.
    ///
    /// @param leftKeys places of the left columns, paired with `rightKeys`
    /// @param groups per pair of keys a number, the same for those that together tie two tables
    /// @param residualShare the share of equal pairs that the further condition lets through
    public static Estimate join(
            Estimate left,
            Estimate right,
            JoinKind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Integer> groups,
            double residualShare) {
        double rows = joinRows(left, right, kind, leftKeys, rightKeys, groups, residualShare);
        List<ColumnEstimate> columns = new ArrayList<>(left.columns());
        if (kind.givesRight()) {
            columns.addAll(right.columns());
        } else if (kind.givesMark()) {
            columns.add(ColumnEstimate.unknown(dev.sheaf.core.type.DataType.BOOLEAN, 2));
        }
        if (kind == JoinKind.INNER || kind == JoinKind.SEMI) {
            for (int i = 0; i < leftKeys.size(); i++) {
                ColumnEstimate a = left.column(leftKeys.get(i));
                ColumnEstimate b = right.column(rightKeys.get(i));
                double distinct = Math.min(a.distinct(), b.distinct());
                columns.set(leftKeys.get(i), a.withDistinct(distinct));
                if (kind == JoinKind.INNER) {
                    columns.set(left.columns().size() + rightKeys.get(i), b.withDistinct(distinct));
                }
            }
        }
        return new Estimate(rows, columns).withRows(rows);
    }

    /// The rows of such a join.
    public static double joinRows(
            Estimate left,
            Estimate right,
            JoinKind kind,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Integer> groups,
            double residualShare) {
        double pairs = left.rows() * right.rows() * residualShare;
        for (int group : Set.copyOf(groups)) {
            pairs /= divisor(left, right, leftKeys, rightKeys, groups, group);
        }
        return switch (kind) {
            case INNER -> pairs;
            case LEFT -> Math.max(pairs, left.rows());
            case FULL -> Math.max(pairs, Math.max(left.rows(), right.rows()));
            case SEMI -> left.rows() * matched(left, right, leftKeys, rightKeys, residualShare);
            case ANTI, NULL_AWARE_ANTI -> left.rows()
                    * Math.max(0.1, 1 - matched(left, right, leftKeys, rightKeys, residualShare));
            case MARK, NULL_AWARE_MARK -> left.rows();
        };
    }

    /// One key: every value of the side with fewer is taken to be on the other. Several: the pairs that the scarcer
    /// combination allows, since together they are mostly a key of one side.
    private static double divisor(
            Estimate left,
            Estimate right,
            List<Integer> leftKeys,
            List<Integer> rightKeys,
            List<Integer> groups,
            int group) {
        double single = 1;
        double leftCombined = 1;
        double rightCombined = 1;
        for (int i = 0; i < leftKeys.size(); i++) {
            if (groups.get(i) != group) {
                continue;
            }
            double a = left.column(leftKeys.get(i)).distinct();
            double b = right.column(rightKeys.get(i)).distinct();
            single = Math.max(single, Math.max(a, b));
            leftCombined = Math.min(left.rows(), leftCombined * a);
            rightCombined = Math.min(right.rows(), rightCombined * b);
        }
        return Math.max(single, Math.min(leftCombined, rightCombined));
    }

    private static double matched(
            Estimate left, Estimate right, List<Integer> leftKeys, List<Integer> rightKeys, double residualShare) {
        double share = 1;
        for (int i = 0; i < leftKeys.size(); i++) {
            share = Math.min(
                    share,
                    right.column(rightKeys.get(i)).distinct()
                            / Math.max(1, left.column(leftKeys.get(i)).distinct()));
        }
        return Math.min(1, share) * (residualShare < 1 ? Math.sqrt(residualShare) : 1);
    }
}
