// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryContextTest {
    private static final long LIMIT = 1 << 20;

    private final EngineMemory engine = new EngineMemory(LIMIT);
    private final MemoryContext root = engine.context();

    @Test
    void whatIsTakenIsChargedUpTheTree() {
        try (engine; MemoryContext query = root.child("query"); MemoryContext operator = query.child("operator")) {
            MemoryBlock block = operator.allocate(5000);
            assertTrue(block.byteSize() >= 5000);
            assertEquals(SegmentPool.classBytes(5000), operator.usedBytes());
            assertEquals(operator.usedBytes(), root.usedBytes());
            query.reserve(100);
            assertEquals(operator.usedBytes() + 100, query.usedBytes());
            query.unreserve(100);
            block.release();
            assertEquals(0, root.usedBytes());
            assertTrue(operator.peakBytes() >= 5000);
        }
    }

    @Test
    void limitsOfEveryLevelHold() {
        try (engine; MemoryContext query = root.child("query", 10_000); MemoryContext operator = query.child("op")) {
            assertTrue(operator.tryReserve(9000));
            assertFalse(operator.tryReserve(2000));
            SheafException refused = assertThrows(SheafException.class, () -> operator.allocate(4000));
            assertEquals(ErrorCode.OUT_OF_MEMORY, refused.code());
            assertTrue(refused.getMessage().contains("query"), refused.getMessage());
            assertEquals(9000, root.usedBytes());
            assertTrue(root.tryReserve(LIMIT - 9000));
            assertFalse(root.tryReserve(1));
            root.unreserve(LIMIT - 9000);
            operator.unreserve(9000);
        }
    }

    @Test
    void anEndlessRequestIsRefusedBeforeItIsTaken() {
        try (engine) {
            long held = engine.heldBytes();
            assertEquals(
                    ErrorCode.OUT_OF_MEMORY,
                    assertThrows(SheafException.class, () -> root.allocate(1L << 50)).code());
            assertEquals(held, engine.heldBytes());
        }
    }

    @Test
    void slicesKeepTheWhole() {
        try (engine) {
            MemoryBlock block = root.allocate(1024);
            block.segment().set(ValueLayout.JAVA_BYTE, 100, (byte) 7);
            MemoryBlock slice = block.slice(100, 10);
            block.release();
            assertEquals(7, slice.segment().get(ValueLayout.JAVA_BYTE, 0));
            assertEquals(10, slice.byteSize());
            assertTrue(root.usedBytes() > 0);
            slice.release();
            assertEquals(0, root.usedBytes());
            assertThrows(IndexOutOfBoundsException.class, () -> slice.segment().get(ValueLayout.JAVA_BYTE, 10));
        }
    }

    @Test
    void transferMovesTheChargeEvenOverTheLimit() {
        try (engine; MemoryContext from = root.child("from"); MemoryContext to = root.child("to", 100)) {
            MemoryBlock block = from.allocate(4096);
            MemoryBlock moved = block.transferTo(to);
            block.release();
            assertEquals(0, from.usedBytes());
            assertEquals(4096, to.usedBytes());
            moved.release();
            assertEquals(0, to.usedBytes());
        }
    }

    @Test
    void aLeakIsReported() {
        MemoryContext query = root.child("leaky query");
        query.allocate(10);
        IllegalStateException leak = assertThrows(IllegalStateException.class, query::close);
        assertTrue(leak.getMessage().contains("leaky query"), leak.getMessage());
    }

    @Test
    void thePoolReusesWhatCameBack() {
        try (engine) {
            List<MemoryBlock> blocks = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20; i++) {
                    blocks.add(root.allocate(10_000));
                }
                blocks.forEach(MemoryBlock::release);
                blocks.clear();
            }
            assertEquals(SegmentPool.SLAB_BYTES, engine.heldBytes());
        }
    }

    @Test
    void blocksOfAllSizesAreWritableToTheirEnd() {
        try (EngineMemory large = new EngineMemory(1L << 28)) {
            for (long bytes = 1; bytes < 1L << 24; bytes = bytes * 3 + 1) {
                MemoryBlock block = large.context().allocate(bytes);
                assertTrue(block.byteSize() >= bytes && block.byteSize() <= Math.max(1024, bytes + bytes / 4 + 1));
                block.segment().fill((byte) 1);
                assertSame(block.segment(), block.segment());
                block.release();
            }
            assertEquals(0, large.context().usedBytes());
        }
    }
}
