// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import org.apache.calcite.sql.fun.SqlCountAggFunction;
import org.apache.calcite.util.Optionality;

/// COUNT, which takes an ORDER BY among its arguments as other aggregates do, though it changes nothing.
final class CountFunction extends SqlCountAggFunction {
    static final CountFunction INSTANCE = new CountFunction();

    private CountFunction() {
        super("COUNT");
    }

    @Override
    public Optionality requiresGroupOrder() {
        return Optionality.OPTIONAL;
    }
}
