// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner;

import dev.sheaf.core.expression.Expression;
import dev.sheaf.planner.logical.LogicalNode;
import dev.sheaf.planner.logical.LogicalNode.Project;
import dev.sheaf.planner.logical.LogicalNode.Values;
import dev.sheaf.planner.sql.StatementParser;
import dev.sheaf.planner.sql.UnsupportedSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;

/// The expressions of DEFAULT: kept as text, read anew for each statement, so that `DEFAULT current_date` is the day of
/// the INSERT.
final class ColumnDefaults {
    private ColumnDefaults() {}

    /// The expression of a text.
    ///
    /// @param position of what asks for it
    static Expression expression(String text, QueryCompiler compiler, SqlParserPos position) {
        LogicalNode root = compiler.compile(StatementParser.parse("SELECT " + text)).root();
        if (root instanceof Project project && project.expressions().size() == 1
                && project.input() instanceof Values) {
            return project.expressions().getFirst();
        }
        if (root instanceof Values values && values.schema().size() == 1) {
            return values.rows().getFirst().getFirst();
        }
        throw UnsupportedSyntax.of("a DEFAULT that reads rows", position);
    }
}
