// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.error.ErrorClass;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.sql.SQLDataException;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.sql.SQLInvalidAuthorizationSpecException;
import java.sql.SQLNonTransientException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientException;

/// Says Sheaf's errors in JDBC's terms: the class follows SQLSTATE, the message ends with the place in the SQL.
final class JdbcErrors {
    private JdbcErrors() {}

    static SQLException of(Throwable failure) {
        SheafException error = SheafException.wrap(failure);
        String message = error.position().known()
                ? error.getMessage() + " (" + error.position() + ")"
                : String.valueOf(error.getMessage());
        String state = error.sqlState();
        if (error.code() == ErrorCode.STATEMENT_TIMEOUT) {
            return new SQLTimeoutException(message, state, error);
        }
        if (error.code().retryable()) {
            return new SQLTransientException(message, state, error);
        }
        return switch (state.substring(0, 2)) {
            case "0A" -> new SQLFeatureNotSupportedException(message, state, error);
            case "22" -> new SQLDataException(message, state, error);
            case "23" -> new SQLIntegrityConstraintViolationException(message, state, error);
            case "28" -> new SQLInvalidAuthorizationSpecException(message, state, error);
            case "42" -> new SQLSyntaxErrorException(message, state, error);
            default -> error.code().errorClass() == ErrorClass.USER
                    ? new SQLNonTransientException(message, state, error)
                    : new SQLException(message, state, error);
        };
    }

    static SQLFeatureNotSupportedException unsupported(String feature) {
        return new SQLFeatureNotSupportedException(
                feature + " is not supported", ErrorCode.NOT_SUPPORTED.sqlState());
    }

    static SQLException closed(String what) {
        // Class 08 says that the connection is lost: pools throw it away then.
        return new SQLNonTransientException(
                "the " + what + " is closed", what.equals("connection") ? "08003" : "55000");
    }

    static SQLException invalid(String message) {
        return new SQLDataException(message, ErrorCode.INVALID_PARAMETER.sqlState());
    }
}
