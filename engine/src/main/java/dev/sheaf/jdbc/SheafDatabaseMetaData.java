// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.Sheaf;
import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.function.AggregateFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.session.EngineSession;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What tools ask about schemas, tables, columns and types.
final class SheafDatabaseMetaData extends EmptyMetaData {
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.TINYINT,
            DataType.BIGINT,
            DataType.VARBINARY,
            new DataType.CharacterType(true, 1),
            DataType.decimal(DataType.DecimalType.MAX_PRECISION, 0),
            DataType.INTEGER,
            DataType.SMALLINT,
            DataType.REAL,
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.DATE,
            DataType.TIME,
            DataType.TIMESTAMP,
            DataType.INTERVAL_DAY_TIME,
            DataType.INTERVAL_YEAR_MONTH,
            DataType.TIMESTAMP_LTZ);

    private final SheafConnection connection;
    private final EngineSession session;

    SheafDatabaseMetaData(SheafConnection connection) {
        super(connection.session());
        this.connection = connection;
        this.session = connection.session();
    }

    @Override
    public ResultSet getSchemas() {
        return getSchemas(null, null);
    }

    @Override
    public ResultSet getSchemas(@Nullable String catalog, @Nullable String schemaPattern) {
        MetaDataRows rows = new MetaDataRows(session).text("TABLE_SCHEM", "TABLE_CATALOG");
        for (String schema : new NamePattern(schemaPattern).schemas(session.catalog())) {
            rows.row(Arrays.asList(schema, null));
        }
        return rows.orderBy(0).build();
    }

    @Override
    public ResultSet getTables(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            String @Nullable [] types) {
        MetaDataRows rows = new MetaDataRows(session)
                .text(
                        "TABLE_CAT",
                        "TABLE_SCHEM",
                        "TABLE_NAME",
                        "TABLE_TYPE",
                        "REMARKS",
                        "TYPE_CAT",
                        "TYPE_SCHEM",
                        "TYPE_NAME",
                        "SELF_REFERENCING_COL_NAME",
                        "REF_GENERATION");
        CatalogSnapshot names = session.catalog();
        NamePattern tables = new NamePattern(tablePattern);
        for (String schema : new NamePattern(schemaPattern).schemas(names)) {
            for (String table : names.relations(schema)) {
                if (!tables.matches(table)) {
                    continue;
                }
                String type = names.relation(schema, table).orElse(null) instanceof Relation.View ? "VIEW" : "TABLE";
                if (types == null || Arrays.asList(types).contains(type)) {
                    rows.row(Arrays.asList(null, schema, table, type, null, null, null, null, null, null));
                }
            }
        }
        return rows.orderBy(3, 1, 2).build();
    }

    @Override
    public ResultSet getTableTypes() {
        return new MetaDataRows(session)
                .text("TABLE_TYPE")
                .row(List.of("TABLE"))
                .row(List.of("VIEW"))
                .build();
    }

    @Override
    public ResultSet getCatalogs() {
        return new MetaDataRows(session).text("TABLE_CAT").build();
    }

    @Override
    public ResultSet getColumns(
            @Nullable String catalog,
            @Nullable String schemaPattern,
            @Nullable String tablePattern,
            @Nullable String columnPattern) {
        MetaDataRows rows = new MetaDataRows(session)
                .text("TABLE_CAT", "TABLE_SCHEM", "TABLE_NAME", "COLUMN_NAME")
                .integer("DATA_TYPE")
                .text("TYPE_NAME")
                .integer("COLUMN_SIZE", "BUFFER_LENGTH", "DECIMAL_DIGITS", "NUM_PREC_RADIX", "NULLABLE")
                .text("REMARKS", "COLUMN_DEF")
                .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "CHAR_OCTET_LENGTH", "ORDINAL_POSITION")
                .text("IS_NULLABLE", "SCOPE_CATALOG", "SCOPE_SCHEMA", "SCOPE_TABLE")
                .small("SOURCE_DATA_TYPE")
                .text("IS_AUTOINCREMENT", "IS_GENERATEDCOLUMN");
        CatalogSnapshot names = session.catalog();
        NamePattern tables = new NamePattern(tablePattern);
        NamePattern columns = new NamePattern(columnPattern);
        for (String schema : new NamePattern(schemaPattern).schemas(names)) {
            for (String table : names.relations(schema)) {
                if (tables.matches(table)) {
                    names.relation(schema, table)
                            .ifPresent(relation -> addColumns(rows, schema, table, columns(relation), columns));
                }
            }
        }
        return rows.build();
    }

    private static void addColumns(
            MetaDataRows rows, String schema, String table, Schema fields, NamePattern columns) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.field(i);
            if (!columns.matches(field.name())) {
                continue;
            }
            DataType type = field.type();
            rows.row(Arrays.asList(
                    null,
                    schema,
                    table,
                    field.name(),
                    JdbcTypes.code(type),
                    JdbcTypes.baseName(type),
                    JdbcTypes.precision(type),
                    null,
                    JdbcTypes.scale(type),
                    JdbcTypes.signed(type) ? 10 : null,
                    field.nullable() ? columnNullable : columnNoNulls,
                    null,
                    null,
                    null,
                    null,
                    type instanceof DataType.CharacterType ? JdbcTypes.precision(type) : null,
                    i + 1,
                    field.nullable() ? "YES" : "NO",
                    null,
                    null,
                    null,
                    null,
                    "NO",
                    "NO"));
        }
    }

    private static Schema columns(Relation relation) {
        return switch (relation) {
            case Relation.Table table -> table.schema();
            case Relation.View view -> view.schema();
        };
    }

    @Override
    public ResultSet getTypeInfo() {
        MetaDataRows rows = new MetaDataRows(session)
                .text("TYPE_NAME")
                .integer("DATA_TYPE", "PRECISION")
                .text("LITERAL_PREFIX", "LITERAL_SUFFIX", "CREATE_PARAMS")
                .small("NULLABLE")
                .truth("CASE_SENSITIVE")
                .small("SEARCHABLE")
                .truth("UNSIGNED_ATTRIBUTE", "FIXED_PREC_SCALE", "AUTO_INCREMENT")
                .text("LOCAL_TYPE_NAME")
                .small("MINIMUM_SCALE", "MAXIMUM_SCALE")
                .integer("SQL_DATA_TYPE", "SQL_DATETIME_SUB", "NUM_PREC_RADIX");
        List<DataType> ordered = new ArrayList<>(TYPES);
        ordered.sort((left, right) -> Integer.compare(JdbcTypes.code(left), JdbcTypes.code(right)));
        for (DataType type : ordered) {
            boolean quoted = !JdbcTypes.signed(type) && !(type instanceof DataType.BooleanType);
            rows.row(Arrays.asList(
                    JdbcTypes.baseName(type),
                    JdbcTypes.code(type),
                    JdbcTypes.precision(type),
                    quoted ? "'" : null,
                    quoted ? "'" : null,
                    type instanceof DataType.DecimalType
                            ? "precision,scale"
                            : type instanceof DataType.CharacterType ? "length" : null,
                    typeNullable,
                    type instanceof DataType.CharacterType,
                    typeSearchable,
                    !JdbcTypes.signed(type),
                    false,
                    false,
                    null,
                    0,
                    type instanceof DataType.DecimalType ? DataType.DecimalType.MAX_PRECISION : JdbcTypes.scale(type),
                    null,
                    null,
                    10));
        }
        return rows.build();
    }

    @Override
    public String getNumericFunctions() {
        return "ABS,ACOS,ASIN,ATAN,ATAN2,CEILING,COS,COT,DEGREES,EXP,FLOOR,LOG,LOG10,MOD,PI,POWER,RADIANS,RAND,ROUND,"
                + "SIGN,SIN,SQRT,TAN,TRUNCATE";
    }

    @Override
    public String getStringFunctions() {
        return "ASCII,CHAR_LENGTH,CHARACTER_LENGTH,CONCAT,LEFT,LENGTH,LTRIM,OCTET_LENGTH,POSITION,REPEAT,REPLACE,RIGHT,"
                + "RTRIM,SUBSTRING";
    }

    @Override
    public String getSystemFunctions() {
        return "";
    }

    @Override
    public String getTimeDateFunctions() {
        return "CURRENT_DATE,CURRENT_TIME,CURRENT_TIMESTAMP,EXTRACT";
    }

    @Override
    public String getSQLKeywords() {
        return Arrays.stream(AggregateFunction.values())
                .filter(function -> function.name().startsWith("APPROX") || function.name().startsWith("ARG_"))
                .map(function -> function.name().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining(",", "ILIKE,QUALIFY,EXCLUDE,COPY,", ""));
    }

    @Override
    public Connection getConnection() {
        return connection;
    }

    @Override
    public String getURL() {
        return connection.url();
    }

    @Override
    public String getUserName() {
        return "sheaf";
    }

    @Override
    public String getDatabaseProductName() {
        return "Sheaf";
    }

    @Override
    public String getDatabaseProductVersion() {
        return Sheaf.VERSION;
    }

    @Override
    public int getDatabaseMajorVersion() {
        return Sheaf.VERSION_MAJOR;
    }

    @Override
    public int getDatabaseMinorVersion() {
        return Sheaf.VERSION_MINOR;
    }

    @Override
    public String getDriverName() {
        return "Sheaf JDBC driver";
    }

    @Override
    public String getDriverVersion() {
        return Sheaf.VERSION;
    }

    @Override
    public int getDriverMajorVersion() {
        return Sheaf.VERSION_MAJOR;
    }

    @Override
    public int getDriverMinorVersion() {
        return Sheaf.VERSION_MINOR;
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Wrappers.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
