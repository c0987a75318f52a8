// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.planner.sql.SourcePositions;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.util.Litmus;

/// Counts the grouping sets of GROUP BY before anything enumerates them, and says ROLLUP and CUBE that name an
/// expression twice as GROUPING SETS: the validator would take the repeated sets that they make for one (S118).
final class GroupingItems {
    /// The limit of PostgreSQL.
    private static final int MAX_SETS = 4096;

    private GroupingItems() {}

    static SqlNodeList rewrite(SqlNodeList group) {
        long sets = 1;
        List<SqlNode> items = new ArrayList<>();
        for (SqlNode item : group) {
            sets = Math.min(MAX_SETS + 1L, sets * count(item));
            if (sets > MAX_SETS) {
                throw new SheafException(
                        ErrorCode.PLAN_TOO_COMPLEX,
                        "GROUP BY makes more than " + MAX_SETS + " grouping sets",
                        SourcePositions.of(item.getParserPosition()));
            }
            items.add(enumerated(item));
        }
        return new SqlNodeList(items, group.getParserPosition());
    }

    private static long count(SqlNode item) {
        return switch (item.getKind()) {
            case ROLLUP -> ((SqlCall) item).operandCount() + 1L;
            case CUBE -> 1L << Math.min(Integer.SIZE, ((SqlCall) item).operandCount());
            case GROUPING_SETS -> ((SqlCall) item)
                    .getOperandList().stream().mapToLong(GroupingItems::count).sum();
            default -> 1;
        };
    }

    private static SqlNode enumerated(SqlNode item) {
        boolean makesSets = item.getKind() == SqlKind.ROLLUP || item.getKind() == SqlKind.CUBE;
        if (!makesSets || !repeats(((SqlCall) item).getOperandList())) {
            return item;
        }
        List<SqlNode> operands = ((SqlCall) item).getOperandList();
        List<SqlNode> sets = new ArrayList<>();
        if (item.getKind() == SqlKind.ROLLUP) {
            for (int size = operands.size(); size >= 0; size--) {
                sets.add(set(operands.subList(0, size), item.getParserPosition()));
            }
        } else {
            for (int bits = (1 << operands.size()) - 1; bits >= 0; bits--) {
                List<SqlNode> chosen = new ArrayList<>();
                for (int i = 0; i < operands.size(); i++) {
                    if ((bits >> i & 1) != 0) {
                        chosen.add(operands.get(i));
                    }
                }
                sets.add(set(chosen, item.getParserPosition()));
            }
        }
        return SqlStdOperatorTable.GROUPING_SETS.createCall(item.getParserPosition(), sets);
    }

    private static boolean repeats(List<SqlNode> operands) {
        return distinct(operands).size()
                < operands.stream().mapToInt(operand -> members(operand).size()).sum();
    }

    private static SqlNode set(List<SqlNode> operands, SqlParserPos position) {
        List<SqlNode> expressions = distinct(operands);
        return switch (expressions.size()) {
            case 0 -> new SqlNodeList(position);
            case 1 -> expressions.getFirst();
            default -> SqlStdOperatorTable.ROW.createCall(position, expressions);
        };
    }

    private static List<SqlNode> distinct(List<SqlNode> operands) {
        List<SqlNode> expressions = new ArrayList<>();
        for (SqlNode operand : operands) {
            for (SqlNode member : members(operand)) {
                if (expressions.stream().noneMatch(other -> other.equalsDeep(member, Litmus.IGNORE))) {
                    expressions.add(member);
                }
            }
        }
        return expressions;
    }

    /// The expressions of an operand: ROLLUP ((a, b), c) has a row for its first.
    private static List<SqlNode> members(SqlNode operand) {
        return switch (operand) {
            case SqlNodeList list -> list.getList();
            case SqlCall row when row.getKind() == SqlKind.ROW -> row.getOperandList();
            default -> List.of(operand);
        };
    }
}
