// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.nio.ByteBuffer;
import org.apache.arrow.flight.Ticket;
import org.apache.arrow.flight.sql.impl.FlightSql.TicketStatementQuery;

/// What a client comes back with for the rows of a statement: all that is needed to run it, so that the server keeps
/// nothing for tickets that are never used.
///
/// @param number of the statement within its session, to cancel it by
/// @param prepared whether the text is the handle of a prepared statement
/// @param text the SQL, or that handle
record StatementTicket(long number, boolean prepared, String text) {
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = 2 + Long.BYTES;

    Ticket toTicket() {
        ByteString bytes = ByteString.copyFromUtf8(text);
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES)
                .put(VERSION)
                .put((byte) (prepared ? 1 : 0))
                .putLong(number)
                .flip();
        TicketStatementQuery query = TicketStatementQuery.newBuilder()
                .setStatementHandle(ByteString.copyFrom(header).concat(bytes))
                .build();
        return new Ticket(Any.pack(query).toByteArray());
    }

    /// @throws SheafException INVALID_PARAMETER when it is none of a statement
    static StatementTicket of(Ticket ticket) {
        try {
            return of(Any.parseFrom(ticket.getBytes()).unpack(TicketStatementQuery.class).getStatementHandle());
        } catch (InvalidProtocolBufferException broken) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "the ticket is not one of a statement", broken);
        }
    }

    /// @throws SheafException INVALID_PARAMETER when it is none of this server's
    static StatementTicket of(ByteString handle) {
        if (handle.size() < HEADER_BYTES || handle.byteAt(0) != VERSION || (handle.byteAt(1) & ~1) != 0) {
            throw new SheafException(ErrorCode.INVALID_PARAMETER, "the ticket is not one of this server's");
        }
        return new StatementTicket(
                handle.asReadOnlyByteBuffer().getLong(2),
                handle.byteAt(1) == 1,
                handle.substring(HEADER_BYTES).toStringUtf8());
    }
}
