// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.simulation;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.AggregateCall;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.Partitioning;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortKey;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.storage.Connector;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.fragment.Fragmenter;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import dev.sheaf.testkit.storage.FakeConnector;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Hand-made plans over small tables, one for each kind of exchange and of end: cheap enough for thousands of seeds.
/// The tables' sources block and give chunks of odd sizes.
public final class PlanWorkload implements Workload {
    private static final Schema SCHEMA = Schema.of(
            new Field("id", DataType.BIGINT, false),
            new Field("grp", DataType.BIGINT, true),
            new Field("text", DataType.VARCHAR, true));
    private static final int ROWS = 300;
    private static final int SMALL_ROWS = 17;
    private static final int LIMIT = 10;
    private static final RowSet LARGE = rows(ROWS);
    private static final RowSet SMALL = rows(SMALL_ROWS);

    private int nextNode;

    private static RowSet rows(int count) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            rows.add(Arrays.asList(
                    i,
                    i % 11 == 0 ? null : i % 7,
                    i % 5 == 0 ? null : i % 3 == 0 ? "a text that is too long to be inline " + i : "t" + i));
        }
        return new RowSet(SCHEMA, rows);
    }

    @Override
    public Map<String, Connector> connectors(SteppedScheduler scheduler, long seed) {
        return Map.of(
                FakeConnector.NAME,
                new FakeConnector(scheduler, scheduler.clock(), seed).add("large", LARGE).add("small", SMALL));
    }

    @Override
    public Limits limits() {
        return new Limits(1, 4, 1, Integer.MAX_VALUE);
    }

    @Override
    public List<SimulatedQuery> queries(int workers) {
        List<List<@Nullable Object>> all = LARGE.rows();
        List<List<@Nullable Object>> withBroadcast = new ArrayList<>(all);
        for (int i = 0; i < workers; i++) {
            withBroadcast.addAll(SMALL.rows());
        }
        List<List<@Nullable Object>> doubled = new ArrayList<>(all);
        doubled.addAll(all);
        SortKey byId = new SortKey(0, true, false);
        return List.of(
                query("gather", gather(scan("large")), new Expectation.Rows(all, false)),
                query("shuffle", gather(hash(scan("large"), 1)), new Expectation.Rows(all, false)),
                query("spread", gather(exchange(scan("large"), new Partitioning.RoundRobin())),
                        new Expectation.Rows(all, false)),
                query("aggregate", gather(groups(scan("large"))), new Expectation.Rows(expectedGroups(), false)),
                query("broadcast",
                        gather(new UnionNode(
                                node(),
                                List.of(scan("large"), exchange(scan("small"), new Partitioning.Broadcast())),
                                SCHEMA)),
                        new Expectation.Rows(withBroadcast, false)),
                query("materialize", gather(twice(hash(scan("large"), 1))), new Expectation.Rows(doubled, false)),
                query("merge",
                        exchange(
                                new SortNode(node(), scan("large"), List.of(byId)),
                                new Partitioning.MergeGather(List.of(byId))),
                        new Expectation.Rows(all.reversed(), true)),
                query("limit", new LimitNode(node(), gather(scan("large")), 0, LIMIT),
                        new Expectation.Some(all, LIMIT)),
                query("error", gather(failing(hash(scan("large"), 0))),
                        new Expectation.Fails(ErrorCode.DIVISION_BY_ZERO)));
    }

    private static SimulatedQuery query(String name, PlanNode root, Expectation expectation) {
        return new SimulatedQuery(name, Fragmenter.cut(root, root.schema(), List.of(), Map.of()), expectation);
    }

    private int node() {
        return nextNode++;
    }

    /// Rows that are read where they are held, and again by other tasks.
    private PlanNode twice(PlanNode input) {
        PlanNode here = new ReadMaterializedNode(node(), 1, List.of(0, 1, 2), SCHEMA);
        PlanNode spread = new ReadMaterializedNode(node(), 1, List.of(0, 1, 2), SCHEMA);
        PlanNode union =
                new UnionNode(node(), List.of(here, exchange(spread, new Partitioning.RoundRobin())), SCHEMA);
        return new MaterializeNode(node(), 1, input, List.of(union));
    }

    private ScanNode scan(String table) {
        return new ScanNode(
                node(),
                TableHandle.of(FakeConnector.NAME, table, Map.of()),
                List.of(0, 1, 2),
                SCHEMA,
                List.of(),
                OptionalLong.empty());
    }

    private PlanNode exchange(PlanNode input, Partitioning partitioning) {
        return new ExchangeNode(node(), input, partitioning);
    }

    private PlanNode gather(PlanNode input) {
        return exchange(input, new Partitioning.Gather());
    }

    private PlanNode hash(PlanNode input, int key) {
        return exchange(input, new Partitioning.Hash(List.of(key)));
    }

    /// Rows and the largest text per group, in two steps.
    private PlanNode groups(PlanNode input) {
        Field group = SCHEMA.field(1);
        Field count = new Field("count", DataType.BIGINT, true);
        Field sum = new Field("sum", DataType.decimal(38, 0), true);
        Field max = new Field("max", DataType.VARCHAR, true);
        Schema schema = Schema.of(group, count, sum, max);
        PlanNode partial = new AggregateNode(
                node(),
                input,
                AggregateNode.Step.PARTIAL,
                List.of(1),
                List.of(
                        call(AggregateFunction.COUNT_STAR, DataType.BIGINT),
                        call(AggregateFunction.SUM, sum.type(), 0),
                        call(AggregateFunction.MAX, DataType.VARCHAR, 2)),
                schema);
        return new AggregateNode(
                node(),
                hash(partial, 0),
                AggregateNode.Step.FINAL,
                List.of(0),
                List.of(
                        call(AggregateFunction.COUNT_STAR, DataType.BIGINT, 1),
                        call(AggregateFunction.SUM, sum.type(), 2),
                        call(AggregateFunction.MAX, DataType.VARCHAR, 3)),
                schema);
    }

    private static AggregateCall call(AggregateFunction function, DataType type, Integer... arguments) {
        return new AggregateCall(
                function, List.of(arguments), false, OptionalInt.empty(), List.of(), type);
    }

    private static List<List<@Nullable Object>> expectedGroups() {
        Map<Long, List<List<@Nullable Object>>> byGroup = new TreeMap<>();
        for (List<@Nullable Object> row : LARGE.rows()) {
            byGroup.computeIfAbsent(row.get(1) instanceof Long group ? group : -1L, _ -> new ArrayList<>())
                    .add(row);
        }
        List<List<@Nullable Object>> expected = new ArrayList<>();
        byGroup.forEach((group, rows) -> {
            long sum = 0;
            String max = null;
            for (List<@Nullable Object> row : rows) {
                sum += row.getFirst() instanceof Long id ? id : 0;
                max = row.get(2) instanceof String text && (max == null || text.compareTo(max) > 0) ? text : max;
            }
            expected.add(Arrays.asList(group < 0 ? null : group, (long) rows.size(), BigDecimal.valueOf(sum), max));
        });
        return expected;
    }

    /// Divides by zero in one row.
    private PlanNode failing(PlanNode input) {
        Expression id = new Expression.ColumnReference(0, DataType.BIGINT, false);
        Expression difference = binary(ScalarFunction.SUBTRACT, id, Literal.of((long) ROWS / 2));
        Expression quotient = binary(ScalarFunction.MODULUS, id, difference);
        return new ProjectNode(
                node(), input, List.of(quotient), Schema.of(new Field("quotient", DataType.BIGINT, true)));
    }

    private static Expression binary(ScalarFunction function, Expression left, Expression right) {
        return new Expression.Call(function, List.of(left, right), DataType.BIGINT, true, SourcePosition.at(1, 8));
    }
}
