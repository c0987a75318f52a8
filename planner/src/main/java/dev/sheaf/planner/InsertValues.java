// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.DataType.CharacterType;
import dev.sheaf.core.type.DataType.IntervalType;
import dev.sheaf.planner.validate.DeclaredTypes;
import dev.sheaf.planner.validate.ValuesRows;
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

    /// Casts parameters, and the columns in which texts stand beside other literals.
    ///
    /// @param targets the types of the columns that VALUES fills
    static SqlNode typed(SqlNode source, List<DataType> targets) {
        if (source.getKind() != SqlKind.VALUES) {
            return source;
        }
        SqlCall values = (SqlCall) source;
        for (int column = 0; column < targets.size(); column++) {
            DataType to = targets.get(column);
            boolean mixed = ValuesRows.isMixed(values, column);
            if (!(to instanceof IntervalType)) {
                ValuesRows.replace(
                        values, column, value -> mixed || value instanceof SqlDynamicParam ? cast(value, to) : value);
            }
        }
        return values;
    }

    /// The value as one of a column's type; a text keeps its length, so that it can be too long for the column.
    static SqlNode cast(SqlNode value, DataType to) {
        SqlParserPos position = value.getParserPosition();
        DataType read = to instanceof CharacterType ? DataType.VARCHAR : to;
        return SqlStdOperatorTable.CAST.createCall(position, value, DeclaredTypes.spec(read, position));
    }
}
