// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.convert;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.validate.TypeMapping;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexLiteral;

/// Turns VALUES of constants, each cast to its column's type.
final class ValuesConverter {
    private ValuesConverter() {}

    static LogicalNode convert(Values values) {
        List<RelDataTypeField> columns = values.getRowType().getFieldList();
        List<List<Expression>> rows = new ArrayList<>();
        boolean[] nullable = new boolean[columns.size()];
        for (List<RexLiteral> tuple : values.getTuples()) {
            List<Expression> row = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                DataType type = TypeMapping.toDataType(columns.get(i).getType());
                Expression value =
                        ExpressionFactory.cast(RexLiterals.convert(tuple.get(i)), type, SourcePosition.UNKNOWN);
                nullable[i] |= value.nullable();
                row.add(value);
            }
            rows.add(row);
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            RelDataTypeField column = columns.get(i);
            fields.add(new Field(column.getName(), TypeMapping.toDataType(column.getType()), nullable[i]));
        }
        return new LogicalNode.Values(new Schema(fields), rows);
    }
}
