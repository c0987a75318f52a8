// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.engine.session.EngineSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.RowIdLifetime;
import org.jspecify.annotations.Nullable;

/// The metadata of what Sheaf doesn't have: keys, indexes, procedures, privileges, user-defined types. All answers are
/// empty, with the columns that JDBC wants.
abstract class EmptyMetaData extends SheafCapabilities {
    private final EngineSession session;

    EmptyMetaData(EngineSession session) {
        this.session = session;
    }

    private MetaDataRows rows() {
        return new MetaDataRows(session);
    }

    @Override
    public ResultSet getPrimaryKeys(@Nullable String catalog, @Nullable String schema, String table) {
        return rows().text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
                .small("KEY_SEQ")
                .text("PK_NAME")
                .build();
    }

    private ResultSet foreignKeys() {
        return rows().text(
                "PKTABLE_CAT",
                "PKTABLE_SCHEM",
                "PKTABLE_NAME",
                "PKCOLUMN_NAME",
                "FKTABLE_CAT",
                "FKTABLE_SCHEM",
                "FKTABLE_NAME",
                "FKCOLUMN_NAME")
                .small("KEY_SEQ", "UPDATE_RULE", "DELETE_RULE")
                .text("FK_NAME", "PK_NAME")
                .small("DEFERRABILITY")
                .build();
    }

    @Override
    public ResultSet getImportedKeys(@Nullable String catalog, @Nullable String schema, String table) {
        return foreignKeys();
    }

    @Override
    public ResultSet getExportedKeys(@Nullable String catalog, @Nullable String schema, String table) {
        return foreignKeys();
    }

    @Override
    public ResultSet getCrossReference(
            @Nullable String parentCatalog,
            @Nullable String parentSchema,
            String parentTable,
            @Nullable String foreignCatalog,
            @Nullable String foreignSchema,
            String foreignTable) {
        return foreignKeys();
    }

    @Override
    public ResultSet getIndexInfo(
            @Nullable String catalog, @Nullable String schema, String table, boolean unique, boolean approximate) {
        return rows().text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME")
                .truth("NON_UNIQUE")
                .text("INDEX_QUALIFIER", "INDEX_NAME")
                .small("TYPE", "ORDINAL_POSITION")
                .text("COLUMN_NAME", "ASC_OR_DESC")
                .integer("CARDINALITY", "PAGES")
                .text("FILTER_CONDITION")
                .build();
    }

    @Override
    public ResultSet getProcedures(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String namePattern) {
        return rows().text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "RESERVED1", "RESERVED2", "RESERVED3")
                .text("REMARKS")
                .small("PROCEDURE_TYPE")
                .text("SPECIFIC_NAME")
                .build();
    }

    @Override
    public ResultSet getProcedureColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String namePattern,
            @Nullable String columnPattern) {
        return rows().text("PROCEDURE_CAT", "PROCEDURE_SCHEM", "PROCEDURE_NAME", "COLUMN_NAME")
                .small("COLUMN_TYPE")
                .integer("DATA_TYPE")
                .text("TYPE_NAME")
                .integer("PRECISION", "LENGTH")
                .small("SCALE", "RADIX", "NULLABLE")
                .text("REMARKS", "COLUMN_DEF")
                .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
                .text("IS_NULLABLE", "SPECIFIC_NAME")
                .build();
    }

    @Override
    public ResultSet getFunctions(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String namePattern) {
        return rows().text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "REMARKS")
                .small("FUNCTION_TYPE")
                .text("SPECIFIC_NAME")
                .build();
    }

    @Override
    public ResultSet getFunctionColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String namePattern,
            @Nullable String columnPattern) {
        return rows().text("FUNCTION_CAT", "FUNCTION_SCHEM", "FUNCTION_NAME", "COLUMN_NAME")
                .small("COLUMN_TYPE")
                .integer("DATA_TYPE")
                .text("TYPE_NAME")
                .integer("PRECISION", "LENGTH")
                .small("SCALE", "RADIX", "NULLABLE")
                .text("REMARKS")
                .integer("CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
                .text("IS_NULLABLE", "SPECIFIC_NAME")
                .build();
    }

    private ResultSet rowIdentifiers() {
        return rows().small("SCOPE")
                .text("COLUMN_NAME")
                .integer("DATA_TYPE")
                .text("TYPE_NAME")
                .integer("COLUMN_SIZE", "BUFFER_LENGTH")
                .small("DECIMAL_DIGITS", "PSEUDO_COLUMN")
                .build();
    }

    @Override
    public ResultSet getBestRowIdentifier(
            @Nullable String catalog, @Nullable String schema, String table, int scope, boolean nullable) {
        return rowIdentifiers();
    }

    @Override
    public ResultSet getVersionColumns(@Nullable String catalog, @Nullable String schema, String table) {
        return rowIdentifiers();
    }

    @Override
    public ResultSet getColumnPrivileges(
            @Nullable String catalog, @Nullable String schema, String table, @Nullable String columnPattern) {
        return rows().text(
                "TABLE_CAT",
                "TABLE_SCHEM",
                "TABLE_NAME",
                "COLUMN_NAME",
                "GRANTOR",
                "GRANTEE",
                "PRIVILEGE",
                "IS_GRANTABLE")
                .build();
    }

    @Override
    public ResultSet getTablePrivileges(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern) {
        return rows().text(
                "TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "GRANTOR", "GRANTEE", "PRIVILEGE", "IS_GRANTABLE")
                .build();
    }

    @Override
    public ResultSet getAttributes(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typePattern,
            @Nullable String attributePattern) {
        return rows().text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "ATTR_NAME")
                .integer("DATA_TYPE")
                .text("ATTR_TYPE_NAME")
                .integer("ATTR_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX", "NULLABLE")
                .text("REMARKS", "ATTR_DEF")
                .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
                .text("IS_NULLABLE", "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_TABLE")
                .small("SOURCE_DATA_TYPE")
                .build();
    }

    @Override
    public ResultSet getSuperTypes(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String typePattern) {
        return rows().text(
                "TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "SUPERTYPE_CAT", "SUPERTYPE_SCHEM", "SUPERTYPE_NAME")
                .build();
    }

    @Override
    public ResultSet getSuperTables(
            @Nullable String catalog, @Nullable String schemaPattern, @Nullable String tablePattern) {
        return rows().text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "SUPERTABLE_NAME").build();
    }

    @Override
    public ResultSet getUDTs(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String typePattern,
            int @Nullable [] types) {
        return rows().text("TYPE_CAT", "TYPE_SCHEM", "TYPE_NAME", "CLASS_NAME")
                .integer("DATA_TYPE")
                .text("REMARKS")
                .small("BASE_TYPE")
                .build();
    }

    @Override
    public ResultSet getPseudoColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern) {
        return rows().text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
                .integer("DATA_TYPE", "COLUMN_SIZE", "DECIMAL_DIGITS", "NUM_PREC_RADIX")
                .text("COLUMN_USAGE", "REMARKS")
                .integer("CHAR_OCTET_LENGTH")
                .text("IS_NULLABLE")
                .build();
    }

    @Override
    public ResultSet getClientInfoProperties() {
        return rows().text("NAME").integer("MAX_LEN").text("DEFAULT_VALUE", "DESCRIPTION").build();
    }

    @Override
    public boolean supportsConvert() {
        return false;
    }

    @Override
    public boolean supportsConvert(int from, int to) {
        return false;
    }

    @Override
    public RowIdLifetime getRowIdLifetime() {
        return RowIdLifetime.ROWID_UNSUPPORTED;
    }

    @Override
    public int getSQLStateType() {
        return sqlStateSQL;
    }

    @Override
    public int getJDBCMajorVersion() {
        return 4;
    }

    @Override
    public int getJDBCMinorVersion() {
        return 3;
    }

    @Override
    public int getDefaultTransactionIsolation() {
        return Connection.TRANSACTION_NONE;
    }

    @Override
    public boolean supportsTransactionIsolationLevel(int level) {
        return level == Connection.TRANSACTION_NONE;
    }

    @Override
    public boolean supportsResultSetType(int type) {
        return type == ResultSet.TYPE_FORWARD_ONLY;
    }

    @Override
    public boolean supportsResultSetConcurrency(int type, int concurrency) {
        return type == ResultSet.TYPE_FORWARD_ONLY && concurrency == ResultSet.CONCUR_READ_ONLY;
    }

    @Override
    public boolean supportsResultSetHoldability(int holdability) {
        return holdability == ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public int getResultSetHoldability() {
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }
}
