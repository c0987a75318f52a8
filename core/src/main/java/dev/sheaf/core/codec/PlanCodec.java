// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.codec;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.plan.DistributedPlan;
import dev.sheaf.core.plan.Exchange;
import dev.sheaf.core.plan.Fragment;
import dev.sheaf.core.plan.NodeEstimate;
import dev.sheaf.core.plan.PlanNode;
import dev.sheaf.core.storage.Split;
import dev.sheaf.core.task.StatementContext;
import dev.sheaf.core.task.TaskDescriptor;
import dev.sheaf.core.task.TaskInput;
import dev.sheaf.core.task.TaskOutput;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Whole plans and tasks as bytes, for the way to workers. Begins with a version: a reader refuses one that it doesn't
/// know rather than guess.
public final class PlanCodec {
    /// The version of the plan language and of its encoding.
    public static final int VERSION = 4;

    private PlanCodec() {}

    public static byte[] encode(DistributedPlan plan) {
        Encoder out = new Encoder();
        out.intValue(VERSION);
        out.list(plan.fragments(), fragment -> {
            out.constant(fragment.placement());
            PlanNodeCodec.encode(fragment.root(), out);
        });
        out.list(plan.exchanges(), exchange -> {
            out.intValue(exchange.producerFragment());
            out.intValue(exchange.consumerFragment());
            CallCodec.encode(exchange.partitioning(), out);
        });
        TypeCodec.encode(plan.schema(), out);
        out.list(plan.parameters(), type -> TypeCodec.encode(type, out));
        Map<Integer, NodeEstimate> estimates = new TreeMap<>(plan.estimates());
        out.list(estimates.entrySet(), estimate -> {
            out.intValue(estimate.getKey());
            out.doubleValue(estimate.getValue().rows());
            out.doubleValue(estimate.getValue().bytes());
        });
        return out.toByteArray();
    }

    /// @throws SheafException PROTOCOL_VIOLATION or PLAN_TOO_COMPLEX for bytes that are no plan
    public static DistributedPlan decodePlan(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        checkVersion(in);
        int[] fragment = {0};
        List<Fragment> fragments = in.list(() -> new Fragment(
                fragment[0]++, in.constant(Fragment.Placement.class), PlanNodeCodec.decode(in)));
        int[] exchange = {0};
        List<Exchange> exchanges = in.list(() -> new Exchange(
                exchange[0]++, in.intValue(), in.intValue(), CallCodec.decodePartitioning(in)));
        Schema schema = TypeCodec.decodeSchema(in);
        List<DataType> parameters = in.list(() -> TypeCodec.decodeType(in));
        Map<Integer, NodeEstimate> estimates = new HashMap<>();
        in.list(() -> estimates.put(in.intValue(), new NodeEstimate(in.doubleValue(), in.doubleValue())) == null);
        in.end();
        return new DistributedPlan(fragments, exchanges, schema, parameters, estimates);
    }

    public static byte[] encode(TaskDescriptor task) {
        Encoder out = new Encoder();
        encode(task, out);
        return out.toByteArray();
    }

    /// @throws SheafException PROTOCOL_VIOLATION or PLAN_TOO_COMPLEX for bytes that are no task
    public static TaskDescriptor decodeTask(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        TaskDescriptor task = decodeTask(in);
        in.end();
        return task;
    }

    /// As part of a message.
    public static void encode(TaskDescriptor task, Encoder out) {
        out.intValue(VERSION);
        StatementContext statement = task.statement();
        out.longValue(statement.query());
        out.text(statement.principal().name());
        out.text(statement.timeZone());
        out.longValue(statement.startMicros());
        out.longValue(statement.randomSeed());
        out.intValue(task.fragment());
        out.intValue(task.task());
        out.intValue(task.taskCount());
        out.intValue(task.attempt());
        PlanNodeCodec.encode(task.root(), out);
        out.list(new TreeMap<>(task.splits()).entrySet(), scan -> {
            out.intValue(scan.getKey());
            out.list(scan.getValue(), split -> encode(split, out));
        });
        out.list(task.inputs(), input -> {
            out.intValue(input.exchange());
            out.list(input.producerNodes(), out::text);
        });
        out.list(task.outputs(), output -> {
            out.intValue(output.exchange());
            CallCodec.encode(output.partitioning(), out);
            out.list(output.consumerNodes(), out::text);
            out.list(output.narrowedColumns(), out::intValue);
        });
        out.longValue(task.timeoutNanos());
    }

    /// As part of a message.
    public static TaskDescriptor decodeTask(Decoder in) {
        checkVersion(in);
        StatementContext statement = new StatementContext(
                in.longValue(), new Principal(in.text()), in.text(), in.longValue(), in.longValue());
        int fragment = in.intValue();
        int number = in.intValue();
        int count = in.intValue();
        int attempt = in.intValue();
        PlanNode root = PlanNodeCodec.decode(in);
        Map<Integer, List<Split>> splits = new HashMap<>();
        in.list(() -> splits.put(in.intValue(), in.list(() -> decodeSplit(in))) == null);
        List<TaskInput> inputs = in.list(() -> new TaskInput(in.intValue(), in.list(in::text)));
        List<TaskOutput> outputs = in.list(
                () -> new TaskOutput(
                        in.intValue(), CallCodec.decodePartitioning(in), in.list(in::text), in.list(in::intValue)));
        return new TaskDescriptor(
                statement, fragment, number, count, attempt, root, splits, inputs, outputs, in.longValue());
    }

    private static void encode(Split split, Encoder out) {
        out.text(split.connector());
        out.longValue(split.rowCount());
        out.longValue(split.byteCount());
        out.properties(split.properties());
    }

    private static Split decodeSplit(Decoder in) {
        return new Split(in.text(), in.longValue(), in.longValue(), in.properties());
    }

    private static void checkVersion(Decoder in) {
        int version = in.intValue();
        if (version != VERSION) {
            throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "a plan of version " + version + " where only " + VERSION + " is understood");
        }
    }
}
