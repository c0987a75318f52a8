// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.CatalogSnapshot;
import dev.sheaf.core.catalog.ColumnStatistics;
import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.DateType;
import dev.sheaf.core.type.DataType.DecimalType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// A catalog of tables that exist only by name, columns and statistics.
final class FakeCatalog implements CatalogSnapshot {
    private final Map<String, Relation> relations = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, TableFunction> functions = new TreeMap<>();
    private final Set<String> sampled = new TreeSet<>();
    private long version = 1;

    /// A column: name, type, and perhaps `unique`, `distinct=n`, `min..max`, `null`, separated by blanks; `held` where
    /// the table's bounds are more than estimates.
    FakeCatalog table(String schema, String name, double rows, String... columns) {
        List<Field> fields = new ArrayList<>();
        List<ColumnStatistics> statistics = new ArrayList<>();
        List<List<Integer>> unique = new ArrayList<>();
        boolean held = false;
        for (String column : columns) {
            String[] words = column.split(" ", -1);
            DataType type = type(words[1]);
            OptionalDouble distinct = OptionalDouble.empty();
            Optional<Literal> min = Optional.empty();
            Optional<Literal> max = Optional.empty();
            boolean nullable = false;
            held |= List.of(words).contains("held");
            for (int i = 2; i < words.length; i++) {
                if (words[i].equals("unique")) {
                    unique.add(List.of(fields.size()));
                    distinct = OptionalDouble.of(rows);
                } else if (words[i].equals("null")) {
                    nullable = true;
                } else if (words[i].startsWith("distinct=")) {
                    distinct = OptionalDouble.of(Double.parseDouble(words[i].substring(9)));
                } else if (!words[i].equals("held")) {
                    String[] ends = words[i].split("\\.\\.", -1);
                    min = Optional.of(literal(ends[0], type));
                    max = Optional.of(literal(ends[1], type));
                }
            }
            fields.add(new Field(words[0], type, nullable));
            OptionalDouble values = distinct;
            OptionalDouble nulls = OptionalDouble.of(nullable ? 0.1 : 0);
            statistics.add(new ColumnStatistics(
                    () -> {
                        sampled.add(name + "." + words[0]);
                        return values;
                    },
                    () -> nulls,
                    OptionalDouble.empty(),
                    min,
                    max));
        }
        TableStatistics known = new TableStatistics(OptionalDouble.of(rows), statistics, held);
        relations.put(
                schema + "." + name,
                new Relation.Table(
                        TableHandle.of("fake", schema + "." + name, Map.of()), new Schema(fields), unique,
                        () -> known));
        return this;
    }

    /// The columns whose values somebody wanted to have counted.
    Set<String> sampled() {
        return sampled;
    }

    FakeCatalog view(String schema, String name, String sql, Schema columns) {
        relations.put(schema + "." + name, new Relation.View(name, sql, columns, schema));
        return this;
    }

    FakeCatalog function(TableFunction function) {
        functions.put(function.name(), function);
        return this;
    }

    FakeCatalog at(long newVersion) {
        version = newVersion;
        return this;
    }

    static DataType type(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (upper.startsWith("DECIMAL(")) {
            String[] parts = upper.substring(8, upper.length() - 1).split(",", -1);
            return DataType.decimal(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
        }
        if (upper.startsWith("CHAR(")) {
            return new DataType.CharacterType(true, Integer.parseInt(upper.substring(5, upper.length() - 1)));
        }
        return switch (upper) {
            case "BOOLEAN" -> DataType.BOOLEAN;
            case "SMALLINT" -> DataType.SMALLINT;
            case "INTEGER" -> DataType.INTEGER;
            case "BIGINT" -> DataType.BIGINT;
            case "REAL" -> DataType.REAL;
            case "DOUBLE" -> DataType.DOUBLE;
            case "VARCHAR" -> DataType.VARCHAR;
            case "VARBINARY" -> DataType.VARBINARY;
            case "DATE" -> DataType.DATE;
            case "TIME" -> DataType.TIME;
            case "TIMESTAMP" -> DataType.TIMESTAMP;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static Literal literal(String text, DataType type) {
        return switch (type) {
            case DateType _ -> new Literal(LocalDate.parse(text).toEpochDay(), type);
            case DecimalType decimal -> new Literal(new BigDecimal(text).setScale(decimal.scale()), type);
            default -> new Literal(Long.parseLong(text), type);
        };
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public List<String> schemas() {
        return relations.keySet().stream()
                .map(name -> name.substring(0, name.lastIndexOf('.')))
                .distinct()
                .toList();
    }

    @Override
    public List<String> relations(String schema) {
        return relations.keySet().stream().filter(name -> name.startsWith(schema + ".")).toList();
    }

    @Override
    public boolean schemaExists(String schema) {
        return schemas().contains(schema);
    }

    @Override
    public Optional<Relation> relation(String schema, String name) {
        return Optional.ofNullable(relations.get(schema + "." + name));
    }

    @Override
    public Optional<TableFunction> tableFunction(String name) {
        return Optional.ofNullable(functions.get(name));
    }

    @Override
    public List<String> tableFunctions() {
        return List.copyOf(functions.keySet());
    }

    @Override
    public Relation.Table file(String path, SourcePosition position) {
        if (!path.endsWith(".parquet")) {
            throw new SheafException(ErrorCode.FILE_NOT_FOUND, path + " does not exist", position);
        }
        return (Relation.Table) new FakeCatalog().table("file", path, 1000, "a BIGINT", "b VARCHAR null").relations
                .values()
                .iterator()
                .next();
    }
}
