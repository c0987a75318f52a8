// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.engine.runtime.JvmLimits;
import java.util.ArrayList;
import java.util.List;

/// Where the memory of a process goes that does nothing but run an engine: a table whose sum is what a container of the
/// process should have. Parts with a limit can't become larger; the others are estimates with room to spare. A program
/// that embeds the engine adds what it needs itself, above all in the heap.
///
/// The engine's limit counts native memory and large heap arrays together, so that the arrays are in the sum twice.
public record ProcessMemory(List<Part> parts) {
    private static final long METASPACE_BYTES = 192L << 20;
    private static final long DIRECT_BYTES = 64L << 20;
    private static final long JVM_BYTES = 160L << 20;
    private static final int JVM_THREADS = 24;

    /// A part of the process.
    ///
    /// @param bytes the most that it takes
    /// @param limited whether something enforces that
    /// @param description what it holds, and what sets its size
    public record Part(String name, long bytes, boolean limited, String description) {
        /// The bytes in MiB, rounded up, for people.
        public String size() {
            return (bytes + (1 << 20) - 1 >> 20) + " MiB";
        }
    }

    public ProcessMemory {
        parts = List.copyOf(parts);
    }

    /// @param jvm what the JVM may take
    static ProcessMemory of(EngineSettings settings, JvmLimits jvm) {
        long nativeBytes = EngineMemory.nativeBytesMax(settings.memoryBytes());
        // Serial keeps a byte for each 512 of the heap; the others keep bitmaps and remembered sets as well.
        long collectorBytes =
                jvm.serialCollector() ? (8L << 20) + jvm.heapBytes() / 200 : (32L << 20) + jvm.heapBytes() / 10;
        int threads = Math.max(jvm.threadCount(), settings.workers() * settings.threads()) + JVM_THREADS;
        List<Part> parts = new ArrayList<>();
        parts.add(new Part("heap", jvm.heapBytes(), true, "plans, tiles, hash tables (-Xmx)"));
        parts.add(new Part("engine", nativeBytes, true, "tables, pages, batches outside the heap (memory)"));
        parts.add(new Part("collector", collectorBytes, false, "what the garbage collector keeps about the heap"));
        parts.add(new Part(
                "metaspace",
                jvm.metaspaceBytes().orElse(METASPACE_BYTES),
                jvm.metaspaceBytes().isPresent(),
                "classes (-XX:MaxMetaspaceSize)"));
        parts.add(new Part("code", jvm.codeCacheBytes(), true, "compiled code (-XX:ReservedCodeCacheSize)"));
        parts.add(new Part("stacks", threads * jvm.threadStackBytes(), false, threads + " threads (-Xss)"));
        parts.add(new Part(
                "direct buffers",
                jvm.directBytes().orElse(DIRECT_BYTES),
                jvm.directBytes().isPresent(),
                "transfers of the JDK (-XX:MaxDirectMemorySize)"));
        parts.add(new Part(
                "jvm", JVM_BYTES + nativeBytes / 16, false,
                "the JVM itself, and what the C library doesn't give back"));
        return new ProcessMemory(parts);
    }

    /// What a container of the process should have.
    public long totalBytes() {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /// The parts, and their sum as a last one.
    public List<Part> partsAndTotal() {
        List<Part> all = new ArrayList<>(parts);
        boolean limited = parts.stream().allMatch(Part::limited);
        all.add(new Part("total", totalBytes(), limited, "what a container of the process should have"));
        return all;
    }
}
