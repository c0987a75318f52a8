// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.error;

/// The closed family of errors that Sheaf reports. Each has a five-character SQLSTATE (ISO/IEC 9075-2 and PostgreSQL's
/// extensions where the standard is silent), a class that tells how to react, and whether the same statement may be
/// tried again.
///
/// The names are part of the wire protocol: they may be added to, never renamed.
public enum ErrorCode {
    SYNTAX_ERROR("42601", ErrorClass.USER),
    UNDEFINED_TABLE("42P01", ErrorClass.USER),
    UNDEFINED_COLUMN("42703", ErrorClass.USER),
    UNDEFINED_FUNCTION("42883", ErrorClass.USER),
    UNDEFINED_SCHEMA("3F000", ErrorClass.USER),
    UNDEFINED_OBJECT("42704", ErrorClass.USER),
    AMBIGUOUS_COLUMN("42702", ErrorClass.USER),
    DUPLICATE_TABLE("42P07", ErrorClass.USER),
    DUPLICATE_SCHEMA("42P06", ErrorClass.USER),
    DUPLICATE_COLUMN("42701", ErrorClass.USER),
    DUPLICATE_ALIAS("42712", ErrorClass.USER),
    GROUPING_ERROR("42803", ErrorClass.USER),
    WINDOWING_ERROR("42P20", ErrorClass.USER),
    INVALID_RECURSION("42P19", ErrorClass.USER),
    TYPE_MISMATCH("42804", ErrorClass.USER),
    CANNOT_COERCE("42846", ErrorClass.USER),
    WRONG_OBJECT_TYPE("42809", ErrorClass.USER),
    INVALID_PARAMETER("22023", ErrorClass.USER),
    INVALID_STATEMENT("42000", ErrorClass.USER),
    DEPENDENT_OBJECTS("2BP01", ErrorClass.USER),
    NOT_SUPPORTED("0A000", ErrorClass.USER),
    PARAMETER_COUNT("07001", ErrorClass.USER),
    NUMERIC_OUT_OF_RANGE("22003", ErrorClass.USER),
    DIVISION_BY_ZERO("22012", ErrorClass.USER),
    INVALID_TEXT("22P02", ErrorClass.USER),
    INVALID_DATETIME("22007", ErrorClass.USER),
    DATETIME_OUT_OF_RANGE("22008", ErrorClass.USER),
    STRING_TOO_LONG("22001", ErrorClass.USER),
    INVALID_ESCAPE("22025", ErrorClass.USER),
    INVALID_REGEX("2201B", ErrorClass.USER),
    INVALID_ARGUMENT("22000", ErrorClass.USER),
    INVALID_LIMIT("2201W", ErrorClass.USER),
    NULL_NOT_ALLOWED("23502", ErrorClass.USER),
    UNIQUE_VIOLATION("23505", ErrorClass.USER),
    CARDINALITY_VIOLATION("21000", ErrorClass.USER),
    FILE_NOT_FOUND("58P01", ErrorClass.USER),
    FILE_CORRUPT("XX001", ErrorClass.USER),
    FILE_FORMAT("22P04", ErrorClass.USER),
    FILE_CHANGED("55000", ErrorClass.TRANSIENT),
    FILE_EXISTS("58P02", ErrorClass.USER),
    IO_ERROR("58030", ErrorClass.RESOURCE),
    PERMISSION_DENIED("42501", ErrorClass.USER),
    READ_ONLY("25006", ErrorClass.USER),
    AUTHENTICATION_FAILED("28000", ErrorClass.USER),
    OUT_OF_MEMORY("53200", ErrorClass.RESOURCE),
    DISK_FULL("53100", ErrorClass.RESOURCE),
    TOO_MANY_CONNECTIONS("53300", ErrorClass.RESOURCE),
    PLAN_TOO_COMPLEX("54001", ErrorClass.RESOURCE),
    STATEMENT_TIMEOUT("57014", ErrorClass.RESOURCE),
    QUERY_CANCELLED("57014", ErrorClass.USER),
    ENGINE_CLOSED("57P01", ErrorClass.TRANSIENT),
    CATALOG_CONFLICT("40001", ErrorClass.TRANSIENT),
    LINK_LOST("08006", ErrorClass.NODE),
    NODE_LOST("57P02", ErrorClass.NODE),
    PROTOCOL_VIOLATION("08P01", ErrorClass.INTERNAL),
    /// What has come over an encrypted link is not what its sender has sealed.
    SECURITY_VIOLATION("08P01", ErrorClass.NODE),
    INTERNAL_ERROR("XX000", ErrorClass.INTERNAL);

    private final String sqlState;
    private final ErrorClass errorClass;

    ErrorCode(String sqlState, ErrorClass errorClass) {
        this.sqlState = sqlState;
        this.errorClass = errorClass;
    }

    /// The five-character SQLSTATE that JDBC and the wire carry.
    public String sqlState() {
        return sqlState;
    }

    public ErrorClass errorClass() {
        return errorClass;
    }

    /// Whether the same statement may succeed when it is simply tried again.
    public boolean retryable() {
        return errorClass == ErrorClass.TRANSIENT || errorClass == ErrorClass.NODE;
    }
}
