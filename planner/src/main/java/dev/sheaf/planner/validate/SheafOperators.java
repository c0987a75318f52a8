// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.type.DataType;
import dev.sheaf.planner.sql.GroupsFrame;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// The operators and functions of the dialect: Sheaf's own, and Calcite's where they mean the same.
public final class SheafOperators {
    /// Calcite's functions that are taken as they are.
    private static final Set<SqlOperator> STANDARD_FUNCTIONS = Set.of(
            SqlStdOperatorTable.CAST,
            SqlLibraryOperators.TRY_CAST,
            SqlStdOperatorTable.NULLIF,
            SqlStdOperatorTable.GROUPING,
            SqlStdOperatorTable.FIRST_VALUE,
            SqlStdOperatorTable.LAST_VALUE,
            SqlStdOperatorTable.NTH_VALUE,
            SqlStdOperatorTable.CURRENT_DATE,
            SqlStdOperatorTable.CURRENT_TIME,
            SqlStdOperatorTable.CURRENT_TIMESTAMP,
            SqlStdOperatorTable.LOCALTIME,
            SqlStdOperatorTable.LOCALTIMESTAMP,
            SqlStdOperatorTable.CURRENT_USER,
            SqlStdOperatorTable.SESSION_USER,
            SqlStdOperatorTable.USER,
            SqlStdOperatorTable.SINGLE_VALUE);

    /// Gives the least and the greatest operand; the operands have a common type.
    public static final CommonTypeFunction GREATEST = new CommonTypeFunction("GREATEST", ScalarFunction.GREATEST);

    public static final CommonTypeFunction LEAST = new CommonTypeFunction("LEAST", ScalarFunction.LEAST);

    /// The first operand that is not null.
    public static final CommonTypeFunction COALESCE = new CommonTypeFunction("COALESCE", ScalarFunction.GREATEST);

    private static final List<SheafFunction> FUNCTIONS = functions();
    private static final SqlOperatorTable TABLE = new OperatorIndex(operators());

    private SheafOperators() {}

    public static SqlOperatorTable table() {
        return TABLE;
    }

    /// The scalar function of that name.
    public static Optional<SheafFunction> function(String name) {
        return FUNCTIONS.stream()
                .filter(function -> function.getName().equalsIgnoreCase(name))
                .findFirst();
    }

    /// The aggregate function of a name that is known to be there.
    public static SheafAggregate aggregate(String name) {
        return AggregateList.ALL.stream()
                .filter(aggregate -> aggregate.getName().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow();
    }

    /// The names of all functions, in lower case and in order.
    public static List<String> functionNames() {
        return TABLE.getOperatorList().stream()
                .filter(operator -> operator instanceof SqlFunction && !operator.getName().startsWith("$"))
                .map(operator -> operator.getName().toLowerCase(Locale.ROOT))
                .distinct()
                .sorted()
                .toList();
    }

    /// Whether a function of that name aggregates.
    public static boolean isAggregate(String name) {
        return aggregateOperator(name).isPresent();
    }

    /// The aggregate function of that name, Sheaf's or Calcite's.
    static Optional<SqlAggFunction> aggregateOperator(String name) {
        for (SqlOperator operator : TABLE.getOperatorList()) {
            if (operator instanceof SqlAggFunction aggregate
                    && !aggregate.requiresOver()
                    && aggregate.getName().equalsIgnoreCase(name)) {
                return Optional.of(aggregate);
            }
        }
        return Optional.empty();
    }

    private static List<SheafFunction> functions() {
        FunctionList list = new FunctionList();
        MathFunctions.addTo(list);
        TextFunctions.addTo(list);
        TimeFunctions.addTo(list);
        return list.build();
    }

    private static List<SqlOperator> operators() {
        List<SqlOperator> operators = new ArrayList<>(FUNCTIONS);
        operators.addAll(AggregateList.ALL);
        operators.add(CountFunction.INSTANCE);
        operators.addAll(WindowFunctions.ALL);
        operators.add(GREATEST);
        operators.add(LEAST);
        operators.add(COALESCE);
        operators.add(IntervalLiteralFunction.INSTANCE);
        operators.add(TextLiteralFunction.INSTANCE);
        operators.add(GroupsFrame.OFFSET);
        operators.add(new ArithmeticOperator("+", SqlKind.PLUS, 40));
        operators.add(new ArithmeticOperator("-", SqlKind.MINUS, 40));
        operators.add(new ArithmeticOperator("*", SqlKind.TIMES, 60));
        operators.add(new ArithmeticOperator("/", SqlKind.DIVIDE, 60));
        operators.add(new ArithmeticOperator("%", SqlKind.MOD, 60));
        operators.add(SignOperator.PLUS);
        operators.add(SignOperator.MINUS);
        operators.add(ConcatOperator.INSTANCE);
        operators.add(SqlLibraryOperators.ILIKE);
        operators.add(SqlLibraryOperators.NOT_ILIKE);
        operators.add(SqlLibraryOperators.TRY_CAST);
        Set<String> own = new HashSet<>(List.of("+", "-", "*", "/", "%", "||"));
        for (SqlOperator standard : SqlStdOperatorTable.instance().getOperatorList()) {
            boolean taken = STANDARD_FUNCTIONS.contains(standard);
            boolean replaced =
                    own.contains(standard.getName()) && standard.getSyntax().family != SqlSyntax.FUNCTION;
            if (taken || (!(standard instanceof SqlFunction) && !replaced)) {
                operators.add(standard);
            }
        }
        return operators;
    }

    /// The type of a value of a type that a column may have; NULL becomes text (S155).
    public static DataType columnType(DataType type) {
        return Objects.equals(type, DataType.NULL) ? DataType.VARCHAR : type;
    }
}
