// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.Result;
import dev.sheaf.Session;
import dev.sheaf.Sheaf;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.engine.ProcessMemory.Part;
import dev.sheaf.engine.runtime.JvmLimits;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ProcessMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void chosenLimitsAreTakenAndOthersEstimated() {
        EngineSettings settings = settings(2, 4, 1024 * MIB);
        JvmLimits chosen = new JvmLimits(
                512 * MIB, true, OptionalLong.of(100 * MIB), 50 * MIB, OptionalLong.of(10 * MIB), MIB, 20);
        ProcessMemory memory = ProcessMemory.of(settings, chosen);
        Map<String, Part> parts = parts(memory);
        assertEquals(512 * MIB, parts.get("heap").bytes());
        assertEquals(EngineMemory.nativeBytesMax(1024 * MIB), parts.get("engine").bytes());
        assertEquals(100 * MIB, parts.get("metaspace").bytes());
        assertEquals(50 * MIB, parts.get("code").bytes());
        assertEquals(10 * MIB, parts.get("direct buffers").bytes());
        assertTrue(parts.get("metaspace").limited() && parts.get("direct buffers").limited());
        assertEquals(parts.values().stream().mapToLong(Part::bytes).sum(), memory.totalBytes());
        assertEquals(memory.totalBytes(), memory.partsAndTotal().getLast().bytes());

        JvmLimits open = new JvmLimits(
                512 * MIB, false, OptionalLong.empty(), 50 * MIB, OptionalLong.empty(), MIB, 20);
        Map<String, Part> estimated = parts(ProcessMemory.of(settings, open));
        assertFalse(estimated.get("metaspace").limited() || estimated.get("direct buffers").limited());
        assertTrue(estimated.get("collector").bytes() > parts.get("collector").bytes());
    }

    @Test
    void threadsThatAreStillToComeCount() {
        JvmLimits jvm = new JvmLimits(MIB, true, OptionalLong.empty(), MIB, OptionalLong.empty(), MIB, 1);
        long few = parts(ProcessMemory.of(settings(1, 1, 64 * MIB), jvm)).get("stacks").bytes();
        long many = parts(ProcessMemory.of(settings(10, 10, 64 * MIB), jvm)).get("stacks").bytes();
        assertEquals(99 * MIB, many - few);
    }

    @Test
    void sizesAreRoundedUp() {
        assertEquals("2 MiB", new Part("p", MIB + 1, true, "").size());
        assertEquals("1 MiB", new Part("p", MIB, true, "").size());
    }

    @Test
    void sqlShowsWhatTheProcessSays() {
        try (Sheaf sheaf = Sheaf.builder().workers(1).threads(1).memory("64MB").open();
                Session session = sheaf.openSession();
                Result result = session.sql("SHOW MEMORY")) {
            assertTrue(result.next());
            int rowCount = result.root().getRowCount();
            assertEquals("total", result.root().getVector("part").getObject(rowCount - 1).toString());
            long total = (Long) result.root().getVector("bytes").getObject(rowCount - 1);
            assertTrue(Math.abs(total - sheaf.processMemory().totalBytes()) <= 64 * MIB, "but for threads");
            assertTrue(total > Runtime.getRuntime().maxMemory() + 64 * MIB);
        }
    }

    private static EngineSettings settings(int workers, int threads, long memoryBytes) {
        EngineSettings.Builder builder = EngineSettings.builder();
        builder.workers(workers);
        builder.threads(threads);
        builder.memoryBytes(memoryBytes);
        return builder.build();
    }

    private static Map<String, Part> parts(ProcessMemory memory) {
        return memory.parts().stream().collect(Collectors.toMap(Part::name, Function.identity()));
    }
}
