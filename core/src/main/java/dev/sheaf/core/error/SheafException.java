// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The one exception that ends a statement. It carries its code (and with it SQLSTATE, class and whether to retry), the
/// place in the SQL where one is known, and the node where it arose.
///
/// It is for what ends a statement. The expected (no room yet, no data yet, end of data) is a return value, never this.
public final class SheafException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Statements and values may be megabytes long; what is said about them isn't.
    private static final int MESSAGE_LENGTH_MAX = 2000;

    private final ErrorCode code;
    private final transient SourcePosition position;
    private final @Nullable String origin;

    public SheafException(ErrorCode code, String message) {
        this(code, message, SourcePosition.UNKNOWN, null, null);
    }

    public SheafException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, SourcePosition.UNKNOWN, null, cause);
    }

    public SheafException(ErrorCode code, String message, SourcePosition position) {
        this(code, message, position, null, null);
    }

    public SheafException(
            ErrorCode code,
            String message,
            SourcePosition position,
            @Nullable String origin,
            @Nullable Throwable cause) {
        super(clipped(message), cause);
        this.code = Objects.requireNonNull(code);
        this.position = Objects.requireNonNull(position);
        this.origin = origin;
    }

    private static String clipped(String message) {
        return message.length() <= MESSAGE_LENGTH_MAX
                ? message
                : message.substring(0, MESSAGE_LENGTH_MAX / 2) + " ... "
                        + message.substring(message.length() - MESSAGE_LENGTH_MAX / 2);
    }

    public ErrorCode code() {
        return code;
    }

    public String sqlState() {
        return code.sqlState();
    }

    /// The place in the statement, or [SourcePosition#UNKNOWN].
    public SourcePosition position() {
        return position == null ? SourcePosition.UNKNOWN : position;
    }

    /// The name of the node where the error arose, when it was another one.
    public @Nullable String origin() {
        return origin;
    }

    /// The same error at a place in the SQL, unless it already has one.
    public SheafException at(SourcePosition place) {
        if (position().known() || !place.known()) {
            return this;
        }
        SheafException placed = new SheafException(code, String.valueOf(getMessage()), place, origin, getCause());
        placed.setStackTrace(getStackTrace());
        return placed;
    }

    /// Wraps what escaped from Sheaf's own code or a library; a [SheafException] passes as it is.
    public static SheafException wrap(Throwable failure) {
        return switch (failure) {
            case SheafException known -> known;
            case OutOfMemoryError _ ->
                    new SheafException(ErrorCode.OUT_OF_MEMORY, "the Java heap is exhausted", failure);
            case StackOverflowError _ -> new SheafException(
                    ErrorCode.PLAN_TOO_COMPLEX, "the statement is nested too deeply", failure);
            default -> new SheafException(
                    ErrorCode.INTERNAL_ERROR,
                    failure.getClass().getSimpleName() + ": " + failure.getMessage(),
                    failure);
        };
    }
}
