// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

/// Memory that knows what was not given back, and refuses more than a limit.
public final class CountingMemory implements NativeMemory {
    private final Map<Long, Arena> arenas = new HashMap<>();
    private final long limitBytes;
    private long usedBytes;

    public CountingMemory(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    @Override
    public synchronized MemorySegment allocate(long bytes) {
        if (bytes > limitBytes - usedBytes) {
            throw new SheafException(ErrorCode.OUT_OF_MEMORY, "the test's limit");
        }
        Arena arena = Arena.ofShared();
        MemorySegment segment = arena.allocate(bytes, 8);
        arenas.put(segment.address(), arena);
        usedBytes += bytes;
        return segment;
    }

    @Override
    public synchronized void free(MemorySegment segment) {
        usedBytes -= segment.byteSize();
        arenas.remove(segment.address()).close();
    }

    public synchronized long usedBytes() {
        return usedBytes;
    }
}
