// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import dev.sheaf.core.function.WindowFunction;
import dev.sheaf.core.type.DataType;
import java.util.List;

/// One column of a [WindowNode].
public sealed interface WindowCall {
    DataType type();

    WindowFrame frame();

    /// A function that exists only over windows.
    ///
    /// @param arguments the places of the argument columns
    /// @param ignoreNulls whether null values are passed over (LAG, LEAD, FIRST_VALUE, LAST_VALUE, NTH_VALUE)
    record Ranking(
            WindowFunction function, List<Integer> arguments, boolean ignoreNulls, WindowFrame frame, DataType type)
            implements WindowCall {
        public Ranking {
            arguments = List.copyOf(arguments);
        }
    }

    /// An aggregate over the frame.
    record Aggregate(AggregateCall call, WindowFrame frame) implements WindowCall {
        @Override
        public DataType type() {
            return call.type();
        }
    }
}
