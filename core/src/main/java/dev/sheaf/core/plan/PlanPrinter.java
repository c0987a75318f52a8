// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.ExpressionPrinter;
import dev.sheaf.core.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Prints plans as indented text, a node a line. The same plan always gives the same text: golden tests rely on it.
public final class PlanPrinter {
    private PlanPrinter() {}

    /// The text of EXPLAIN: the whole plan, fragment by fragment, with the planner's estimates.
    public static String print(DistributedPlan plan) {
        return print(plan, _ -> "");
    }

    /// The same with more behind each node.
    ///
    /// @param annotation what to append to a node's line, for EXPLAIN ANALYZE; may be empty
    public static String print(DistributedPlan plan, Function<PlanNode, String> annotation) {
        StringBuilder text = new StringBuilder();
        for (Fragment fragment : plan.fragments()) {
            text.append("Fragment ").append(fragment.id()).append(' ').append(fragment.placement());
            for (Exchange exchange : plan.exchanges()) {
                if (exchange.producerFragment() == fragment.id()) {
                    text.append(" -> exchange ").append(exchange.id()).append(' ');
                    text.append(partitioning(exchange.partitioning(), plan.sent(exchange).schema()));
                }
            }
            text.append('\n');
            append(fragment.root(), 1, node -> estimate(plan, node) + annotation.apply(node), text);
        }
        return text.toString();
    }

    private static String estimate(DistributedPlan plan, PlanNode node) {
        double rows = plan.estimates().getOrDefault(node.id(), NodeEstimate.UNKNOWN).rows();
        return Double.isNaN(rows) ? "" : "  (estimated rows " + Math.round(rows) + ")";
    }

    /// One tree.
    public static String print(PlanNode root) {
        StringBuilder text = new StringBuilder();
        append(root, 0, _ -> "", text);
        return text.toString();
    }

    /// One node, without its inputs.
    public static String line(PlanNode node) {
        return switch (node) {
            case ScanNode scan -> "Scan " + scan.table().name() + " " + names(scan.schema())
                    + constraints(scan)
                    + (scan.limitRows().isPresent() ? " limit=" + scan.limitRows().getAsLong() : "");
            case ValuesNode values -> "Values " + names(values.schema()) + " rows=" + values.rows().size();
            case FilterNode filter -> "Filter " + ExpressionPrinter.print(filter.condition(), filter.input().schema());
            case ProjectNode project -> "Project " + projections(project);
            case AggregateNode aggregate -> "Aggregate " + aggregate.step() + " keys="
                    + columns(aggregate.keys(), aggregate.input().schema()) + " "
                    + calls(aggregate.calls(), aggregate.input().schema());
            case GroupingSetsNode sets -> "GroupingSets keys=" + columns(sets.keys(), sets.input().schema()) + " sets="
                    + sets.sets();
            case HashJoinNode join -> "HashJoin " + join.type() + " " + join.distribution() + " " + keys(join)
                    + residual(join) + " output=" + names(join.schema());
            case NestedLoopJoinNode join -> "NestedLoopJoin " + join.type() + " " + join.distribution()
                    + join.condition()
                            .map(condition -> " on "
                                    + ExpressionPrinter.print(
                                            condition, join.probe().schema().concat(join.build().schema())))
                            .orElse("")
                    + " output=" + names(join.schema());
            case SortNode sort -> "Sort " + order(sort.keys(), sort.schema());
            case TopNNode top -> "TopN " + top.count() + " by " + order(top.keys(), top.schema());
            case LimitNode limit -> "Limit" + (limit.count() == Long.MAX_VALUE ? "" : " " + limit.count())
                    + (limit.offset() == 0 ? "" : " offset=" + limit.offset());
            case MaterializeNode materialize -> "Materialize #" + materialize.number() + " "
                    + names(materialize.input().schema());
            case ReadMaterializedNode read -> "ReadMaterialized #" + read.number() + " " + names(read.schema());
            case RecursiveUnionNode union ->
                    "RecursiveUnion #" + union.number() + (union.distinct() ? " DISTINCT " : " ")
                            + names(union.schema());
            case RecursiveInputNode read -> (read.input() == 0 ? "WorkingTable #" : "Held " + read.input() + " #")
                    + read.number() + " " + names(read.schema());
            case UnionNode union -> "Union " + names(union.schema());
            case EnforceSingleRowNode _ -> "EnforceSingleRow";
            case WindowNode window -> "Window partition=" + columns(window.partitionKeys(), window.input().schema())
                    + " order=" + order(window.orderKeys(), window.input().schema()) + " "
                    + windowCalls(window);
            case TableWriteNode write -> "TableWrite " + write.target().name();
            case ExchangeNode exchange -> "Exchange " + partitioning(exchange.partitioning(), exchange.schema());
            case ExchangeSourceNode source -> "ExchangeSource " + source.exchange() + " " + names(source.schema())
                    + (source.mergeKeys().isEmpty() ? "" : " merge=" + order(source.mergeKeys(), source.schema()));
        };
    }

    private static void append(PlanNode node, int depth, Function<PlanNode, String> annotation, StringBuilder text) {
        text.append("  ".repeat(depth)).append("- ").append(line(node)).append(annotation.apply(node)).append('\n');
        if (node instanceof MaterializeNode materialize) {
            append(materialize.input(), depth + 1, annotation, text);
            // What comes after it, not below it.
            materialize.outputs().forEach(output -> append(output, depth, annotation, text));
        } else {
            node.children().forEach(child -> append(child, depth + 1, annotation, text));
        }
    }

    private static String names(Schema schema) {
        List<String> names = new ArrayList<>();
        schema.fields().forEach(field -> names.add(field.name()));
        return names.toString();
    }

    private static String columns(List<Integer> columns, Schema schema) {
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(schema.name(column)));
        return names.toString();
    }

    private static String constraints(ScanNode scan) {
        if (scan.constraints().isEmpty()) {
            return "";
        }
        List<String> texts = new ArrayList<>();
        for (ScanConstraint constraint : scan.constraints()) {
            texts.add(scan.schema().name(constraint.column()) + " " + constraint.comparison()
                    + (constraint.operands().isEmpty() ? "" : " " + constraint.operands()));
        }
        return " prune=" + texts;
    }

    private static String projections(ProjectNode project) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < project.expressions().size(); i++) {
            Expression expression = project.expressions().get(i);
            String name = project.schema().name(i);
            String text = ExpressionPrinter.print(expression, project.input().schema());
            texts.add(text.equals(name) ? name : name + " := " + text);
        }
        return texts.toString();
    }

    private static String keys(HashJoinNode join) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < join.probeKeys().size(); i++) {
            texts.add(join.probe().schema().name(join.probeKeys().get(i))
                    + (join.nullsEqual().get(i) ? " IS NOT DISTINCT FROM " : " = ")
                    + join.build().schema().name(join.buildKeys().get(i)));
        }
        return texts.toString();
    }

    private static String residual(HashJoinNode join) {
        return join.residual()
                .map(condition -> " and "
                        + ExpressionPrinter.print(condition, join.probe().schema().concat(join.build().schema())))
                .orElse("");
    }

    private static String order(List<SortKey> keys, Schema schema) {
        List<String> texts = new ArrayList<>();
        for (SortKey key : keys) {
            texts.add(schema.name(key.column()) + (key.descending() ? " DESC" : "")
                    + (key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"));
        }
        return texts.toString();
    }

    private static String calls(List<AggregateCall> calls, Schema input) {
        List<String> texts = new ArrayList<>();
        calls.forEach(call -> texts.add(call(call, input)));
        return texts.toString();
    }

    private static String call(AggregateCall call, Schema input) {
        String arguments = columns(call.arguments(), input);
        return call.function().name().toLowerCase(Locale.ROOT) + "(" + (call.distinct() ? "DISTINCT " : "")
                + arguments.substring(1, arguments.length() - 1)
                + (call.order().isEmpty() ? "" : " ORDER BY " + order(call.order(), input)) + ")"
                + (call.filter().isPresent() ? " FILTER " + input.name(call.filter().getAsInt()) : "");
    }

    private static String windowCalls(WindowNode window) {
        Schema input = window.input().schema();
        List<String> texts = new ArrayList<>();
        for (WindowCall call : window.calls()) {
            texts.add(switch (call) {
                case WindowCall.Ranking ranking -> ranking.function().name().toLowerCase(Locale.ROOT)
                        + columns(ranking.arguments(), input) + frame(ranking.frame());
                case WindowCall.Aggregate aggregate -> call(aggregate.call(), input) + frame(aggregate.frame());
            });
        }
        return texts.toString();
    }

    private static String frame(WindowFrame frame) {
        return " " + frame.unit() + " " + frame.start().kind() + ".." + frame.end().kind()
                + (frame.exclusion() == WindowFrame.Exclusion.NO_OTHERS ? "" : " EXCLUDE " + frame.exclusion());
    }

    private static String partitioning(Partitioning partitioning, Schema schema) {
        return switch (partitioning) {
            case Partitioning.Gather _ -> "GATHER";
            case Partitioning.MergeGather merge -> "MERGE " + order(merge.keys(), schema);
            case Partitioning.Hash hash -> "HASH " + columns(hash.keys(), schema);
            case Partitioning.Broadcast _ -> "BROADCAST";
            case Partitioning.RoundRobin _ -> "ROUND_ROBIN";
            case Partitioning.Forward _ -> "FORWARD";
        };
    }
}
