// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalLong;

/// What this JVM may take beside what the engine does, as far as it was told limits.
///
/// @param heapBytes the most that the heap may become
/// @param serialCollector whether the collector is the serial one, which keeps the least about the heap
/// @param metaspaceBytes empty when it was given no limit
/// @param codeCacheBytes the most that compiled code may take
/// @param directBytes the most that direct buffers may take; empty when it was given no limit of its own
/// @param threadStackBytes of each thread
/// @param threadCount threads that run now
public record JvmLimits(
        long heapBytes,
        boolean serialCollector,
        OptionalLong metaspaceBytes,
        long codeCacheBytes,
        OptionalLong directBytes,
        long threadStackBytes,
        int threadCount) {
    private static final long CODE_CACHE_BYTES = 240L << 20;
    private static final long THREAD_STACK_BYTES = 1L << 20;

    /// Asks this process. On a JVM that is not HotSpot, what cannot be asked is as HotSpot has it by default.
    public static JvmLimits ofProcess() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return new JvmLimits(
                Runtime.getRuntime().maxMemory(),
                options != null && Boolean.parseBoolean(value(options, "UseSerialGC")),
                chosen(options, "MaxMetaspaceSize"),
                options == null ? CODE_CACHE_BYTES : Long.parseLong(value(options, "ReservedCodeCacheSize")),
                chosen(options, "MaxDirectMemorySize"),
                options == null ? THREAD_STACK_BYTES : Long.parseLong(value(options, "ThreadStackSize")) << 10,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /// The value of a size that somebody chose.
    private static OptionalLong chosen(HotSpotDiagnosticMXBean options, String name) {
        if (options == null || options.getVMOption(name).getOrigin() == com.sun.management.VMOption.Origin.DEFAULT) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(value(options, name)));
    }

    private static String value(HotSpotDiagnosticMXBean options, String name) {
        return options.getVMOption(name).getValue();
    }
}
