// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.jdbc;

import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.planner.PlannedStatement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a planned statement takes and gives, as prepared statements tell it.
final class StatementShape {
    private StatementShape() {}

    static List<DataType> parameters(PlannedStatement statement) {
        return PlannedStatement.parametersOf(statement);
    }

    /// The columns of the rows, where they are known before the statement runs.
    static @Nullable Schema columns(PlannedStatement statement) {
        return statement instanceof PlannedStatement.Query query ? query.query().schema() : null;
    }
}
