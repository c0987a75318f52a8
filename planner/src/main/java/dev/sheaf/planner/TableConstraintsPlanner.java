// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.catalog.log.TableConstraints;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.SourceText;
import dev.sheaf.planner.sql.statement.TableKeyNode;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.ddl.SqlColumnDeclaration;
import org.jspecify.annotations.Nullable;

/// Reads what CREATE TABLE says beyond names and types: DEFAULT, PRIMARY KEY and UNIQUE.
final class TableConstraintsPlanner {
    private TableConstraintsPlanner() {}

    /// @param sql the statement's text, of which defaults are kept
    static TableConstraints plan(
            @Nullable SqlNodeList elements, Schema columns, String sql, QueryCompiler compiler) {
        SortedMap<Integer, String> defaults = new TreeMap<>();
        List<TableConstraints.Key> keys = new ArrayList<>();
        for (SqlNode element : elements == null ? SqlNodeList.EMPTY : elements) {
            if (element instanceof TableKeyNode key) {
                keys.add(new TableConstraints.Key(places(key.columns(), columns), key.primary()));
            } else if (element instanceof SqlColumnDeclaration column && column.expression != null) {
                int place = columns.indexOf(column.name.getSimple());
                String text = SourceText.of(sql, column.expression);
                Expression value = ColumnDefaults.expression(text, compiler, column.expression.getParserPosition());
                Assignments.checkDefault(
                        value, columns.field(place), SourcePositions.of(column.expression.getParserPosition()));
                defaults.put(place, text);
            }
        }
        if (keys.stream().filter(TableConstraints.Key::primary).count() > 1) {
            throw new SheafException(ErrorCode.INVALID_STATEMENT, "a table has one primary key");
        }
        return new TableConstraints(defaults, keys, List.of());
    }

    /// The places of columns by their names.
    static List<Integer> places(SqlNodeList names, Schema columns) {
        List<Integer> places = new ArrayList<>();
        for (SqlNode node : names) {
            SqlIdentifier name = (SqlIdentifier) node;
            int place = columns.indexOf(name.getSimple());
            if (place < 0 || places.contains(place)) {
                throw new SheafException(
                        place < 0 ? ErrorCode.UNDEFINED_COLUMN : ErrorCode.DUPLICATE_COLUMN,
                        "column " + name + (place < 0 ? " does not exist" : " is named twice"),
                        SourcePositions.of(name.getParserPosition()));
            }
            places.add(place);
        }
        return places;
    }
}
