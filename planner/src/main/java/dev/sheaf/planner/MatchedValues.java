// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.sql.MatchingRows;
import dev.sheaf.planner.sql.UpdateFrom;
import dev.sheaf.planner.validate.SyntaxCopy;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;
import org.jspecify.annotations.Nullable;

/// The new values of an `UPDATE ... FROM`: those that name columns of FROM come from the row there that matches (S176).
final class MatchedValues {
    private final UpdateFrom update;
    private final String alias;
    private final Set<String> columns;

    MatchedValues(UpdateFrom update, SqlIdentifier table, Schema schema) {
        SqlIdentifier given = update.getAlias();
        this.update = update;
        this.alias = given == null ? table.names.getLast() : given.getSimple();
        this.columns = schema.fields().stream()
                .map(Field::name)
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    SqlNode of(SqlNode value) {
        if (!namesOthers(value)) {
            return value;
        }
        SqlNode condition = update.getCondition();
        return MatchingRows.value(
                value,
                SyntaxCopy.of(update.from()),
                condition == null ? null : SyntaxCopy.of(condition),
                value.getParserPosition());
    }

    private boolean namesOthers(SqlNode value) {
        boolean[] others = {false};
        value.accept(new SqlBasicVisitor<@Nullable Void>() {
            @Override
            public @Nullable Void visit(SqlIdentifier name) {
                boolean own = name.isSimple()
                        ? columns.contains(name.getSimple().toLowerCase(Locale.ROOT))
                        : name.names.size() == 2 && name.names.getFirst().equalsIgnoreCase(alias);
                others[0] |= !own;
                return null;
            }

            @Override
            public @Nullable Void visit(SqlCall call) {
                // A query within has names of its own, which its binding tells apart.
                others[0] |= call.isA(SqlKind.QUERY);
                return call.isA(SqlKind.QUERY) ? null : super.visit(call);
            }
        });
        return others[0];
    }
}
