// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Apply;
import dev.sheaf.planner.logical.LogicalNode.ApplyKind;
import dev.sheaf.planner.logical.LogicalNode.Sort;
import dev.sheaf.planner.logical.LogicalNodes;
import dev.sheaf.planner.logical.OuterColumns;
import dev.sheaf.planner.validate.BoundTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelCollation;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.jspecify.annotations.Nullable;

/// Turns Calcite's relational tree into the logical one. Subqueries become applies, which unnesting removes.
public final class RelConverter {
    private final StatementContext context;
    private final Map<CorrelationId, Integer> correlations = new HashMap<>();
    private int applyCount;

    private RelConverter(StatementContext context) {
        this.context = context;
    }

    /// The tree of a whole query, with the columns that the client sees.
    public static LogicalNode convert(RelRoot root, StatementContext context) {
        LogicalNode node = new RelConverter(context).convert(root.rel);
        List<Integer> columns = new ArrayList<>();
        List<String> names = new ArrayList<>();
        root.fields.forEach(field -> {
            columns.add(field.getKey());
            names.add(field.getValue());
        });
        List<Expression> expressions = new ArrayList<>();
        columns.forEach(column -> expressions.add(LogicalNodes.column(node.schema(), column)));
        boolean same = columns.equals(IntStream.range(0, node.schema().size()).boxed().toList())
                && names.equals(node.schema().fields().stream().map(field -> field.name()).toList());
        return same ? node : LogicalNodes.project(node, expressions, names);
    }

    LogicalNode convert(RelNode node) {
        CancellationScope.check();
        return switch (node) {
            case TableScan scan -> Recursions.scan(((BoundTable) scan.getTable()).relation());
            case Values values -> ValuesConverter.convert(values);
            case Filter filter -> filter(filter);
            case Project project -> project(project);
            case Join join -> join(join);
            case Correlate correlate -> correlate(correlate);
            case Aggregate aggregate -> AggregateConverter.convert(aggregate, convert(aggregate.getInput()));
            case org.apache.calcite.rel.core.Sort sort -> sort(sort);
            case SetOp setOp when Recursions.isRecursion(setOp) -> Recursions.convert(setOp, this::convert);
            case SetOp setOp -> SetOpConverter.convert(
                    setOp, setOp.getInputs().stream().map(this::convert).toList());
            default -> throw RexConverter.unsupported(node.getRelTypeName(), SourcePosition.UNKNOWN);
        };
    }

    int nextApply() {
        return applyCount++;
    }

    RexConverter rex(Schema schema, Map<RexNode, Integer> computed) {
        return new RexConverter(schema, computed, correlations, context);
    }

    /// Converts a subquery whose outer references mean the left side of an apply.
    LogicalNode convertSubquery(RelNode rel, Set<CorrelationId> variables, int apply) {
        Map<CorrelationId, @Nullable Integer> hidden = new HashMap<>();
        for (CorrelationId id : RelOptUtil.getVariablesUsed(rel)) {
            if (variables.contains(id) || !correlations.containsKey(id)) {
                hidden.put(id, correlations.put(id, apply));
            }
        }
        try {
            return convert(rel);
        } finally {
            hidden.forEach((id, before) -> {
                if (before == null) {
                    correlations.remove(id);
                } else {
                    correlations.put(id, before);
                }
            });
        }
    }

    private LogicalNode filter(Filter filter) {
        LogicalNode input = convert(filter.getInput());
        return restrict(input, filter.getCondition(), filter.getVariablesSet());
    }

    /// The rows for which a condition with subqueries holds, with the input's columns only.
    private LogicalNode restrict(LogicalNode input, RexNode condition, Set<CorrelationId> variables) {
        List<RexNode> plain = new ArrayList<>();
        List<RexNode> others = new ArrayList<>();
        for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
            (isPlain(conjunct) ? plain : others).add(conjunct);
        }
        Preparation preparation = new Preparation(this, input, variables);
        for (RexNode conjunct : plain) {
            preparation.filter(preparation.converter().convertCondition(conjunct));
        }
        for (RexNode conjunct : others) {
            if (conjunct instanceof RexSubQuery subquery && isPredicate(subquery)) {
                preparation.addFilter(subquery, false);
            } else if (conjunct.getKind() == SqlKind.NOT
                    && ((RexCall) conjunct).getOperands().getFirst() instanceof RexSubQuery subquery
                    && isPredicate(subquery)) {
                        preparation.addFilter(subquery, true);
                    } else {
                        preparation.prepare(List.of(conjunct));
                        preparation.filter(preparation.converter().convertCondition(conjunct));
                    }
        }
        int width = input.schema().size();
        return LogicalNodes.select(
                preparation.input(), IntStream.range(0, width).boxed().toList());
    }

    private LogicalNode project(Project project) {
        Preparation preparation =
                new Preparation(this, convert(project.getInput()), project.getVariablesSet());
        preparation.prepare(project.getProjects());
        List<Expression> expressions = preparation.converter().convert(project.getProjects());
        return LogicalNodes.project(
                preparation.input(), expressions, project.getRowType().getFieldNames());
    }

    private LogicalNode join(Join join) {
        LogicalNode left = convert(join.getLeft());
        LogicalNode right = convert(join.getRight());
        RexNode condition = join.getCondition();
        if (!isPlain(condition)) {
            if (join.getJoinType() != JoinRelType.INNER) {
                return outerWithSubqueries(join, left, right);
            }
            LogicalNode cross = new LogicalNode.Join(left, right, LogicalNode.JoinKind.INNER, Literal.TRUE);
            return restrict(cross, condition, join.getVariablesSet());
        }
        Expression on = rex(left.schema().concat(right.schema()), Map.of()).convertCondition(condition);
        return switch (join.getJoinType()) {
            case INNER -> new LogicalNode.Join(left, right, LogicalNode.JoinKind.INNER, on);
            case LEFT -> new LogicalNode.Join(left, right, LogicalNode.JoinKind.LEFT, on);
            case FULL -> new LogicalNode.Join(left, right, LogicalNode.JoinKind.FULL, on);
            case SEMI -> new LogicalNode.Join(left, right, LogicalNode.JoinKind.SEMI, on);
            case ANTI -> new LogicalNode.Join(left, right, LogicalNode.JoinKind.ANTI, on);
            case RIGHT -> mirrored(left, right, on);
            default -> throw RexConverter.unsupported(join.getJoinType() + " JOIN", SourcePosition.UNKNOWN);
        };
    }

    /// A RIGHT JOIN is the LEFT JOIN of its sides exchanged.
    private static LogicalNode mirrored(LogicalNode left, LogicalNode right, Expression on) {
        int leftSize = left.schema().size();
        int rightSize = right.schema().size();
        Expression turned = dev.sheaf.core.expression.Expressions.remapColumns(
                on,
                place -> place < leftSize ? place + rightSize : place < leftSize + rightSize ? place - leftSize
                        : place);
        LogicalNode join =
                new LogicalNode.Join(/* left= */ right, /* right= */ left, LogicalNode.JoinKind.LEFT, turned);
        List<Integer> order = new ArrayList<>();
        IntStream.range(0, leftSize).forEach(i -> order.add(rightSize + i));
        IntStream.range(0, rightSize).forEach(order::add);
        return LogicalNodes.select(join, order);
    }

    /// Subqueries in the ON of a LEFT JOIN that look at its right side only become conditions of that side; others make
    /// the optional side depend on the row of the other.
    private LogicalNode outerWithSubqueries(Join join, LogicalNode left, LogicalNode right) {
        if (join.getJoinType() == JoinRelType.RIGHT) {
            return dependent(join, left, right);
        }
        if (join.getJoinType() != JoinRelType.LEFT) {
            throw RexConverter.unsupported(
                    "a subquery in the ON of a " + join.getJoinType() + " JOIN", SourcePosition.UNKNOWN);
        }
        int leftSize = left.schema().size();
        List<RexNode> plain = new ArrayList<>();
        LogicalNode restricted = right;
        for (RexNode conjunct : RelOptUtil.conjunctions(join.getCondition())) {
            if (isPlain(conjunct)) {
                plain.add(conjunct);
                continue;
            }
            boolean rightOnly = join.getVariablesSet().isEmpty()
                    && RelOptUtil.InputFinder.bits(conjunct).asList().stream().allMatch(place -> place >= leftSize);
            if (!rightOnly) {
                return dependent(join, left, right);
            }
            restricted = restrict(restricted, RexUtil.shift(conjunct, -leftSize), Set.of());
        }
        RexConverter converter = rex(left.schema().concat(restricted.schema()), Map.of());
        List<Expression> on = new ArrayList<>();
        plain.forEach(conjunct -> on.add(converter.convertCondition(conjunct)));
        return new LogicalNode.Join(left, restricted, LogicalNode.JoinKind.LEFT, ExpressionFactory.and(on));
    }

    /// The optional side once per row of the other, whose columns it carries while its condition is looked at.
    private LogicalNode dependent(Join join, LogicalNode left, LogicalNode right) {
        boolean keepsLeft = join.getJoinType() == JoinRelType.LEFT;
        int id = nextApply();
        List<Expression> expressions = new ArrayList<>(keepsLeft ? outer(left.schema(), id) : columns(left));
        expressions.addAll(keepsLeft ? columns(right) : outer(right.schema(), id));
        int leftSize = left.schema().size();
        Schema both = left.schema().concat(right.schema());
        List<String> names = both.fields().stream().map(Field::name).toList();
        LogicalNode restricted = restrict(
                LogicalNodes.project(keepsLeft ? right : left, expressions, names),
                join.getCondition(),
                join.getVariablesSet());
        LogicalNode matches = LogicalNodes.select(
                restricted,
                keepsLeft ? range(leftSize, both.size()) : range(0, leftSize));
        Apply apply = new Apply(
                keepsLeft ? left : right, matches, ApplyKind.LEFT, Literal.TRUE, id, SourcePosition.UNKNOWN);
        if (keepsLeft) {
            return apply;
        }
        List<Integer> order = new ArrayList<>(range(right.schema().size(), both.size()));
        order.addAll(range(0, right.schema().size()));
        return LogicalNodes.select(apply, order);
    }

    private static List<Expression> columns(LogicalNode node) {
        return LogicalNodes.columns(node.schema());
    }

    private static List<Expression> outer(Schema schema, int apply) {
        List<Expression> columns = new ArrayList<>();
        for (int column = 0; column < schema.size(); column++) {
            Field field = schema.field(column);
            columns.add(OuterColumns.of(apply, column, field.type(), field.nullable()));
        }
        return columns;
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private LogicalNode correlate(Correlate correlate) {
        LogicalNode left = convert(correlate.getLeft());
        int id = nextApply();
        LogicalNode right =
                convertSubquery(correlate.getRight(), Set.of(correlate.getCorrelationId()), id);
        ApplyKind kind =
                switch (correlate.getJoinType()) {
                    case INNER -> ApplyKind.INNER;
                    case LEFT -> ApplyKind.LEFT;
                    case SEMI -> ApplyKind.SEMI;
                    case ANTI -> ApplyKind.ANTI;
                    default -> throw RexConverter.unsupported(
                            "LATERAL in a " + correlate.getJoinType() + " JOIN", SourcePosition.UNKNOWN);
                };
        return new Apply(left, right, kind, Literal.TRUE, id, SourcePosition.UNKNOWN);
    }

    private LogicalNode sort(org.apache.calcite.rel.core.Sort sort) {
        LogicalNode input = convert(sort.getInput());
        long offset = limit(sort.offset, 0);
        long count = limit(sort.fetch, Long.MAX_VALUE);
        return new Sort(input, sortKeys(sort.getCollation(), 0), offset, count);
    }

    private long limit(@Nullable RexNode node, long otherwise) {
        if (node == null) {
            return otherwise;
        }
        boolean[] unknown = {false};
        Expression count = Expressions.rewrite(rex(Schema.EMPTY, Map.of()).convert(node), expression -> {
            if (expression instanceof Expression.Parameter parameter) {
                Optional<Literal> value = context.parameter(parameter.index(), parameter.type());
                unknown[0] |= value.isEmpty();
                return value.<Expression>map(literal -> literal).orElse(parameter);
            }
            return ConstantFolder.fold(expression);
        });
        if (unknown[0]) {
            return otherwise;
        }
        if (!(count instanceof Literal literal)) {
            throw RexConverter.unsupported("a LIMIT or OFFSET that is no constant", SourcePosition.UNKNOWN);
        }
        return switch (literal.value()) {
            case null -> otherwise;
            case Long value when value >= 0 && literal.type() instanceof DataType.IntegerType -> value;
            case java.math.BigDecimal value when value.signum() >= 0 && value.stripTrailingZeros().scale() <= 0 -> value
                    .min(java.math.BigDecimal.valueOf(Long.MAX_VALUE))
                    .longValueExact();
            default -> throw new SheafException(
                    ErrorCode.INVALID_LIMIT, "LIMIT and OFFSET take whole numbers from 0, not " + literal.value());
        };
    }

    static List<SortKey> sortKeys(RelCollation collation, int shift) {
        List<SortKey> keys = new ArrayList<>();
        for (RelFieldCollation field : collation.getFieldCollations()) {
            boolean descending = field.direction.isDescending();
            boolean nullsFirst =
                    switch (field.nullDirection) {
                        case FIRST -> true;
                        case LAST -> false;
                        case UNSPECIFIED -> descending;
                    };
            keys.add(new SortKey(field.getFieldIndex() + shift, descending, nullsFirst));
        }
        return keys;
    }

    private static boolean isPredicate(RexSubQuery subquery) {
        return switch (subquery.getKind()) {
            case EXISTS, IN, SOME -> true;
            default -> false;
        };
    }

    private static boolean isPlain(RexNode node) {
        return RexUtil.SubQueryFinder.find(node) == null && !RexOver.containsOver(node);
    }
}
