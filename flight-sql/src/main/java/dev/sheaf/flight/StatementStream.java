// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.batch.Batch;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.engine.arrow.ArrowExport;
import dev.sheaf.engine.session.RowStream;
import dev.sheaf.engine.session.StatementControl;
import dev.sheaf.engine.session.StatementResult;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightProducer.ServerStreamListener;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one statement and hands its rows to a client, a batch at a time: the next batch is asked for when the client
/// has room for it. Of a result never more is held than a batch here and what the client's connection buffers.
final class StatementStream implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(StatementStream.class);
    private static final long WAIT_MILLIS = 100;

    private final FlightSession session;
    private final StatementTicket ticket;
    private final ServerStreamListener listener;
    private final Clock clock;
    private final long stallNanosMax;
    private final Object change = new Object();

    /// @param stallNanosMax how long a client may take no rows
    StatementStream(
            FlightSession session,
            StatementTicket ticket,
            ServerStreamListener listener,
            Clock clock,
            long stallNanosMax) {
        this.session = session;
        this.ticket = ticket;
        this.listener = listener;
        this.clock = clock;
        this.stallNanosMax = stallNanosMax;
    }

    @Override
    public void run() {
        try {
            StatementControl control = session.begin(ticket.number());
            try {
                send(control);
            } finally {
                session.end(ticket.number(), clock.nanoTime());
            }
        } catch (RuntimeException | Error failure) {
            LOG.debug("statement {} of {} failed", ticket.number(), session.id(), failure);
            listener.error(FlightErrors.of(failure));
            return;
        }
        listener.completed();
    }

    private void send(StatementControl control) {
        listener.setOnReadyHandler(this::changed);
        listener.setOnCancelHandler(() -> {
            control.cancel(cancelled());
            changed();
        });
        if (listener.isCancelled()) {
            throw cancelled();
        }
        StatementResult result = session.execute(sql(), values(), control);
        switch (result) {
            case StatementResult.Rows rows -> {
                try (RowStream stream = rows.rows()) {
                    send(stream, control);
                }
            }
            case StatementResult.Count _, StatementResult.Done _ -> {
                try (VectorSchemaRoot root = VectorSchemaRoot.of()) {
                    listener.start(root);
                }
            }
        }
    }

    private String sql() {
        return ticket.prepared() ? prepared().sql() : ticket.text();
    }

    private List<@Nullable Object> values() {
        return ticket.prepared() ? prepared().values() : List.of();
    }

    private PreparedSql prepared() {
        return session.prepared(ticket.text(), clock.nanoTime());
    }

    private void send(RowStream rows, StatementControl control) {
        ArrowExport export = new ArrowExport(session.engine().memory());
        try (VectorSchemaRoot root = VectorSchemaRoot.create(
                FlightSchemas.columns(rows.schema()), session.engine().memory().allocator())) {
            listener.start(root);
            for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
                try {
                    awaitReady(control);
                    export.load(batch, root);
                } finally {
                    batch.release();
                }
                listener.putNext();
                // gRPC has its own copy now.
                root.clear();
            }
        }
    }

    /// @throws SheafException QUERY_CANCELLED when the client is gone, STATEMENT_TIMEOUT when it takes nothing
    private void awaitReady(StatementControl control) {
        long deadlineNanos = clock.nanoTime() + stallNanosMax;
        synchronized (change) {
            while (!listener.isReady()) {
                control.check();
                if (listener.isCancelled()) {
                    throw cancelled();
                }
                if (clock.nanoTime() - deadlineNanos > 0) {
                    throw new SheafException(
                            ErrorCode.STATEMENT_TIMEOUT,
                            "the client took no rows for " + TimeUnit.NANOSECONDS.toSeconds(stallNanosMax) + " s");
                }
                try {
                    change.wait(WAIT_MILLIS);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw new SheafException(ErrorCode.ENGINE_CLOSED, "the server was closed", interrupted);
                }
            }
        }
    }

    private void changed() {
        synchronized (change) {
            change.notifyAll();
        }
    }

    private static SheafException cancelled() {
        return new SheafException(ErrorCode.QUERY_CANCELLED, "the client cancelled the statement");
    }
}
