// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.session.StatementColumns;
import dev.sheaf.planner.PlannedStatement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.arrow.flight.Action;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.CancelFlightInfoRequest;
import org.apache.arrow.flight.CancelStatus;
import org.apache.arrow.flight.CloseSessionRequest;
import org.apache.arrow.flight.CloseSessionResult;
import org.apache.arrow.flight.Criteria;
import org.apache.arrow.flight.FlightDescriptor;
import org.apache.arrow.flight.FlightEndpoint;
import org.apache.arrow.flight.FlightInfo;
import org.apache.arrow.flight.FlightStream;
import org.apache.arrow.flight.PutResult;
import org.apache.arrow.flight.Result;
import org.apache.arrow.flight.SchemaResult;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.BasicFlightSqlProducer;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginSavepointRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginSavepointResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginTransactionRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionBeginTransactionResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionClosePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionCreatePreparedStatementResult;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionEndSavepointRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.ActionEndTransactionRequest;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetCrossReference;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetDbSchemas;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetExportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetImportedKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetPrimaryKeys;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetSqlInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetTables;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandPreparedStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementQuery;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandStatementUpdate;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;
import org.apache.arrow.memory.BufferAllocator;
import org.jspecify.annotations.Nullable;

/// Answers Flight SQL's calls out of the caller's session. A statement is planned when a client asks what it gives, and
/// run when the client comes with the ticket; nothing is kept in between.
@SuppressWarnings("try") // Arrow declares that closing may be interrupted; there is nothing to close.
final class SheafFlightProducer extends BasicFlightSqlProducer {
    private final FlightSessions sessions;
    private final FlightLimits limits;
    private final Clock clock;
    private final ExecutorService threads;
    private final BufferAllocator allocator;
    private final UpdateCalls updates;
    private final SqlInfoBuilder sqlInfo = ServerInfo.sqlInfo();

    /// @param threads run the statements whose rows are streamed
    /// @param allocator of what metadata and counts take
    SheafFlightProducer(
            FlightSessions sessions,
            FlightLimits limits,
            Clock clock,
            ExecutorService threads,
            BufferAllocator allocator) {
        this.sessions = sessions;
        this.limits = limits;
        this.clock = clock;
        this.threads = threads;
        this.allocator = allocator;
        this.updates = new UpdateCalls(clock, allocator);
    }

    @Override
    public void getStream(CallContext context, Ticket ticket, ServerStreamListener listener) {
        try {
            if (!isMessage(ticket)) {
                throw CallStatus.INVALID_ARGUMENT
                        .withDescription("not a ticket of this server")
                        .toRuntimeException();
            }
            super.getStream(context, ticket, listener);
        } catch (RuntimeException | Error failure) {
            listener.error(FlightErrors.of(failure));
        }
    }

    /// Whether a ticket is a message at all: Arrow answers what isn't as if the server were at fault.
    private static boolean isMessage(Ticket ticket) {
        try {
            return !Any.parseFrom(ticket.getBytes()).getTypeUrl().isEmpty();
        } catch (InvalidProtocolBufferException _) {
            return false;
        }
    }

    @Override
    public FlightInfo getFlightInfo(CallContext context, FlightDescriptor descriptor) {
        try {
            return super.getFlightInfo(context, descriptor);
        } catch (RuntimeException | Error failure) {
            throw FlightErrors.of(failure);
        }
    }

    @Override
    public void doAction(CallContext context, Action action, StreamListener<Result> listener) {
        try {
            super.doAction(context, action, listener);
        } catch (RuntimeException | Error failure) {
            listener.onError(FlightErrors.of(failure));
        }
    }

    @Override
    public Runnable acceptPut(CallContext context, FlightStream stream, StreamListener<PutResult> answer) {
        try {
            return super.acceptPut(context, stream, answer);
        } catch (RuntimeException | Error failure) {
            throw FlightErrors.of(failure);
        }
    }

    @Override
    public FlightInfo getFlightInfoStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answer(context, session -> {
            refuseTransaction(command.hasTransactionId());
            Schema columns = StatementColumns.of(plan(session, command.getQuery()));
            StatementTicket ticket = new StatementTicket(session.announce(), false, command.getQuery());
            return info(columns, descriptor, ticket);
        });
    }

    @Override
    public SchemaResult getSchemaStatement(
            CommandStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answer(context, session -> {
            refuseTransaction(command.hasTransactionId());
            return new SchemaResult(columns(StatementColumns.of(plan(session, command.getQuery()))));
        });
    }

    @Override
    public void getStreamStatement(TicketStatementQuery ticket, CallContext context, ServerStreamListener listener) {
        try {
            FlightSession session = sessions.ofId(context.peerIdentity());
            StatementTicket statement = StatementTicket.of(ticket.getStatementHandle());
            threads.execute(new StatementStream(
                    session, statement, listener, clock, limits.idleTime().toNanos()));
        } catch (RuntimeException failure) {
            listener.error(FlightErrors.of(failure));
        }
    }

    @Override
    public void createPreparedStatement(
            ActionCreatePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        answer(context, listener, session -> {
            refuseTransaction(request.hasTransactionId());
            PlannedStatement planned = plan(session, request.getQuery());
            PreparedSql prepared = new PreparedSql(
                    request.getQuery(),
                    PlannedStatement.parametersOf(planned),
                    StatementColumns.of(planned),
                    clock.nanoTime());
            String handle = sessions.randomText(16);
            session.addPrepared(handle, prepared, clock.nanoTime());
            ActionCreatePreparedStatementResult.Builder result = ActionCreatePreparedStatementResult.newBuilder()
                    .setPreparedStatementHandle(ByteString.copyFromUtf8(handle))
                    .setParameterSchema(ByteString.copyFrom(
                            FlightSchemas.encode(FlightSchemas.parameters(prepared.parameters()))));
            // Without columns the schema stays empty: by that clients know that it is an update.
            Schema columns = prepared.columns();
            if (columns != null) {
                result.setDatasetSchema(ByteString.copyFrom(FlightSchemas.encode(FlightSchemas.columns(columns))));
            }
            listener.onNext(new Result(Any.pack(result.build()).toByteArray()));
        });
    }

    @Override
    public void closePreparedStatement(
            ActionClosePreparedStatementRequest request, CallContext context, StreamListener<Result> listener) {
        answer(context, listener, session -> session.removePrepared(
                request.getPreparedStatementHandle().toStringUtf8()));
    }

    @Override
    public FlightInfo getFlightInfoPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answer(context, session -> {
            String handle = command.getPreparedStatementHandle().toStringUtf8();
            PreparedSql prepared = session.prepared(handle, clock.nanoTime());
            return info(prepared.columns(), descriptor, new StatementTicket(session.announce(), true, handle));
        });
    }

    @Override
    public SchemaResult getSchemaPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, FlightDescriptor descriptor) {
        return answer(context, session -> new SchemaResult(columns(session.prepared(
                command.getPreparedStatementHandle().toStringUtf8(), clock.nanoTime())
                .columns())));
    }

    @Override
    public void getStreamPreparedStatement(
            CommandPreparedStatementQuery command, CallContext context, ServerStreamListener listener) {
        try {
            FlightSession session = sessions.ofId(context.peerIdentity());
            String handle = command.getPreparedStatementHandle().toStringUtf8();
            threads.execute(new StatementStream(
                    session,
                    new StatementTicket(session.announce(), true, handle),
                    listener,
                    clock,
                    limits.idleTime().toNanos()));
        } catch (RuntimeException failure) {
            listener.error(FlightErrors.of(failure));
        }
    }

    @Override
    public Runnable acceptPutStatement(
            CommandStatementUpdate command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        return () -> answer(context, ackStream, session -> {
            refuseTransaction(command.hasTransactionId());
            updates.run(session, command.getQuery(), ackStream);
        });
    }

    @Override
    public Runnable acceptPutPreparedStatementUpdate(
            CommandPreparedStatementUpdate command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        return () -> answer(context, ackStream, session -> updates.run(
                session, command.getPreparedStatementHandle(), flightStream, ackStream));
    }

    @Override
    public Runnable acceptPutPreparedStatementQuery(
            CommandPreparedStatementQuery command,
            CallContext context,
            FlightStream flightStream,
            StreamListener<PutResult> ackStream) {
        return () -> answer(context, ackStream, session -> updates.bind(
                session, command.getPreparedStatementHandle(), flightStream, ackStream));
    }

    @Override
    public void cancelFlightInfo(
            CancelFlightInfoRequest request, CallContext context, StreamListener<CancelStatus> listener) {
        answer(context, listener, session -> {
            boolean cancelled = false;
            for (FlightEndpoint endpoint : request.getInfo().getEndpoints()) {
                cancelled |= session.cancel(StatementTicket.of(endpoint.getTicket()).number());
            }
            listener.onNext(cancelled ? CancelStatus.CANCELLED : CancelStatus.NOT_CANCELLABLE);
        });
    }

    @Override
    public void closeSession(
            CloseSessionRequest request, CallContext context, StreamListener<CloseSessionResult> listener) {
        answer(context, listener, session -> {
            sessions.end(session);
            listener.onNext(new CloseSessionResult(CloseSessionResult.Status.CLOSED));
        });
    }

    @Override
    public void beginTransaction(
            ActionBeginTransactionRequest request,
            CallContext context,
            StreamListener<ActionBeginTransactionResult> listener) {
        answer(context, listener, _ -> refuseTransaction(true));
    }

    @Override
    public void endTransaction(
            ActionEndTransactionRequest request, CallContext context, StreamListener<Result> listener) {
        answer(context, listener, _ -> refuseTransaction(true));
    }

    @Override
    public void beginSavepoint(
            ActionBeginSavepointRequest request,
            CallContext context,
            StreamListener<ActionBeginSavepointResult> listener) {
        answer(context, listener, _ -> refuseTransaction(true));
    }

    @Override
    public void endSavepoint(ActionEndSavepointRequest request, CallContext context, StreamListener<Result> listener) {
        answer(context, listener, _ -> refuseTransaction(true));
    }

    @Override
    public void listFlights(CallContext context, Criteria criteria, StreamListener<FlightInfo> listener) {
        answer(context, listener, _ -> {});
    }

    @Override
    public void getStreamCatalogs(CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_CATALOGS_SCHEMA, _ -> List.of());
    }

    @Override
    public void getStreamSchemas(CommandGetDbSchemas command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_SCHEMAS_SCHEMA, session -> CatalogRows.schemas(
                command, session.engine().catalog()));
    }

    @Override
    public void getStreamTables(CommandGetTables command, CallContext context, ServerStreamListener listener) {
        metadata(
                context,
                listener,
                command.getIncludeSchema() ? Schemas.GET_TABLES_SCHEMA : Schemas.GET_TABLES_SCHEMA_NO_SCHEMA,
                session -> CatalogRows.tables(command, session.engine().catalog()));
    }

    @Override
    public void getStreamTableTypes(CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_TABLE_TYPES_SCHEMA, _ -> CatalogRows.tableTypes());
    }

    @Override
    public void getStreamPrimaryKeys(
            CommandGetPrimaryKeys command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_PRIMARY_KEYS_SCHEMA, session -> CatalogRows.primaryKeys(
                command, session.engine().catalog()));
    }

    @Override
    public void getStreamExportedKeys(
            CommandGetExportedKeys command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_EXPORTED_KEYS_SCHEMA, _ -> List.of());
    }

    @Override
    public void getStreamImportedKeys(
            CommandGetImportedKeys command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_IMPORTED_KEYS_SCHEMA, _ -> List.of());
    }

    @Override
    public void getStreamCrossReference(
            CommandGetCrossReference command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_CROSS_REFERENCE_SCHEMA, _ -> List.of());
    }

    @Override
    public void getStreamTypeInfo(
            CommandGetXdbcTypeInfo command, CallContext context, ServerStreamListener listener) {
        metadata(context, listener, Schemas.GET_TYPE_INFO_SCHEMA, _ -> ServerInfo.types(command));
    }

    @Override
    public void getStreamSqlInfo(CommandGetSqlInfo command, CallContext context, ServerStreamListener listener) {
        sqlInfo.send(command.getInfoList(), listener);
    }

    @Override
    protected <T extends Message> List<FlightEndpoint> determineEndpoints(
            T request, FlightDescriptor descriptor, org.apache.arrow.vector.types.pojo.Schema schema) {
        return List.of(new FlightEndpoint(new Ticket(Any.pack(request).toByteArray())));
    }

    private void metadata(
            CallContext context,
            ServerStreamListener listener,
            org.apache.arrow.vector.types.pojo.Schema schema,
            Function<FlightSession, List<List<@Nullable Object>>> rows) {
        try {
            FlightSession session = sessions.ofId(context.peerIdentity());
            MetadataStream.send(schema, rows.apply(session), allocator, listener);
        } catch (RuntimeException failure) {
            listener.error(FlightErrors.of(failure));
        }
    }

    private <T> T answer(CallContext context, Function<FlightSession, T> call) {
        try {
            return call.apply(sessions.ofId(context.peerIdentity()));
        } catch (RuntimeException | Error failure) {
            throw FlightErrors.of(failure);
        }
    }

    private void answer(CallContext context, StreamListener<?> listener, Consumer<FlightSession> call) {
        try {
            call.accept(sessions.ofId(context.peerIdentity()));
        } catch (RuntimeException | Error failure) {
            listener.onError(FlightErrors.of(failure));
            return;
        }
        listener.onCompleted();
    }

    /// Plans for a client that waits for it: when the client goes, planning ends.
    private PlannedStatement plan(FlightSession session, String sql) {
        return updates.cancellable(session, control -> session.plan(sql, control));
    }

    private static FlightInfo info(@Nullable Schema columns, FlightDescriptor descriptor, StatementTicket ticket) {
        return new FlightInfo(
                columns(columns), descriptor, List.of(new FlightEndpoint(ticket.toTicket())), -1, -1);
    }

    private static org.apache.arrow.vector.types.pojo.Schema columns(@Nullable Schema columns) {
        return columns == null ? FlightSchemas.EMPTY : FlightSchemas.columns(columns);
    }

    private static void refuseTransaction(boolean asked) {
        if (asked) {
            throw new SheafException(
                    ErrorCode.NOT_SUPPORTED, "transactions over several statements: each statement commits by itself");
        }
    }
}
