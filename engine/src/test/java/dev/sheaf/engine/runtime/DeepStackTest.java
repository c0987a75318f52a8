// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeepStackTest {
    private static long levels(long depth) {
        return depth == 0 ? 0 : 1 + levels(depth - 1);
    }

    @Test
    void hasRoomForWhatOverflowsOthers() {
        assertFalse(DeepStack.isHere());
        assertEquals(200_000, DeepStack.call(() -> levels(200_000), _ -> {}));
        assertTrue(DeepStack.call(DeepStack::isHere, _ -> {}));
    }

    @Test
    void theCallerGetsTheFailure() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        assertSame(failure, assertThrows(IllegalStateException.class, () -> DeepStack.call(() -> {
            throw failure;
        }, _ -> {})));
    }

    @Test
    void theWorkHearsThatTheCallerIsInterrupted() {
        CountDownLatch told = new CountDownLatch(1);
        AtomicReference<SheafException> reason = new AtomicReference<>();
        Thread.currentThread().interrupt();
        String result = DeepStack.call(
                () -> {
                    try {
                        told.await();
                    } catch (InterruptedException failure) {
                        throw new IllegalStateException(failure);
                    }
                    return "ended";
                },
                because -> {
                    reason.set(because);
                    told.countDown();
                });
        assertTrue(Thread.interrupted());
        assertEquals("ended", result);
        assertEquals(ErrorCode.QUERY_CANCELLED, reason.get().code());
    }
}
