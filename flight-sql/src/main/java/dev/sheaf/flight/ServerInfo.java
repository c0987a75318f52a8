// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.Sheaf;
import dev.sheaf.core.type.DataType;
import dev.sheaf.jdbc.JdbcTypes;
import java.sql.DatabaseMetaData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.arrow.flight.sql.SqlInfoBuilder;
import org.apache.arrow.flight.sql.impl.FlightSql.CommandGetXdbcTypeInfo;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlNullOrdering;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedCaseSensitivity;
import org.apache.arrow.flight.sql.impl.FlightSql.SqlSupportedTransaction;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.jspecify.annotations.Nullable;

/// What a server says of itself and its types.
final class ServerInfo {
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.SMALLINT,
            DataType.INTEGER,
            DataType.BIGINT,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0),
            new DataType.CharacterType(true, 1),
            DataType.VARCHAR,
            DataType.VARBINARY,
            DataType.DATE,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.TIMESTAMP_LTZ,
            DataType.INTERVAL_YEAR_MONTH,
            DataType.INTERVAL_DAY_TIME);

    private ServerInfo() {}

    static SqlInfoBuilder sqlInfo() {
        String arrow = VectorSchemaRoot.class.getPackage().getImplementationVersion();
        return new SqlInfoBuilder()
                .withFlightSqlServerName("Sheaf")
                .withFlightSqlServerVersion(Sheaf.VERSION)
                .withFlightSqlServerArrowVersion(arrow == null ? "" : arrow)
                .withFlightSqlServerReadOnly(false)
                .withFlightSqlServerSql(true)
                .withFlightSqlServerSubstrait(false)
                .withFlightSqlServerTransaction(SqlSupportedTransaction.SQL_SUPPORTED_TRANSACTION_NONE)
                .withFlightSqlServerCancel(true)
                .withFlightSqlServerBulkIngestion(false)
                .withFlightSqlServerBulkIngestionTransaction(false)
                .withSqlIdentifierQuoteChar("\"")
                .withSqlSearchStringEscape("\\")
                .withSqlSchemaTerm("schema")
                .withSqlCatalogTerm("")
                .withSqlProcedureTerm("")
                .withSqlDdlCatalog(false)
                .withSqlDdlSchema(true)
                .withSqlDdlTable(true)
                .withSqlIdentifierCase(SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
                .withSqlQuotedIdentifierCase(SqlSupportedCaseSensitivity.SQL_CASE_SENSITIVITY_CASE_INSENSITIVE)
                .withSqlAllTablesAreSelectable(true)
                .withSqlNullOrdering(SqlNullOrdering.SQL_NULLS_SORTED_HIGH)
                .withSqlTransactionsSupported(false)
                .withSqlSavepointsSupported(false)
                .withSqlBatchUpdatesSupported(true)
                .withSqlCorrelatedSubqueriesSupported(true)
                .withSqlSelectForUpdateSupported(false)
                .withSqlStoredProceduresSupported(false)
                .withSqlNamedParametersSupported(false)
                .withSqlSupportsColumnAliasing(true)
                .withSqlSupportsTableCorrelationNames(true)
                .withSqlSupportsExpressionsInOrderBy(true)
                .withSqlSupportsOrderByUnrelated(true)
                .withSqlSupportsLikeEscapeClause(true)
                .withSqlSupportsNonNullableColumns(true);
    }

    /// The rows of the type call, ordered by the codes of JDBC.
    static List<List<@Nullable Object>> types(CommandGetXdbcTypeInfo request) {
        return TYPES.stream()
                .filter(type -> !request.hasDataType() || request.getDataType() == JdbcTypes.code(type))
                .sorted(Comparator.comparingInt(JdbcTypes::code))
                .map(ServerInfo::type)
                .toList();
    }

    private static List<@Nullable Object> type(DataType type) {
        boolean number = JdbcTypes.signed(type);
        boolean quoted = !number && !(type instanceof DataType.BooleanType);
        List<String> parameters = type instanceof DataType.DecimalType
                ? List.of("precision", "scale")
                : type instanceof DataType.CharacterType ? List.of("length") : List.of();
        int scaleMax =
                type instanceof DataType.DecimalType ? DataType.DecimalType.MAX_PRECISION : JdbcTypes.scale(type);
        return Arrays.asList(
                JdbcTypes.baseName(type),
                JdbcTypes.code(type),
                JdbcTypes.precision(type),
                quoted ? "'" : null,
                quoted ? "'" : null,
                parameters,
                DatabaseMetaData.typeNullable,
                type instanceof DataType.CharacterType,
                DatabaseMetaData.typeSearchable,
                !number,
                false,
                false,
                null,
                0,
                scaleMax,
                JdbcTypes.code(type),
                null,
                number ? 10 : null,
                null);
    }
}
