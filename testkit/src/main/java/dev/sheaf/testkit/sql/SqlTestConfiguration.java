// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.testkit.sql;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;

/// What a test file runs on.
///
/// @param name shown in reports and test names: `workers=3,batch=7`
/// @param engineNames the names that `skipif` and `onlyif` are compared with: the engine's, and possibly the
///     configuration's
/// @param connections gives each file its own empty database
/// @param statesChecked whether the SQLSTATE of an expected error is compared; false for engines that report none
/// @param variables texts that stand for others in SQL and in file paths, such as `__DATA__` for a folder; a file that
///     uses `__TEMP__` gets a fresh folder below `tempDirectory`
/// @param tempDirectory an existing folder for files that tests write
/// @param statementSeconds the limit for each statement
public record SqlTestConfiguration(
        String name,
        Set<String> engineNames,
        ConnectionSource connections,
        boolean statesChecked,
        Map<String, String> variables,
        Path tempDirectory,
        int statementSeconds) {
    /// The variable for the folder of real data files.
    public static final String DATA = "__DATA__";

    /// The variable for a file's own temporary folder.
    public static final String TEMP = "__TEMP__";

    /// Opens a connection to an empty database; the caller closes it.
    @FunctionalInterface
    public interface ConnectionSource {
        Connection open() throws SQLException;
    }

    public SqlTestConfiguration {
        engineNames = Set.copyOf(engineNames);
        variables = Map.copyOf(variables);
        if (statementSeconds <= 0) {
            throw new IllegalArgumentException("statementSeconds must be positive: " + statementSeconds);
        }
    }

    /// Makes a configuration of an engine that reports SQLSTATEs, with a minute per statement and no variables.
    public static SqlTestConfiguration of(String name, String engineName, ConnectionSource source, Path tempDirectory) {
        return new SqlTestConfiguration(name, Set.of(engineName), source, true, Map.of(), tempDirectory, 60);
    }

    /// Returns this configuration with other variables.
    public SqlTestConfiguration withVariables(Map<String, String> replacement) {
        return new SqlTestConfiguration(
                name, engineNames, connections, statesChecked, replacement, tempDirectory, statementSeconds);
    }

    /// Returns this configuration without the comparison of SQLSTATEs.
    public SqlTestConfiguration withoutStates() {
        return new SqlTestConfiguration(
                name, engineNames, connections, false, variables, tempDirectory, statementSeconds);
    }
}
