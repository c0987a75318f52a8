// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.catalog;

import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import java.util.List;
import java.util.Map;

/// A function in FROM whose constant arguments name a table, such as `read_parquet('data/*.parquet')` or `range(10)`.
public interface TableFunction {
    /// The name as SQL writes it, in lower case.
    String name();

    /// Finds the table that the arguments mean. May read metadata (a file's footer, a sample of a CSV).
    ///
    /// @param positional the plain arguments; a list argument comes as several
    /// @param named the `option => value` arguments, names in lower case
    /// @param position the place of the call, for errors
    /// @throws dev.sheaf.core.error.SheafException for wrong arguments, missing or broken files
    Relation.Table bind(List<Literal> positional, Map<String, FunctionArgument> named, SourcePosition position);
}
