// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.server;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// The options that say which engine answers and how large it is. They become properties of the JDBC connection.
final class EngineOptions {
    @Option(names = "--url", paramLabel = "JDBC-URL",
            description = "Engine to connect to (default: ${DEFAULT-VALUE}, an engine in this process).",
            defaultValue = "jdbc:sheaf:")
    private String url = "jdbc:sheaf:";

    @Option(names = "--workers", paramLabel = "N", converter = CountConverter.class,
            description = "Workers that share the queries.")
    private @Nullable Integer workers;

    @Option(names = "--threads", paramLabel = "N", converter = CountConverter.class,
            description = "Threads of each worker.")
    private @Nullable Integer threads;

    @Option(names = "--memory", paramLabel = "SIZE", converter = SizeConverter.class,
            description = "Memory of all workers together, such as 2GB.")
    private @Nullable String memory;

    @Option(names = "--explain-memory",
            description = "First print, to standard error, where the memory of the process goes.")
    private boolean explainMemory;

    boolean explainMemory() {
        return explainMemory;
    }

    /// Opens a connection to the engine that the options describe.
    Connection connect(Connector connector) throws SQLException {
        Properties properties = new Properties();
        if (workers != null) {
            properties.setProperty("workers", workers.toString());
        }
        if (threads != null) {
            properties.setProperty("threads", threads.toString());
        }
        if (memory != null) {
            properties.setProperty("memory", memory);
        }
        return connector.connect(url, properties);
    }

    /// Opens connections; [java.sql.DriverManager] outside of tests.
    @FunctionalInterface
    interface Connector {
        Connection connect(String url, Properties properties) throws SQLException;
    }

    /// A whole number from one up.
    static final class CountConverter implements ITypeConverter<Integer> {
        private static final int COUNT_MAX = 1_000;

        @Override
        public Integer convert(String text) {
            try {
                int count = Integer.parseInt(text);
                if (count >= 1 && count <= COUNT_MAX) {
                    return count;
                }
            } catch (NumberFormatException _) {
                // Reported below, like a number out of range.
            }
            throw new TypeConversionException("'" + text + "' is not a number from 1 to " + COUNT_MAX);
        }
    }

    /// A number of bytes with its unit, kept as text: the engine reads it.
    static final class SizeConverter implements ITypeConverter<String> {
        private static final Pattern SIZE =
                Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?\\s*(B|[KMGT](i?B)?)?", Pattern.CASE_INSENSITIVE);

        @Override
        public String convert(String text) {
            if (!SIZE.matcher(text).matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is not a size: write a number with MB or GB, such as 2GB");
            }
            return text;
        }
    }
}
