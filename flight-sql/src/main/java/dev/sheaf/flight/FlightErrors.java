// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.error.ErrorClass;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;

/// Says Sheaf's errors in Flight's terms. The status follows the code; the description is the message with code,
/// SQLSTATE and the place in the SQL, for clients that show nothing else; the trailers have the same as fields.
final class FlightErrors {
    static final String CODE = "sheaf-error-code";
    static final String SQL_STATE = "sheaf-sqlstate";
    static final String RETRYABLE = "sheaf-retryable";
    static final String LINE = "sheaf-line";
    static final String COLUMN = "sheaf-column";

    private FlightErrors() {}

    /// What a call ends with. An error of Flight's own passes as it is.
    static FlightRuntimeException of(Throwable failure) {
        if (failure instanceof FlightRuntimeException known) {
            return known;
        }
        SheafException error = SheafException.wrap(failure);
        ErrorFlightMetadata fields = new ErrorFlightMetadata();
        fields.insert(CODE, error.code().name());
        fields.insert(SQL_STATE, error.sqlState());
        fields.insert(RETRYABLE, String.valueOf(error.code().retryable()));
        String place = "";
        if (error.position().known()) {
            fields.insert(LINE, String.valueOf(error.position().line()));
            fields.insert(COLUMN, String.valueOf(error.position().column()));
            place = " (" + error.position() + ")";
        }
        return status(error.code())
                .withDescription(error.getMessage() + place + " [" + error.code() + ", SQLSTATE " + error.sqlState()
                        + "]")
                .withMetadata(fields)
                .withCause(error)
                .toRuntimeException();
    }

    static FlightRuntimeException of(ErrorCode code, String message) {
        return of(new SheafException(code, message));
    }

    static CallStatus status(ErrorCode code) {
        return switch (code) {
            case NOT_SUPPORTED -> CallStatus.UNIMPLEMENTED;
            case AUTHENTICATION_FAILED -> CallStatus.UNAUTHENTICATED;
            case PERMISSION_DENIED, READ_ONLY -> CallStatus.UNAUTHORIZED;
            case UNDEFINED_TABLE, UNDEFINED_SCHEMA, FILE_NOT_FOUND -> CallStatus.NOT_FOUND;
            case DUPLICATE_TABLE, DUPLICATE_SCHEMA, FILE_EXISTS -> CallStatus.ALREADY_EXISTS;
            case QUERY_CANCELLED -> CallStatus.CANCELLED;
            case STATEMENT_TIMEOUT -> CallStatus.TIMED_OUT;
            default -> status(code.errorClass());
        };
    }

    private static CallStatus status(ErrorClass errorClass) {
        return switch (errorClass) {
            case USER -> CallStatus.INVALID_ARGUMENT;
            case RESOURCE -> CallStatus.RESOURCE_EXHAUSTED;
            case TRANSIENT, NODE -> CallStatus.UNAVAILABLE;
            case INTERNAL -> CallStatus.INTERNAL;
        };
    }
}
