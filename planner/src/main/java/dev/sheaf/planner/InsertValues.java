// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.planner.validate.DeclaredTypes;
import dev.sheaf.planner.validate.ValuesRows;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlDynamicParam;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;

/// INSERT ... VALUES reads each value as its column's type (S152), whatever the other rows have there.
final class InsertValues {
    private InsertValues() {}

    /// Casts the columns in which texts stand beside other literals, and parameters, whose place says nothing else.
    ///
    /// @param targets the types of the columns that VALUES fills
    static SqlNode typed(SqlNode source, List<DataType> targets) {
        if (source.getKind() != SqlKind.VALUES) {
            return source;
        }
        SqlCall values = (SqlCall) source;
        for (int column = 0; column < targets.size(); column++) {
            DataType to = read(targets.get(column));
            ValuesRows.replace(
                    values, column, value -> value instanceof SqlDynamicParam ? cast(value, to) : value);
        }
        List<Integer> mixed = new ArrayList<>();
        for (int column = 0; column < targets.size(); column++) {
            if (ValuesRows.isMixed(values, column) && !(targets.get(column) instanceof IntervalType)) {
                mixed.add(column);
            }
        }
        for (int column : mixed) {
            ValuesRows.replace(values, column, value -> cast(value, read(targets.get(column))));
        }
        return values;
    }

    private static DataType read(DataType target) {
        return target instanceof CharacterType ? DataType.VARCHAR : target;
    }

    private static SqlNode cast(SqlNode value, DataType to) {
        SqlParserPos position = value.getParserPosition();
        return SqlStdOperatorTable.CAST.createCall(position, value, DeclaredTypes.spec(to, position));
    }
}
