// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.ByteString;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.core.plan.RecursiveUnionNode;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.plan.WindowCall;
import dev.sheaf.core.plan.WindowFrame;
import dev.sheaf.core.plan.WindowNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskInput;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Plans of every kind of node, expression and type, drawn from a seed. They mean nothing.
final class RandomPlans {
    private final SplittableRandom random;

    RandomPlans(long seed) {
        random = new SplittableRandom(seed);
    }

    DistributedPlan plan() {
        List<Fragment> fragments = new ArrayList<>();
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            fragments.add(new Fragment(fragments.size(), constant(Fragment.Placement.values()), node(4)));
            exchanges.add(new Exchange(exchanges.size(), random.nextInt(), random.nextInt(9), partitioning()));
        }
        Map<Integer, NodeEstimate> estimates = Map.of(
                random.nextInt(100), new NodeEstimate(random.nextDouble(), -1), -7, NodeEstimate.UNKNOWN);
        return new DistributedPlan(fragments, exchanges, schema(3), list(2, this::type), estimates);
    }

    TaskDescriptor task() {
        return new TaskDescriptor(
                new StatementContext(random.nextLong(), new Principal(text()), "UTC", random.nextLong(), -1),
                random.nextInt(),
                random.nextInt(10),
                random.nextInt(10),
                random.nextInt(3),
                node(4),
                Map.of(random.nextInt(100), list(3, () -> Split.of(text(), random.nextLong(), -1, properties()))),
                list(3, () -> new TaskInput(random.nextInt(9), list(3, this::text))),
                list(2, () -> new TaskOutput(TaskOutput.RESULT, partitioning(), list(3, this::text),
                        list(2, () -> random.nextInt(9)))),
                Long.MAX_VALUE);
    }

    DataType type() {
        return switch (random.nextInt(16)) {
            case 0 -> DataType.BOOLEAN;
            case 1 -> new DataType.IntegerType(8 << random.nextInt(4));
            case 2 -> new DataType.FloatingType(32 << random.nextInt(2));
            case 3 -> DataType.decimal(38, random.nextInt(39));
            case 4 -> new DataType.CharacterType(random.nextBoolean(), 1 + random.nextInt(1 << 20));
            case 5 -> DataType.VARBINARY;
            case 6 -> DataType.DATE;
            case 7 -> DataType.TIME;
            case 8 -> new DataType.TimestampType(random.nextBoolean());
            case 9 -> new DataType.IntervalType(constant(DataType.IntervalType.Kind.values()));
            case 10 -> DataType.NULL;
            case 11 -> new DataType.ArrayType(type());
            case 12 -> new DataType.RowType(list(2, this::field));
            case 13 -> new DataType.MapType(DataType.BIGINT, type());
            case 14 -> new DataType.JsonType();
            default -> DataType.VARCHAR;
        };
    }

    Expression expression(int depth) {
        if (depth == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> new Expression.ColumnReference(random.nextInt(1000), type(), random.nextBoolean());
                case 1 -> new Expression.Parameter(random.nextInt(9), type());
                default -> literal();
            };
        }
        return switch (random.nextInt(6)) {
            case 0 -> new Expression.Call(
                    constant(ScalarFunction.values()),
                    list(3, () -> expression(depth - 1)),
                    type(),
                    random.nextBoolean(),
                    position());
            case 1 -> new Expression.Cast(
                    expression(depth - 1), type(), random.nextBoolean(), random.nextBoolean(), position());
            case 2 -> new Expression.Logical(
                    constant(Expression.Logical.Operator.values()),
                    List.of(expression(depth - 1), expression(depth - 1)),
                    random.nextBoolean());
            case 3 -> new Expression.Case(
                    List.of(expression(depth - 1), expression(depth - 1), expression(0)), type(), random.nextBoolean());
            case 4 -> new Expression.Coalesce(list(3, () -> expression(depth - 1)), type(), random.nextBoolean());
            default -> new Expression.InList(expression(depth - 1), list(4, this::literal), random.nextBoolean());
        };
    }

    private Literal literal() {
        return switch (random.nextInt(7)) {
            case 0 -> Literal.of(random.nextBoolean());
            case 1 -> Literal.of(random.nextLong());
            case 2 -> Literal.of(Double.NaN);
            case 3 -> Literal.of(text());
            case 4 -> new Literal(new BigDecimal("-1234567890123456789012345678.9012"), DataType.decimal(38, 4));
            case 5 -> new Literal(ByteString.copyOf(new byte[] {1, 0, -1}), DataType.VARBINARY);
            default -> new Literal(null, DataType.DATE);
        };
    }

    PlanNode node(int depth) {
        int id = random.nextInt(10_000);
        if (depth == 0) {
            return leaf(id);
        }
        Supplier<PlanNode> child = () -> node(random.nextInt(depth));
        return switch (random.nextInt(15)) {
            case 0 -> new FilterNode(id, child.get(), expression(2));
            case 1 -> new ProjectNode(id, child.get(), List.of(expression(2), expression(1)), wide());
            case 2 -> new AggregateNode(
                    id, child.get(), constant(AggregateNode.Step.values()), ints(), list(3, this::call), schema(4));
            case 3 -> new GroupingSetsNode(
                    id, new ValuesNode(1, wide(), List.of()), List.of(0, 1), List.of(List.of(), List.of(1, 0)));
            case 4 -> {
                JoinType type = constant(JoinType.values());
                yield new HashJoinNode(
                        id,
                        type,
                        child.get(),
                        child.get(),
                        List.of(1),
                        List.of(2),
                        List.of(random.nextBoolean()),
                        random.nextBoolean() ? Optional.empty() : Optional.of(expression(1)),
                        constant(JoinDistribution.values()),
                        type.givesMark() ? List.of(2) : List.of(0, 2),
                        wide());
            }
            case 5 -> new SortNode(id, child.get(), keys());
            case 6 -> new TopNNode(id, child.get(), keys(), random.nextLong());
            case 7 -> new LimitNode(id, child.get(), random.nextLong(), random.nextLong());
            case 8 -> new WindowNode(id, child.get(), ints(), keys(), list(2, this::window), schema(3));
            case 9 -> new UnionNode(id, List.of(child.get(), child.get()), schema(2));
            case 10 -> new EnforceSingleRowNode(id, child.get(), position());
            case 11 -> new TableWriteNode(id, child.get(), WriteTarget.of("c", text(), schema(3), properties()));
            case 12 -> new ExchangeNode(id, child.get(), partitioning());
            case 13 -> new MaterializeNode(
                    id, random.nextInt(9), child.get(), random.nextBoolean()
                            ? List.of(child.get())
                            : List.of(child.get(), child.get()));
            case 14 -> new RecursiveUnionNode(
                    id, random.nextInt(9), random.nextBoolean(), child.get(), child.get(), List.of(child.get()),
                    schema(3));
            default -> leaf(id);
        };
    }

    private PlanNode leaf(int id) {
        return switch (random.nextInt(5)) {
            case 0 -> new ScanNode(
                    id,
                    TableHandle.of(text(), text(), properties()),
                    List.of(4, 1),
                    wide(),
                    list(2, () -> new ScanConstraint(
                            1, ScanConstraint.Comparison.IN, List.of(Literal.of(1), Literal.of(2)))),
                    random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()));
            case 1 -> new ValuesNode(id, wide(), List.of(List.of(expression(1), expression(2))));
            case 2 -> new ReadMaterializedNode(id, random.nextInt(9), ints(), schema(3));
            case 3 -> new RecursiveInputNode(id, random.nextInt(9), random.nextInt(3), ints(), schema(3));
            default -> new ExchangeSourceNode(id, random.nextInt(9), schema(3), keys());
        };
    }

    private AggregateCall call() {
        return new AggregateCall(
                constant(AggregateFunction.values()),
                ints(),
                random.nextBoolean(),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(3),
                keys(),
                type(),
                random.nextBoolean() ? SourcePosition.UNKNOWN : SourcePosition.at(3, 1 + random.nextInt(90)));
    }

    private WindowCall window() {
        WindowFrame.Bound bound = new WindowFrame.Bound(
                constant(WindowFrame.Bound.Kind.values()),
                random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt(9)));
        WindowFrame frame = new WindowFrame(
                constant(WindowFrame.Unit.values()), bound, bound, constant(WindowFrame.Exclusion.values()));
        return random.nextBoolean()
                ? new WindowCall.Aggregate(call(), frame)
                : new WindowCall.Ranking(
                        constant(WindowFunction.values()), ints(), random.nextBoolean(), frame, type());
    }

    private Partitioning partitioning() {
        return switch (random.nextInt(6)) {
            case 0 -> new Partitioning.Gather();
            case 4 -> new Partitioning.Forward();
            case 1 -> new Partitioning.MergeGather(keys());
            case 2 -> new Partitioning.Hash(ints());
            case 3 -> new Partitioning.Broadcast();
            default -> new Partitioning.RoundRobin();
        };
    }

    private List<SortKey> keys() {
        return list(3, () -> new SortKey(random.nextInt(9), random.nextBoolean(), random.nextBoolean()));
    }

    private List<Integer> ints() {
        return list(3, () -> random.nextInt(9));
    }

    private Schema wide() {
        return new Schema(List.of(field(), field()));
    }

    private Schema schema(int columnsMax) {
        return new Schema(list(columnsMax, this::field));
    }

    private Field field() {
        return new Field(text(), type(), random.nextBoolean());
    }

    private SourcePosition position() {
        return random.nextBoolean() ? SourcePosition.UNKNOWN : new SourcePosition(1, 2, 3, random.nextInt(1 << 20));
    }

    private Map<String, String> properties() {
        return random.nextBoolean() ? Map.of() : Map.of("path", text(), "b", "");
    }

    private String text() {
        return List.of("", "a", "ünï ☃ 𝄞", "a longer name with spaces").get(random.nextInt(4));
    }

    private <T> T constant(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> list(int max, Supplier<T> element) {
        List<T> values = new ArrayList<>();
        for (int i = random.nextInt(max + 1); i > 0; i--) {
            values.add(element.get());
        }
        return values;
    }
}
