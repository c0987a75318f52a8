// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.WriteTarget;
import dev.sheaf.core.plan.AggregateNode;
import dev.sheaf.core.plan.EnforceSingleRowNode;
import dev.sheaf.core.plan.ExchangeNode;
import dev.sheaf.core.plan.ExchangeSourceNode;
import dev.sheaf.core.plan.FilterNode;
import dev.sheaf.core.plan.GroupingSetsNode;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.LimitNode;
import dev.sheaf.core.plan.MaterializeNode;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.plan.ProjectNode;
import dev.sheaf.core.plan.ReadMaterializedNode;
import dev.sheaf.core.plan.RecursiveInputNode;
import dev.sheaf.core.plan.RecursiveUnionNode;
import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.core.plan.ScanNode;
import dev.sheaf.core.plan.SortNode;
import dev.sheaf.core.plan.TableWriteNode;
import dev.sheaf.core.plan.TopNNode;
import dev.sheaf.core.plan.UnionNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.plan.WindowNode;

/// Encodes plan nodes: a tag, the node's number, its inputs, then what is its own.
public final class PlanNodeCodec {
    private static final int SCAN = 1;
    private static final int VALUES = 2;
    private static final int FILTER = 3;
    private static final int PROJECT = 4;
    private static final int AGGREGATE = 5;
    private static final int GROUPING_SETS = 6;
    private static final int HASH_JOIN = 7;
    private static final int NESTED_LOOP_JOIN = 8;
    private static final int SORT = 9;
    private static final int TOP_N = 10;
    private static final int LIMIT = 11;
    private static final int WINDOW = 12;
    private static final int UNION = 13;
    private static final int ENFORCE_SINGLE_ROW = 14;
    private static final int TABLE_WRITE = 15;
    private static final int EXCHANGE = 16;
    private static final int EXCHANGE_SOURCE = 17;
    private static final int MATERIALIZE = 18;
    private static final int READ_MATERIALIZED = 19;
    private static final int RECURSIVE_UNION = 20;
    private static final int RECURSIVE_INPUT = 21;

    private PlanNodeCodec() {}

    public static void encode(PlanNode node, Encoder out) {
        switch (node) {
            case ScanNode scan -> {
                begin(SCAN, node, out);
                encode(scan.table(), out);
                out.ints(scan.columns());
                TypeCodec.encode(scan.schema(), out);
                out.list(scan.constraints(), constraint -> encode(constraint, out));
                out.optionalLong(scan.limitRows());
            }
            case ValuesNode values -> {
                begin(VALUES, node, out);
                TypeCodec.encode(values.schema(), out);
                out.list(values.rows(), row -> out.list(row, value -> ExpressionCodec.encode(value, out)));
            }
            case FilterNode filter -> {
                begin(FILTER, node, out);
                ExpressionCodec.encode(filter.condition(), out);
            }
            case ProjectNode project -> {
                begin(PROJECT, node, out);
                out.list(project.expressions(), expression -> ExpressionCodec.encode(expression, out));
                TypeCodec.encode(project.schema(), out);
            }
            case AggregateNode aggregate -> {
                begin(AGGREGATE, node, out);
                out.constant(aggregate.step());
                out.ints(aggregate.keys());
                out.list(aggregate.calls(), call -> CallCodec.encode(call, out));
                TypeCodec.encode(aggregate.schema(), out);
            }
            case GroupingSetsNode sets -> {
                begin(GROUPING_SETS, node, out);
                out.ints(sets.keys());
                out.list(sets.sets(), out::ints);
            }
            case HashJoinNode join -> {
                begin(HASH_JOIN, node, out);
                out.constant(join.type());
                out.ints(join.probeKeys());
                out.ints(join.buildKeys());
                out.list(join.nullsEqual(), out::booleanValue);
                out.optional(join.residual(), condition -> ExpressionCodec.encode(condition, out));
                out.constant(join.distribution());
                out.ints(join.outputColumns());
                TypeCodec.encode(join.schema(), out);
            }
            case NestedLoopJoinNode join -> {
                begin(NESTED_LOOP_JOIN, node, out);
                out.constant(join.type());
                out.optional(join.condition(), condition -> ExpressionCodec.encode(condition, out));
                out.constant(join.distribution());
                out.ints(join.outputColumns());
                TypeCodec.encode(join.schema(), out);
            }
            case SortNode sort -> {
                begin(SORT, node, out);
                CallCodec.encode(sort.keys(), out);
            }
            case TopNNode top -> {
                begin(TOP_N, node, out);
                CallCodec.encode(top.keys(), out);
                out.longValue(top.count());
            }
            case LimitNode limit -> {
                begin(LIMIT, node, out);
                out.longValue(limit.offset());
                out.longValue(limit.count());
            }
            case WindowNode window -> {
                begin(WINDOW, node, out);
                out.ints(window.partitionKeys());
                CallCodec.encode(window.orderKeys(), out);
                out.list(window.calls(), call -> CallCodec.encode(call, out));
                TypeCodec.encode(window.schema(), out);
            }
            case UnionNode union -> {
                begin(UNION, node, out);
                TypeCodec.encode(union.schema(), out);
            }
            case EnforceSingleRowNode single -> {
                begin(ENFORCE_SINGLE_ROW, node, out);
                ExpressionCodec.encode(single.position(), out);
            }
            case TableWriteNode write -> {
                begin(TABLE_WRITE, node, out);
                encode(write.target(), out);
            }
            case ExchangeNode exchange -> {
                begin(EXCHANGE, node, out);
                CallCodec.encode(exchange.partitioning(), out);
            }
            case ExchangeSourceNode source -> {
                begin(EXCHANGE_SOURCE, node, out);
                out.intValue(source.exchange());
                TypeCodec.encode(source.schema(), out);
                CallCodec.encode(source.mergeKeys(), out);
            }
            case MaterializeNode materialize -> {
                out.byteValue(MATERIALIZE);
                out.intValue(materialize.id());
                out.intValue(materialize.number());
                encode(materialize.input(), out);
                out.list(materialize.outputs(), output -> encode(output, out));
            }
            case ReadMaterializedNode read -> {
                begin(READ_MATERIALIZED, node, out);
                out.intValue(read.number());
                out.ints(read.columns());
                TypeCodec.encode(read.schema(), out);
            }
            case RecursiveUnionNode union -> {
                out.byteValue(RECURSIVE_UNION);
                out.intValue(union.id());
                out.intValue(union.number());
                out.booleanValue(union.distinct());
                encode(union.anchor(), out);
                encode(union.step(), out);
                out.list(union.held(), held -> encode(held, out));
                TypeCodec.encode(union.schema(), out);
            }
            case RecursiveInputNode read -> {
                begin(RECURSIVE_INPUT, node, out);
                out.intValue(read.number());
                out.intValue(read.input());
                out.ints(read.columns());
                TypeCodec.encode(read.schema(), out);
            }
        }
    }

    public static PlanNode decode(Decoder in) {
        return in.nested(() -> TypeCodec.valid(in, () -> decodeNode(in)));
    }

    private static PlanNode decodeNode(Decoder in) {
        int tag = in.byteValue();
        int id = in.intValue();
        return switch (tag) {
            case SCAN -> new ScanNode(
                    id,
                    decodeHandle(in),
                    in.ints(),
                    TypeCodec.decodeSchema(in),
                    in.list(() -> decodeConstraint(in)),
                    in.optionalLong());
            case VALUES -> new ValuesNode(
                    id, TypeCodec.decodeSchema(in), in.list(() -> in.list(() -> ExpressionCodec.decode(in))));
            case FILTER -> new FilterNode(id, decode(in), ExpressionCodec.decode(in));
            case PROJECT -> new ProjectNode(
                    id, decode(in), in.list(() -> ExpressionCodec.decode(in)), TypeCodec.decodeSchema(in));
            case AGGREGATE -> new AggregateNode(
                    id,
                    decode(in),
                    in.constant(AggregateNode.Step.class),
                    in.ints(),
                    in.list(() -> CallCodec.decodeAggregate(in)),
                    TypeCodec.decodeSchema(in));
            case GROUPING_SETS -> new GroupingSetsNode(id, decode(in), in.ints(), in.list(in::ints));
            case HASH_JOIN -> decodeHashJoin(id, in);
            case NESTED_LOOP_JOIN -> decodeNestedLoopJoin(id, in);
            case SORT -> new SortNode(id, decode(in), CallCodec.decodeKeys(in));
            case TOP_N -> new TopNNode(id, decode(in), CallCodec.decodeKeys(in), in.longValue());
            case LIMIT -> new LimitNode(id, decode(in), in.longValue(), in.longValue());
            case WINDOW -> new WindowNode(
                    id,
                    decode(in),
                    in.ints(),
                    CallCodec.decodeKeys(in),
                    in.list(() -> CallCodec.decodeWindow(in)),
                    TypeCodec.decodeSchema(in));
            case UNION -> new UnionNode(id, in.list(() -> decode(in)), TypeCodec.decodeSchema(in));
            case ENFORCE_SINGLE_ROW -> new EnforceSingleRowNode(
                    id, decode(in), ExpressionCodec.decodePosition(in));
            case TABLE_WRITE -> new TableWriteNode(id, decode(in), decodeTarget(in));
            case EXCHANGE -> new ExchangeNode(id, decode(in), CallCodec.decodePartitioning(in));
            case EXCHANGE_SOURCE -> new ExchangeSourceNode(
                    id, in.intValue(), TypeCodec.decodeSchema(in), CallCodec.decodeKeys(in));
            case MATERIALIZE -> new MaterializeNode(id, in.intValue(), decode(in), in.list(() -> decode(in)));
            case READ_MATERIALIZED -> new ReadMaterializedNode(
                    id, in.intValue(), in.ints(), TypeCodec.decodeSchema(in));
            case RECURSIVE_UNION -> new RecursiveUnionNode(
                    id,
                    in.intValue(),
                    in.booleanValue(),
                    decode(in),
                    decode(in),
                    in.list(() -> decode(in)),
                    TypeCodec.decodeSchema(in));
            case RECURSIVE_INPUT -> new RecursiveInputNode(
                    id, in.intValue(), in.intValue(), in.ints(), TypeCodec.decodeSchema(in));
            default -> throw in.malformed("has an unknown plan node");
        };
    }

    private static void begin(int tag, PlanNode node, Encoder out) {
        out.byteValue(tag);
        out.intValue(node.id());
        if (node instanceof UnionNode union) {
            out.list(union.children(), child -> encode(child, out));
        } else {
            node.children().forEach(child -> encode(child, out));
        }
    }

    private static HashJoinNode decodeHashJoin(int id, Decoder in) {
        PlanNode probe = decode(in);
        PlanNode build = decode(in);
        return new HashJoinNode(
                id,
                in.constant(JoinType.class),
                probe,
                build,
                in.ints(),
                in.ints(),
                in.list(in::booleanValue),
                in.optional(() -> ExpressionCodec.decode(in)),
                in.constant(JoinDistribution.class),
                in.ints(),
                TypeCodec.decodeSchema(in));
    }

    private static NestedLoopJoinNode decodeNestedLoopJoin(int id, Decoder in) {
        PlanNode probe = decode(in);
        PlanNode build = decode(in);
        return new NestedLoopJoinNode(
                id,
                in.constant(JoinType.class),
                probe,
                build,
                in.optional(() -> ExpressionCodec.decode(in)),
                in.constant(JoinDistribution.class),
                in.ints(),
                TypeCodec.decodeSchema(in));
    }

    private static void encode(TableHandle handle, Encoder out) {
        out.text(handle.connector());
        out.text(handle.name());
        out.properties(handle.properties());
    }

    private static TableHandle decodeHandle(Decoder in) {
        return new TableHandle(in.text(), in.text(), in.properties());
    }

    private static void encode(WriteTarget target, Encoder out) {
        out.text(target.connector());
        out.text(target.name());
        TypeCodec.encode(target.schema(), out);
        out.properties(target.properties());
    }

    private static WriteTarget decodeTarget(Decoder in) {
        return new WriteTarget(in.text(), in.text(), TypeCodec.decodeSchema(in), in.properties());
    }

    private static void encode(ScanConstraint constraint, Encoder out) {
        out.intValue(constraint.column());
        out.constant(constraint.comparison());
        out.list(constraint.operands(), operand -> ExpressionCodec.encodeLiteral(operand, out));
    }

    private static ScanConstraint decodeConstraint(Decoder in) {
        return new ScanConstraint(
                in.intValue(),
                in.constant(ScanConstraint.Comparison.class),
                in.list(() -> ExpressionCodec.decodeLiteral(in)));
    }
}
