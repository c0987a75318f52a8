// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.transport.TransportProvider;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.spill.SpillSettings;
import dev.sheaf.exec.task.TaskSettings;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What an embedded engine is made of.
///
/// @param workers how many workers
/// @param threads how many threads each has
/// @param memoryBytes the most memory of all queries, tables and buffers together
/// @param tempDirectory where temporary files go, in a folder of the engine's own
/// @param spill whether and how queries write to it what they have no memory for
/// @param chunkRows the most rows that operators work on at once
/// @param batchRows about how many rows are exchanged at once
/// @param creditBytes how many bytes may be under way on one channel
public record EngineSettings(
        int workers,
        int threads,
        long memoryBytes,
        String tempDirectory,
        SpillSettings spill,
        Exchange exchange,
        int chunkRows,
        int batchRows,
        long creditBytes) {
    private static final Pattern SIZE =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(b|kb|mb|gb|tb|kib|mib|gib|tib)?", Pattern.CASE_INSENSITIVE);
    private static final int WORKERS_MAX = 256;
    private static final int THREADS_MAX = 1024;
    private static final long MEMORY_BYTES_MIN = 16L << 20;
    private static final int ROWS_MAX = 1 << 16;

    /// How batches pass between workers.
    ///
    /// @param framed whether they are encoded into frames, as between machines
    /// @param transport what carries the frames
    public record Exchange(boolean framed, String transport) {
        /// By reference.
        public static final Exchange DIRECT = new Exchange(false, "direct");

        /// In frames over queues of this process.
        public static final Exchange FRAMED = new Exchange(true, "framed");

        /// @param text `direct`, `framed`, or the name of a [TransportProvider] on the class path
        public static Exchange of(String text) {
            String name = text.toLowerCase(Locale.ROOT);
            return switch (name) {
                case "direct" -> DIRECT;
                case "framed" -> FRAMED;
                default -> TransportProvider.find(name)
                        .map(found -> new Exchange(true, found.name()))
                        .orElseThrow(() -> invalid("exchange", text));
            };
        }

        /// What makes the transports, when they are none of the process's own queues. Others are not even looked for.
        public Optional<TransportProvider> provider() {
            return equals(DIRECT) || equals(FRAMED) ? Optional.empty() : TransportProvider.find(transport);
        }
    }

    /// When queries write rows that they hold to temporary files.
    public enum Spilling {
        /// When there is no more memory.
        ON,
        /// Never: a query that needs more memory than there is fails.
        OFF,
        /// Whenever they can. For tests.
        FORCE;

        public static Spilling of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "on" -> ON;
                case "off" -> OFF;
                case "force" -> FORCE;
                default -> throw invalid("spill", text);
            };
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /// Reads a number of something.
    public static int number(String option, String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException _) {
            throw invalid(option, text);
        }
    }

    /// Reads a yes or no.
    public static boolean flag(String option, String text) {
        return switch (text.strip().toLowerCase(Locale.ROOT)) {
            case "true", "on", "yes", "1" -> true;
            case "false", "off", "no", "0" -> false;
            default -> throw invalid(option, text);
        };
    }

    /// Reads a size such as `512MB`; without a unit it is bytes. All units are powers of 1024.
    public static long bytes(String text) {
        Matcher matcher = SIZE.matcher(text.strip());
        if (!matcher.matches()) {
            throw invalid("memory", text);
        }
        String unit = matcher.group(2) == null ? "b" : matcher.group(2).toLowerCase(Locale.ROOT);
        int power = "bkmgt".indexOf(unit.charAt(0));
        double bytes = Double.parseDouble(matcher.group(1)) * Math.pow(1024, power);
        if (bytes > 0x1p61) {
            throw invalid("memory", text);
        }
        return (long) bytes;
    }

    private static SheafException invalid(String option, Object value) {
        return new SheafException(
                ErrorCode.INVALID_PARAMETER, "option \"" + option + "\" cannot be '" + value + "'");
    }

    /// Collects settings and fills in the others. For one thread.
    public static final class Builder {
        private int workers = 1;
        private int threads;
        private long memoryBytes;
        private String tempDirectory = System.getProperty("java.io.tmpdir", ".");
        private SpillSettings spill = SpillSettings.DEFAULT;
        private Exchange exchange = Exchange.DIRECT;
        private int chunkRows = Chunk.DEFAULT_ROWS;
        private int batchRows = TaskSettings.DEFAULT_BATCH_ROWS;
        private long creditBytes = TaskSettings.DEFAULT_CREDIT_BYTES;

        private Builder() {}

        public void workers(int count) {
            workers = within("workers", count, 1, WORKERS_MAX);
        }

        public void threads(int perWorker) {
            threads = within("threads", perWorker, 1, THREADS_MAX);
        }

        public void memoryBytes(long bytes) {
            if (bytes < MEMORY_BYTES_MIN) {
                throw new SheafException(
                        ErrorCode.INVALID_PARAMETER,
                        "option \"memory\" must be at least " + (MEMORY_BYTES_MIN >> 20) + "MB");
            }
            memoryBytes = bytes;
        }

        public void tempDirectory(String path) {
            tempDirectory = path;
        }

        /// The most that temporary files may take together.
        public void tempLimitBytes(long bytes) {
            spill = new SpillSettings(spill.enabled(), bytes, spill.encrypted(), spill.forced());
        }

        /// Whether temporary files are encrypted, each task's with a key of its own that is kept in memory only.
        public void tempEncryption(boolean encrypted) {
            spill = new SpillSettings(spill.enabled(), spill.bytesMax(), encrypted, spill.forced());
        }

        public void spill(Spilling when) {
            spill = new SpillSettings(
                    when != Spilling.OFF, spill.bytesMax(), spill.encrypted(), when == Spilling.FORCE);
        }

        public void exchange(Exchange kind) {
            exchange = kind;
        }

        public void chunkRows(int rows) {
            chunkRows = within("chunk_rows", rows, 1, ROWS_MAX);
        }

        public void batchRows(int rows) {
            batchRows = within("batch_rows", rows, 1, ROWS_MAX);
        }

        public void creditBytes(long bytes) {
            if (bytes < 1) {
                throw invalid("credit_bytes", bytes);
            }
            creditBytes = bytes;
        }

        private static int within(String option, int value, int least, int most) {
            if (value < least || value > most) {
                throw invalid(option, value);
            }
            return value;
        }

        public EngineSettings build() {
            int processors = Runtime.getRuntime().availableProcessors();
            int perWorker = threads > 0 ? threads : Math.max(1, processors / workers);
            long memory = memoryBytes > 0 ? memoryBytes : defaultMemoryBytes();
            return new EngineSettings(
                    workers, perWorker, memory, tempDirectory, spill, exchange, chunkRows, batchRows, creditBytes);
        }

        /// Twice the heap: a JVM takes a quarter of the machine for its heap by default, so this is half of the
        /// machine.
        private static long defaultMemoryBytes() {
            return Math.max(MEMORY_BYTES_MIN, 2 * Runtime.getRuntime().maxMemory());
        }
    }
}
