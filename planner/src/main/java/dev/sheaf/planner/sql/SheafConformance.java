// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.sql;

import org.apache.calcite.sql.validate.SqlConformance;
import org.apache.calcite.sql.validate.SqlConformanceEnum;
import org.apache.calcite.sql.validate.SqlDelegatingConformance;

/// What the dialect allows: everything that Calcite's lenient BABEL does, but where that departs from PostgreSQL.
public final class SheafConformance extends SqlDelegatingConformance {
    public static final SqlConformance INSTANCE = new SheafConformance();

    private SheafConformance() {
        super(SqlConformanceEnum.BABEL);
    }

    @Override
    public boolean isColonFieldAccessAllowed() {
        return false;
    }

    @Override
    public boolean isValueAllowed() {
        return false;
    }

    @Override
    public boolean isLimitStartCountAllowed() {
        return false;
    }

    @Override
    public boolean isNonStrictGroupBy() {
        return false;
    }

    @Override
    public SelectAliasLookup isSelectAlias() {
        return SelectAliasLookup.LEFT_TO_RIGHT;
    }

    @Override
    public boolean isApplyAllowed() {
        return false;
    }
}
