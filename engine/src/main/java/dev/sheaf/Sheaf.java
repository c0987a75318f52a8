// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf;

import dev.sheaf.core.catalog.Principal;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.engine.Engine;
import dev.sheaf.engine.EngineSettings;
import dev.sheaf.engine.ProcessMemory;
import java.util.Arrays;
import java.util.Locale;

/// A Sheaf engine inside this program: a coordinator and a number of workers that plan and run SQL over files,
/// registered Arrow data and tables of its own.
///
/// ```java
/// try (Sheaf sheaf = Sheaf.open();
///         Session session = sheaf.openSession();
///         Result result = session.sql("SELECT count(*) FROM 'data/*.parquet'")) {
///     while (result.next()) {
///         System.out.println(result.root().contentToTSVString());
///     }
/// }
/// ```
///
/// Safe for use by many threads; each thread opens a [Session] of its own.
public final class Sheaf implements AutoCloseable {
    public static final String VERSION = "0.1.0";
    public static final int VERSION_MAJOR = 0;
    public static final int VERSION_MINOR = 1;

    private final Engine engine;

    private Sheaf(Engine engine) {
        this.engine = engine;
    }

    /// Opens an engine with the default settings: one worker that uses all processors and half of the machine's memory
    /// that the JVM sees.
    public static Sheaf open() {
        return builder().open();
    }

    public static Builder builder() {
        return new Builder();
    }

    /// The facade of an engine that somebody else has put together, such as a node's; closing it closes the engine. For
    /// Sheaf's other modules.
    public static Sheaf of(Engine engine) {
        return new Sheaf(engine);
    }

    /// Begins a conversation with its own settings.
    public Session openSession() {
        return new Session(engine.openSession(Principal.EMBEDDED));
    }

    /// Where the memory of this process goes and what a container of it should have, if it does nothing but run this
    /// engine. SQL has it as `SHOW MEMORY`.
    public ProcessMemory processMemory() {
        return engine.processMemory();
    }

    /// The engine behind the facade, for Sheaf's other modules.
    public Engine engine() {
        return engine;
    }

    /// Ends all queries that still run and gives everything back. Sessions are of no use afterwards.
    ///
    /// @throws SheafException INTERNAL_ERROR when memory was left behind, by results that were never closed perhaps
    @Override
    public void close() {
        engine.close();
    }

    /// What an engine can be opened with, by the names that JDBC URLs and the command line use.
    public enum Option {
        /// How many workers run queries.
        WORKERS("workers", "How many workers run queries"),
        /// How many threads each of them has.
        THREADS("threads", "How many threads each worker has"),
        /// The most memory of all queries, tables and buffers together, such as `2GB`.
        MEMORY("memory", "The most memory of all queries, tables and buffers, such as 2GB"),
        /// Where temporary files go.
        TEMP_DIRECTORY("temp_directory", "Where temporary files go"),
        /// The most that temporary files may take together, such as `100GB`.
        TEMP_LIMIT("temp_limit", "The most that temporary files may take together, such as 100GB"),
        /// Whether temporary files are encrypted, with a key that is kept in memory only.
        TEMP_ENCRYPTION("temp_encryption", "true or false: whether temporary files are encrypted"),
        /// `on` has queries write to temporary files what they have no memory for, `off` has them fail instead.
        SPILL("spill", "on or off: whether queries write to temporary files what they have no memory for"),
        /// `direct` hands batches between workers over by reference, `framed` encodes them as a network would, and the
        /// name of a transport on the class path sends them over it.
        EXCHANGE("exchange", "direct or framed: how batches pass between workers"),
        /// The most rows that operators work on at once.
        CHUNK_ROWS("chunk_rows", "The most rows that operators work on at once"),
        /// About how many rows are exchanged at once.
        BATCH_ROWS("batch_rows", "About how many rows are exchanged at once"),
        /// How many bytes may be under way on one channel between tasks.
        CREDIT_BYTES("credit_bytes", "How many bytes may be under way between two tasks");

        private final String optionName;
        private final String description;

        Option(String optionName, String description) {
            this.optionName = optionName;
            this.description = description;
        }

        public String optionName() {
            return optionName;
        }

        public String description() {
            return description;
        }
    }

    /// Collects settings. For one thread.
    public static final class Builder {
        private final EngineSettings.Builder settings = EngineSettings.builder();

        private Builder() {}

        /// How many workers run queries; 1 by default.
        public Builder workers(int count) {
            settings.workers(count);
            return this;
        }

        /// How many threads each worker has; by default the machine's processors are dealt out to the workers.
        public Builder threads(int perWorker) {
            settings.threads(perWorker);
            return this;
        }

        /// The most memory of all queries, tables and buffers together, in bytes.
        public Builder memory(long bytes) {
            settings.memoryBytes(bytes);
            return this;
        }

        /// @param size such as `512MB`, `2GB` or `1GiB`
        public Builder memory(String size) {
            settings.memoryBytes(EngineSettings.bytes(size));
            return this;
        }

        /// Where temporary files go; the JVM's temporary directory by default.
        public Builder tempDirectory(String path) {
            settings.tempDirectory(path);
            return this;
        }

        /// Sets an option from text.
        ///
        /// @throws SheafException INVALID_PARAMETER when there is no such option or it can't have that value
        public Builder option(String name, String value) {
            Option option = Arrays.stream(Option.values())
                    .filter(candidate -> candidate.optionName().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new SheafException(ErrorCode.INVALID_PARAMETER,
                            "there is no option \"" + name + "\""));
            return option(option, value);
        }

        /// Sets an option from text.
        ///
        /// @throws SheafException INVALID_PARAMETER when it can't have that value
        public Builder option(Option option, String value) {
            switch (option) {
                case WORKERS -> workers(EngineSettings.number(option.optionName(), value));
                case THREADS -> threads(EngineSettings.number(option.optionName(), value));
                case MEMORY -> memory(value);
                case TEMP_DIRECTORY -> tempDirectory(value);
                case TEMP_LIMIT -> settings.tempLimitBytes(EngineSettings.bytes(value));
                case TEMP_ENCRYPTION -> settings.tempEncryption(EngineSettings.flag(option.optionName(), value));
                case SPILL -> settings.spill(EngineSettings.Spilling.of(value));
                case EXCHANGE -> settings.exchange(EngineSettings.Exchange.of(value));
                case CHUNK_ROWS -> settings.chunkRows(EngineSettings.number(option.optionName(), value));
                case BATCH_ROWS -> settings.batchRows(EngineSettings.number(option.optionName(), value));
                case CREDIT_BYTES -> settings.creditBytes(EngineSettings.bytes(value));
            }
            return this;
        }

        /// The settings that were collected, for Sheaf's other modules.
        public EngineSettings settings() {
            return settings.build();
        }

        public Sheaf open() {
            return new Sheaf(new Engine(settings()));
        }
    }
}
