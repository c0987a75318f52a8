// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.cluster.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.cluster.TestTasks;
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
import dev.sheaf.core.control.ControlMessage;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.task.NodeStatistics;
import dev.sheaf.core.task.ScanProgress;
import dev.sheaf.core.task.TaskStatistics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClusterMessageCodecTest {
    private final SheafException error = new SheafException(
            ErrorCode.DIVISION_BY_ZERO, "division by zero", new SourcePosition(1, 2, 3, 4), null, null);
    private static final TaskStatistics STATISTICS = new TaskStatistics(
            1, Long.MAX_VALUE, 3, List.of(new NodeStatistics(1, 2, 3, 4, 5, 6), new NodeStatistics(-1, 0, 0, 0, 0, 0)));
    private final List<ClusterMessage> messages = List.of(
            new StartTask(TestTasks.task(3, 4, 5)),
            new CancelQuery(-9, error),
            new ReleaseQuery(Long.MIN_VALUE),
            new TaskEnded(TestTasks.id(1, 2), Optional.empty(), STATISTICS),
            new TaskEnded(TestTasks.id(1, 2), Optional.of(error), TaskStatistics.NONE),
            new QueryReleased(1, 77),
            new ReportProgress(7),
            new AbandonQuery(4, error),
            new Members(List.of(new Member("a", 5, "a:1"), new Member("b", -6, ""))),
            new WorkerStatus(3, true),
            new ProgressReport(7, new ScanProgress(Long.MAX_VALUE, 2, 3)));

    private final ClusterMessageCodec codec = new ClusterMessageCodec();

    @Test
    void messagesWithoutErrorsComeBackEqual() {
        for (ClusterMessage message : messages) {
            boolean carriesError = message instanceof CancelQuery
                    || message instanceof AbandonQuery
                    || message instanceof TaskEnded ended && ended.error().isPresent();
            if (!carriesError) {
                assertEquals(message, codec.decode(codec.encode("w", message)));
            }
        }
    }

    @Test
    void errorsKeepTheirStructureAndGetAnOrigin() {
        CancelQuery cancel = (CancelQuery) codec.decode(codec.encode("w", new CancelQuery(-9, error)));
        assertEquals(-9, cancel.query());
        assertEquals(ErrorCode.DIVISION_BY_ZERO, cancel.reason().code());
        assertEquals("division by zero", cancel.reason().getMessage());
        assertEquals(error.position(), cancel.reason().position());
        assertEquals("w", cancel.reason().origin());
        CancelQuery passedOn = (CancelQuery) codec.decode(codec.encode("other", cancel));
        assertEquals("w", passedOn.reason().origin());
        TaskEnded ended = (TaskEnded) codec
                .decode(codec.encode("w", new TaskEnded(TestTasks.id(1, 2), Optional.of(error), STATISTICS)));
        assertEquals(ErrorCode.DIVISION_BY_ZERO, ended.error().orElseThrow().code());
        assertEquals(STATISTICS, ended.statistics());
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        byte[] bytes = codec.encode("w", messages.getLast());
        bytes[0] = 8;
        assertEquals(
                ErrorCode.PROTOCOL_VIOLATION,
                assertThrows(SheafException.class, () -> codec.decode(bytes)).code());
        assertThrows(SheafException.class, () -> codec.decode(new byte[0]));
        assertThrows(SheafException.class, () -> codec.decode(new byte[] {ClusterMessageCodec.VERSION * 2, 99}));
        byte[] longer = Arrays.copyOf(codec.encode("w", messages.getLast()), 100);
        assertThrows(SheafException.class, () -> codec.decode(longer));
        ControlMessage local = new ControlMessage() {};
        assertEquals(
                ErrorCode.INTERNAL_ERROR,
                assertThrows(SheafException.class, () -> codec.encode("w", local)).code());
    }

    @Test
    void damagedBytesGiveAMessageOrATypedError() {
        SplittableRandom random = new SplittableRandom(11);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = codec.encode("w", messages.get(random.nextInt(messages.size())));
            for (int damage = random.nextInt(4); damage >= 0; damage--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2) * random.nextInt(bytes.length));
            try {
                codec.decode(bytes);
            } catch (SheafException malformed) {
                refused++;
                assertTrue(
                        malformed.code() == ErrorCode.PROTOCOL_VIOLATION
                                || malformed.code() == ErrorCode.PLAN_TOO_COMPLEX,
                        malformed.toString());
            }
        }
        assertTrue(refused > 5000);
    }
}
