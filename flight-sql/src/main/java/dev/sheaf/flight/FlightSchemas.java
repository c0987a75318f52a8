// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.flight;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.engine.arrow.ArrowTypes;
import dev.sheaf.jdbc.JdbcTypes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flight.sql.FlightSqlColumnMetadata;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.FieldType;

/// Sheaf's columns as Flight SQL describes them: Arrow's types, and beside them what Arrow can't say.
final class FlightSchemas {
    static final org.apache.arrow.vector.types.pojo.Schema EMPTY =
            new org.apache.arrow.vector.types.pojo.Schema(List.of());

    private FlightSchemas() {}

    /// The columns of a result.
    static org.apache.arrow.vector.types.pojo.Schema columns(Schema schema) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            fields.add(field(field, new FlightSqlColumnMetadata.Builder()));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    /// The columns of a table.
    static org.apache.arrow.vector.types.pojo.Schema columns(Schema schema, String schemaName, String tableName) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (Field field : schema.fields()) {
            FlightSqlColumnMetadata.Builder home =
                    new FlightSqlColumnMetadata.Builder().schemaName(schemaName).tableName(tableName);
            fields.add(field(field, home));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    /// The parameters of a statement, which take nulls, too. Times are announced in milliseconds: Arrow's JDBC driver
    /// sends those whatever it is told. Clients that send finer ones are understood, too.
    static org.apache.arrow.vector.types.pojo.Schema parameters(List<DataType> types) {
        List<org.apache.arrow.vector.types.pojo.Field> fields = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            DataType type = types.get(i);
            fields.add(field("?" + (i + 1), true, type, parameter(type), new FlightSqlColumnMetadata.Builder()));
        }
        return new org.apache.arrow.vector.types.pojo.Schema(fields);
    }

    private static org.apache.arrow.vector.types.pojo.Field field(
            Field field, FlightSqlColumnMetadata.Builder metadata) {
        return field(field.name(), field.nullable(), field.type(), ArrowTypes.type(field.type()), metadata);
    }

    private static ArrowType parameter(DataType type) {
        return switch (type) {
            case DataType.TimeType _ -> new ArrowType.Time(TimeUnit.MILLISECOND, 32);
            case DataType.TimestampType timestamp -> new ArrowType.Timestamp(
                    TimeUnit.MILLISECOND, timestamp.localTimeZone() ? "UTC" : null);
            default -> ArrowTypes.type(type);
        };
    }

    private static org.apache.arrow.vector.types.pojo.Field field(
            String name,
            boolean nullable,
            DataType type,
            ArrowType arrow,
            FlightSqlColumnMetadata.Builder metadata) {
        FlightSqlColumnMetadata described = metadata.typeName(JdbcTypes.baseName(type))
                .precision(JdbcTypes.precision(type))
                .scale(JdbcTypes.scale(type))
                .isAutoIncrement(false)
                .isCaseSensitive(type instanceof DataType.CharacterType)
                .isSearchable(true)
                .build();
        return new org.apache.arrow.vector.types.pojo.Field(
                name, new FieldType(nullable, arrow, null, described.getMetadataMap()), null);
    }

    /// A schema as an IPC message, which is how Flight SQL puts one into a field.
    static byte[] encode(org.apache.arrow.vector.types.pojo.Schema schema) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(bytes)), schema);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
