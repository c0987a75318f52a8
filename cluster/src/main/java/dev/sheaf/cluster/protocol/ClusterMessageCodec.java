// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.protocol;

import dev.sheaf.cluster.protocol.ClusterMessage.AbandonQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.CancelQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.Member;
import dev.sheaf.cluster.protocol.ClusterMessage.Members;
import dev.sheaf.cluster.protocol.ClusterMessage.ProgressReport;
import dev.sheaf.cluster.protocol.ClusterMessage.QueryReleased;
import dev.sheaf.cluster.protocol.ClusterMessage.ReleaseQuery;
import dev.sheaf.cluster.protocol.ClusterMessage.ReportProgress;
import dev.sheaf.cluster.protocol.ClusterMessage.StartTask;
import dev.sheaf.cluster.protocol.ClusterMessage.TaskEnded;
import dev.sheaf.cluster.protocol.ClusterMessage.WorkerStatus;
import dev.sheaf.core.codec.Decoder;
import dev.sheaf.core.codec.Encoder;
import dev.sheaf.core.codec.ErrorCodec;
import dev.sheaf.core.codec.PlanCodec;
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.control.MessageCodec;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskId;
import dev.sheaf.core.task.TaskStatistics;

/// The messages of coordinators and workers as bytes. Begins with a version: a reader refuses one that it doesn't know.
public final class ClusterMessageCodec implements MessageCodec {
    /// The version of the messages and of their encoding.
    public static final int VERSION = 2;

    private static final int START_TASK = 1;
    private static final int CANCEL_QUERY = 2;
    private static final int RELEASE_QUERY = 3;
    private static final int TASK_ENDED = 4;
    private static final int QUERY_RELEASED = 5;
    private static final int REPORT_PROGRESS = 6;
    private static final int PROGRESS_REPORT = 7;
    private static final int ABANDON_QUERY = 8;
    private static final int MEMBERS = 9;
    private static final int WORKER_STATUS = 10;

    @Override
    public byte[] encode(String from, ControlMessage message) {
        if (!(message instanceof ClusterMessage clusterMessage)) {
            throw new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    message.getClass().getSimpleName() + " of " + from + " is not for other agents");
        }
        Encoder out = new Encoder();
        out.intValue(VERSION);
        encode(from, clusterMessage, out);
        return out.toByteArray();
    }

    private static void encode(String from, ClusterMessage message, Encoder out) {
        switch (message) {
            case StartTask start -> {
                out.byteValue(START_TASK);
                PlanCodec.encode(start.task(), out);
            }
            case CancelQuery cancel -> {
                out.byteValue(CANCEL_QUERY);
                out.longValue(cancel.query());
                ErrorCodec.encode(cancel.reason(), from, out);
            }
            case AbandonQuery abandon -> {
                out.byteValue(ABANDON_QUERY);
                out.longValue(abandon.query());
                ErrorCodec.encode(abandon.reason(), from, out);
            }
            case Members members -> {
                out.byteValue(MEMBERS);
                out.list(members.members(), member -> {
                    out.text(member.node());
                    out.longValue(member.incarnation());
                    out.text(member.address());
                });
            }
            case WorkerStatus status -> {
                out.byteValue(WORKER_STATUS);
                out.intValue(status.runningTasks());
                out.booleanValue(status.draining());
            }
            case ReleaseQuery release -> {
                out.byteValue(RELEASE_QUERY);
                out.longValue(release.query());
            }
            case TaskEnded ended -> {
                out.byteValue(TASK_ENDED);
                encode(ended.task(), out);
                out.optional(ended.error(), error -> ErrorCodec.encode(error, from, out));
                encode(ended.statistics(), out);
            }
            case QueryReleased released -> {
                out.byteValue(QUERY_RELEASED);
                out.longValue(released.query());
                out.longValue(released.leakedBytes());
            }
            case ReportProgress report -> {
                out.byteValue(REPORT_PROGRESS);
                out.longValue(report.query());
            }
            case ProgressReport report -> {
                out.byteValue(PROGRESS_REPORT);
                out.longValue(report.query());
                out.longValue(report.progress().rowCount());
                out.longValue(report.progress().finishedSplitCount());
                out.longValue(report.progress().splitCount());
            }
        }
    }

    @Override
    public ControlMessage decode(byte[] bytes) {
        Decoder in = new Decoder(bytes);
        int version = in.intValue();
        if (version != VERSION) {
            throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "a message of version " + version + " where only " + VERSION + " is understood");
        }
        ClusterMessage message =
                switch (in.byteValue()) {
                    case START_TASK -> new StartTask(PlanCodec.decodeTask(in));
                    case CANCEL_QUERY -> new CancelQuery(in.longValue(), ErrorCodec.decode(in));
                    case ABANDON_QUERY -> new AbandonQuery(in.longValue(), ErrorCodec.decode(in));
                    case MEMBERS -> new Members(
                            in.list(() -> new Member(in.text(), in.longValue(), in.text())));
                    case WORKER_STATUS -> new WorkerStatus(in.intValue(), in.booleanValue());
                    case RELEASE_QUERY -> new ReleaseQuery(in.longValue());
                    case TASK_ENDED -> new TaskEnded(
                            decodeTaskId(in), in.optional(() -> ErrorCodec.decode(in)), decodeStatistics(in));
                    case QUERY_RELEASED -> new QueryReleased(in.longValue(), in.longValue());
                    case REPORT_PROGRESS -> new ReportProgress(in.longValue());
                    case PROGRESS_REPORT -> new ProgressReport(
                            in.longValue(), new ScanProgress(in.longValue(), in.longValue(), in.longValue()));
                    default -> throw in.malformed("is of an unknown kind");
                };
        in.end();
        return message;
    }

    private static void encode(TaskId task, Encoder out) {
        out.longValue(task.query());
        out.intValue(task.fragment());
        out.intValue(task.task());
        out.intValue(task.attempt());
    }

    private static TaskId decodeTaskId(Decoder in) {
        return new TaskId(in.longValue(), in.intValue(), in.intValue(), in.intValue());
    }

    private static void encode(TaskStatistics statistics, Encoder out) {
        out.longValue(statistics.elapsedNanos());
        out.longValue(statistics.memoryBytesPeak());
        out.longValue(statistics.bytesSent());
        out.list(statistics.nodes(), node -> {
            out.intValue(node.node());
            out.longValue(node.outputRows());
            out.longValue(node.busyNanos());
            out.longValue(node.memoryBytesPeak());
            out.longValue(node.bytes());
            out.longValue(node.spilledBytes());
        });
    }

    private static TaskStatistics decodeStatistics(Decoder in) {
        return new TaskStatistics(
                in.longValue(),
                in.longValue(),
                in.longValue(),
                in.list(() -> new NodeStatistics(
                        in.intValue(),
                        in.longValue(),
                        in.longValue(),
                        in.longValue(),
                        in.longValue(),
                        in.longValue())));
    }
}
