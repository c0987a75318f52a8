// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlJoin;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOrderBy;
import org.apache.calcite.sql.SqlSelect;
import org.apache.calcite.sql.SqlWith;
import org.jspecify.annotations.Nullable;

/// Tells the column names of bound queries and tables before they are validated. Null stands for "not known": names
/// that the validator makes up, or makes unique.
final class ColumnNames {
    private final BoundTables tables;
    private final Function<String, @Nullable List<String>> withQueries;

    /// @param withQueries the columns of a query of a WITH by its name
    ColumnNames(BoundTables tables, Function<String, @Nullable List<String>> withQueries) {
        this.tables = tables;
        this.withQueries = withQueries;
    }

    /// The columns of an item of FROM with an alias.
    @Nullable List<String> ofAliased(SqlCall as) {
        if (as.operandCount() > 2) {
            return as.getOperandList().stream().skip(2).map(name -> ((SqlIdentifier) name).getSimple()).toList();
        }
        SqlNode inner = as.operand(0);
        return of(inner.getKind() == SqlKind.LATERAL ? ((SqlCall) inner).operand(0) : inner);
    }

    /// The columns of a query, or of a table by its key.
    @Nullable List<String> of(SqlNode node) {
        return switch (node) {
            case SqlIdentifier name -> ofName(name.getSimple());
            case SqlSelect select -> unique(ofSelect(select));
            case SqlOrderBy ordered -> of(ordered.query);
            case SqlWith _ -> null;
            case SqlCall call when call.isA(SqlKind.SET_QUERY) && call.operandCount() > 0 -> of(call.operand(0));
            default -> null;
        };
    }

    private @Nullable List<String> ofName(String name) {
        return tables.all().containsKey(name)
                ? tables.all().get(name).schema().fields().stream().map(field -> field.name()).toList()
                : withQueries.apply(name);
    }

    private @Nullable List<String> ofSelect(SqlSelect select) {
        List<String> names = new ArrayList<>();
        for (SqlNode item : select.getSelectList()) {
            if (item.getKind() == SqlKind.AS) {
                names.add(((SqlIdentifier) ((SqlCall) item).operand(1)).getSimple());
            } else if (item instanceof SqlIdentifier name && !name.isStar()) {
                names.add(name.names.getLast());
            } else {
                boolean star = item instanceof SqlIdentifier name && name.isStar() && name.names.size() == 1;
                List<String> all = star ? ofFrom(select.getFrom()) : null;
                if (all == null) {
                    return null;
                }
                names.addAll(all);
            }
        }
        return names;
    }

    private @Nullable List<String> ofFrom(@Nullable SqlNode from) {
        if (from instanceof SqlJoin join) {
            List<String> left = ofFrom(join.getLeft());
            List<String> right = ofFrom(join.getRight());
            if (left == null || right == null) {
                return null;
            }
            List<String> all = new ArrayList<>(left);
            all.addAll(right);
            return all;
        }
        return from instanceof SqlCall as && as.getKind() == SqlKind.AS ? ofAliased(as) : null;
    }

    private static @Nullable List<String> unique(@Nullable List<String> names) {
        if (names == null) {
            return null;
        }
        Set<String> seen = new HashSet<>();
        return names.stream().allMatch(name -> seen.add(name.toLowerCase(Locale.ROOT))) ? names : null;
    }
}
