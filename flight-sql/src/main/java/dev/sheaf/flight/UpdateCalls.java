// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.engine.session.RowStream;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.engine.session.StatementResult;
import io.grpc.Context;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.flight.FlightProducer.StreamListener;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutPreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.DoPutUpdateResult;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// The calls with which clients send values: updates, answered with a count, and the parameters of prepared statements.
/// They run on the thread of the call, and end when the client goes.
final class UpdateCalls {
    private final Clock clock;
    private final BufferAllocator allocator;

    UpdateCalls(Clock clock, BufferAllocator allocator) {
        this.clock = clock;
        this.allocator = allocator;
    }

    /// Runs an update without parameters.
    void run(FlightSession session, String sql, StreamListener<PutResult> answer) {
        long count = cancellable(session, control -> count(session, sql, List.of(), control));
        answer(answer, DoPutUpdateResult.newBuilder().setRecordCount(count).build());
    }

    /// Runs a prepared update, once for each row of values. Each execution commits by itself: those before one that
    /// fails stay.
    void run(FlightSession session, ByteString handle, FlightStream rows, StreamListener<PutResult> answer) {
        PreparedSql prepared = session.prepared(handle.toStringUtf8(), clock.nanoTime());
        long count = cancellable(session, control -> {
            if (prepared.parameters().isEmpty()) {
                drain(rows);
                return count(session, prepared.sql(), List.of(), control);
            }
            long sum = 0;
            while (rows.next()) {
                VectorSchemaRoot root = rows.getRoot();
                for (int row = 0; row < root.getRowCount(); row++) {
                    sum += count(session, prepared.sql(), ParameterRows.row(root, row), control);
                }
            }
            return sum;
        });
        answer(answer, DoPutUpdateResult.newBuilder().setRecordCount(count).build());
    }

    /// Takes the values that a prepared query runs with next.
    void bind(FlightSession session, ByteString handle, FlightStream rows, StreamListener<PutResult> answer) {
        PreparedSql prepared = session.prepared(handle.toStringUtf8(), clock.nanoTime());
        List<@Nullable Object> values = null;
        while (rows.next()) {
            VectorSchemaRoot root = rows.getRoot();
            for (int row = 0; row < root.getRowCount(); row++) {
                if (values != null) {
                    throw new SheafException(
                            ErrorCode.NOT_SUPPORTED, "a query with more than one row of parameters at once");
                }
                values = ParameterRows.row(root, row);
            }
        }
        prepared.bind(values == null ? List.of() : values);
        answer(answer, DoPutPreparedStatementResult.newBuilder().setPreparedStatementHandle(handle).build());
    }

    /// Does something that ends when the client of the call goes, or somebody cancels it.
    <T> T cancellable(FlightSession session, Function<StatementControl, T> work) {
        long number = session.announce();
        StatementControl control = session.begin(number);
        Context.CancellationListener gone = _ -> control.cancel(
                new SheafException(ErrorCode.QUERY_CANCELLED, "the client cancelled the statement"));
        Context call = Context.current();
        call.addListener(gone, Runnable::run);
        try {
            return work.apply(control);
        } finally {
            call.removeListener(gone);
            session.end(number, clock.nanoTime());
        }
    }

    private static long count(
            FlightSession session, String sql, List<@Nullable Object> values, StatementControl control) {
        return switch (session.execute(sql, values, control)) {
            case StatementResult.Count count -> count.rowCount();
            case StatementResult.Done _ -> 0;
            case StatementResult.Rows rows -> {
                try (RowStream stream = rows.rows()) {
                    throw new SheafException(
                            ErrorCode.INVALID_STATEMENT,
                            "a statement with " + stream.schema().size() + " columns of rows was run as an update");
                }
            }
        };
    }

    private static void drain(FlightStream rows) {
        while (rows.next()) {
            rows.getRoot().clear();
        }
    }

    private void answer(StreamListener<PutResult> listener, Message message) {
        byte[] bytes = message.toByteArray();
        try (ArrowBuf buffer = allocator.buffer(Math.max(1, bytes.length))) {
            buffer.writeBytes(bytes);
            listener.onNext(PutResult.metadata(buffer));
        }
    }
}
