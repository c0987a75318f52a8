// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableHandle;
import dev.sheaf.core.catalog.TableStatistics;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.sql.PlainSelect;
import dev.sheaf.planner.sql.SourcePositions;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSetOperator;
import org.apache.calcite.sql.SqlWithItem;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.jspecify.annotations.Nullable;

/// Makes of a query of WITH RECURSIVE what the validator knows: `anchor UNION ALL mark UNION ALL step`, where the step
/// reads a table that stands for the rows of the last time, and the mark is an empty table by which the planner finds
/// the recursion again.
public final class RecursiveQueries {
    /// The connector's name in the handles of tables that stand for something of a recursion; the table's name is the
    /// recursion's number.
    public static final String CONNECTOR = "$recursion";

    /// The property of a mark: whether rows come only once.
    public static final String DISTINCT = "distinct";

    /// The name of a query that is being bound, as its own text means it.
    static final class Self {
        private final SqlIdentifier name;
        private @Nullable SqlIdentifier key;
        private int count;

        private Self(SqlIdentifier name) {
            this.name = name;
        }

        /// What stands for a reference.
        SqlIdentifier reference(SqlIdentifier written) {
            SqlIdentifier workingTable = key;
            if (workingTable == null) {
                throw invalid(
                        "a recursive query reads itself only in the second query of its UNION, but " + name + " here",
                        written);
            }
            if (++count > 1) {
                throw invalid("recursive query " + name + " reads itself more than once", written);
            }
            return new SqlIdentifier(workingTable.names, written.getParserPosition());
        }
    }

    /// Binds the names in a part of the query.
    interface Binding {
        /// @param self what the query's own name means
        /// @param name the query's own name
        /// @param columns the query's columns
        SqlNode bind(SqlNode part, Self self, String name, @Nullable List<String> columns);
    }

    private final BoundTables tables;
    private final ColumnNames columnNames;
    private final Function<SqlNode, Schema> columnsOf;
    private final Binding binding;

    /// @param columnsOf the columns of a bound query, which it may change
    RecursiveQueries(
            BoundTables tables, ColumnNames columnNames, Function<SqlNode, Schema> columnsOf, Binding binding) {
        this.tables = tables;
        this.columnNames = columnNames;
        this.columnsOf = columnsOf;
        this.binding = binding;
    }

    /// Binds an item of WITH RECURSIVE.
    ///
    /// @param inScope puts a query where it sees the queries of WITH before this one
    SqlNode bind(SqlWithItem item, UnaryOperator<SqlNode> inScope) {
        Self self = new Self(item.name);
        SqlNode query = item.query;
        String name = item.name.getSimple();
        refuseOrder(query, self);
        if (!(query instanceof SqlCall union)
                || query.getKind() != SqlKind.UNION
                || !(union.getOperator() instanceof SqlSetOperator operator)) {
            return binding.bind(query, self, name, null);
        }
        SqlNode anchor = ValuesNames.nameColumns(binding.bind(union.operand(0), self, name, null));
        SqlNode plainStep = SyntaxCopy.of(union.operand(1));
        Schema known = named(columnsOf.apply(inScope.apply(SyntaxCopy.of(anchor))), item);
        SqlParserPos position = union.getParserPosition();
        int number = tables.all().size();
        SqlIdentifier key = add(item.name, known, number, Map.of());
        self.key = key;
        SqlNode step = binding.bind(union.operand(1), self, name, columnNames.of(key));
        if (self.count == 0) {
            return operator.createCall(position, anchor, plainStepBound(plainStep, self));
        }
        SqlIdentifier mark =
                add(item.name, known, number, Map.of(DISTINCT, String.valueOf(!operator.isAll())));
        SqlNode all = all(all(anchor, PlainSelect.allOf(mark, position), position), step, position);
        Schema both = named(columnsOf.apply(inScope.apply(SyntaxCopy.of(all))), item);
        if (!both.equals(known)) {
            // The second query has wider types: it gets its own rows in these.
            Schema wide = wide(both);
            tables.replace(key.getSimple(), table(wide, number, Map.of()));
            tables.replace(
                    mark.getSimple(),
                    table(wide, number, Map.of(DISTINCT, String.valueOf(!operator.isAll()))));
        }
        return all;
    }

    private SqlNode plainStepBound(SqlNode step, Self self) {
        self.key = null;
        return binding.bind(step, self, self.name.getSimple(), null);
    }

    private static SqlNode all(SqlNode left, SqlNode right, SqlParserPos position) {
        return new SqlBasicCall(SqlStdOperatorTable.UNION_ALL, List.of(left, right), position);
    }

    private SqlIdentifier add(SqlIdentifier name, Schema schema, int number, Map<String, String> properties) {
        return tables.add(name.getSimple(), table(schema, number, properties), name.getParserPosition());
    }

    private static Relation.Table table(Schema schema, int number, Map<String, String> properties) {
        return new Relation.Table(
                TableHandle.of(CONNECTOR, Integer.toString(number), properties),
                schema,
                List.of(),
                () -> TableStatistics.UNKNOWN);
    }

    /// The columns under the names that the item gives them; any may be null later.
    private static Schema named(Schema columns, SqlWithItem item) {
        SqlNodeList names = item.columnList;
        if (names != null && names.size() != columns.size()) {
            throw new SheafException(
                    ErrorCode.SYNTAX_ERROR,
                    "query " + item.name + " has " + columns.size() + " columns and " + names.size() + " names",
                    SourcePositions.of(item.getParserPosition()));
        }
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = names == null ? columns.name(i) : ((SqlIdentifier) names.get(i)).getSimple();
            DataType type = columns.type(i).equals(DataType.NULL) ? DataType.VARCHAR : columns.type(i);
            fields.add(new Field(name, type, true));
        }
        return new Schema(fields);
    }

    /// Decimals with room for more digits before the point, which adding to them asks for each time.
    private static Schema wide(Schema columns) {
        return new Schema(columns.fields().stream()
                .map(field -> field.type() instanceof DataType.DecimalType decimal
                        ? new Field(
                                field.name(),
                                new DataType.DecimalType(DataType.DecimalType.MAX_PRECISION, decimal.scale()), true)
                        : field)
                .toList());
    }

    private static void refuseOrder(SqlNode query, Self self) {
        if (query instanceof SqlOrderBy ordered && ordered.query.getKind() == SqlKind.UNION) {
            throw UnsupportedSyntax.of(
                    "ORDER BY, LIMIT or OFFSET behind the UNION of recursive query " + self.name,
                    query.getParserPosition());
        }
    }

    private static SheafException invalid(String message, SqlIdentifier at) {
        return new SheafException(
                ErrorCode.INVALID_RECURSION, message, SourcePositions.of(at.getParserPosition()));
    }
}
