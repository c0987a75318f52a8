// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.session;

import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.PlannedStatement;
import org.jspecify.annotations.Nullable;

/// Which columns the rows of a planned statement have, before it runs: for clients that want to know first.
public final class StatementColumns {
    private StatementColumns() {}

    /// The columns, or null when the statement gives no rows.
    public static @Nullable Schema of(PlannedStatement statement) {
        return switch (statement) {
            case PlannedStatement.Query query -> query.query().schema();
            case PlannedStatement.Explain _ -> AnswerRows.PLAN;
            case PlannedStatement.ShowSetting show ->
                    show.name().equals("memory") ? AnswerRows.MEMORY : AnswerRows.OPTION;
            case PlannedStatement.ShowSettings _ -> AnswerRows.OPTIONS;
            case PlannedStatement.ShowTables _ -> AnswerRows.TABLES;
            case PlannedStatement.ShowSchemas _ -> AnswerRows.SCHEMAS;
            case PlannedStatement.Describe _ -> AnswerRows.COLUMNS;
            case PlannedStatement.Insert _, PlannedStatement.Rewrite _, PlannedStatement.CopyTo _ -> null;
            case PlannedStatement.CreateTable _, PlannedStatement.CreateIndex _ -> null;
            case PlannedStatement.CreateView _, PlannedStatement.CreateSchema _ -> null;
            case PlannedStatement.Drop _, PlannedStatement.Truncate _ -> null;
            case PlannedStatement.Set _, PlannedStatement.ResetAll _ -> null;
        };
    }
}
