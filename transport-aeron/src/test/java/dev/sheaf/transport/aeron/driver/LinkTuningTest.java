// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTuningTest {
    private static final int SOCKET_BYTES = 4 << 20;

    @ParameterizedTest
    @CsvSource({
        // memory MiB, peers, Gbit/s, round trip µs, frame KiB -> term KiB, window KiB
        "64, 4, 10, 100, 64, 1024, 256",
        "64, 7, 10, 100, 64, 1024, 256",
        "1024, 4, 100, 200, 64, 16384, 4096",
        "64, 4, 1, 100, 16, 256, 128",
        "4096, 4, 100, 1000, 64, 65536, 4096",
    })
    void followsTheNetworkAsFarAsMemoryGoes(
            long memoryMib, int peers, long gigabits, long micros, int frameKib, int termKib, int windowKib) {
        LinkBudget budget = new LinkBudget(
                memoryMib << 20, peers, gigabits * 1_000_000_000, micros * 1000, LinkBudget.MTU_BYTES_INTERNET,
                frameKib << 10);
        LinkTuning tuning = LinkTuning.of(budget, SOCKET_BYTES);
        assertEquals(termKib << 10, tuning.termBytes());
        assertEquals(windowKib << 10, tuning.windowBytes(), 1 << 10);
        assertTrue(tuning.memoryBytes(peers) <= budget.memoryBytes());
        assertTrue(tuning.windowBytes() <= tuning.termBytes() / 2);
        assertTrue(tuning.windowBytes() <= SOCKET_BYTES, "datagrams would be dropped");
        assertTrue(tuning.streamWindowBytes() >= 2 * (frameKib << 10));
        assertTrue(tuning.termBytes() / 8 > frameKib << 10, "Aeron would refuse the message");
    }

    @ParameterizedTest
    @ValueSource(ints = {1 << 10, 16 << 10, 64 << 10, 1 << 20})
    void saysHowMuchMemoryIsNeeded(int frameBytes) {
        LinkBudget poor = LinkBudget.ofMemory(1 << 20).withPeerCountMax(8).withFrameBytesMax(frameBytes);
        SheafException refused = assertThrows(SheafException.class, () -> LinkTuning.of(poor, SOCKET_BYTES));
        assertEquals(ErrorCode.INVALID_PARAMETER, refused.code());
        Matcher needed = Pattern.compile("need (\\d+) bytes").matcher(Objects.requireNonNull(refused.getMessage()));
        assertTrue(needed.find(), refused::getMessage);
        long bytes = Long.parseLong(needed.group(1));
        LinkBudget enough = LinkBudget.ofMemory(bytes).withPeerCountMax(8).withFrameBytesMax(frameBytes);
        assertEquals(bytes, LinkTuning.of(enough, SOCKET_BYTES).memoryBytes(8));
        LinkBudget short1 = LinkBudget.ofMemory(bytes - 56).withPeerCountMax(8).withFrameBytesMax(frameBytes);
        assertThrows(SheafException.class, () -> LinkTuning.of(short1, SOCKET_BYTES));
    }

    @Test
    void aWindowFitsTheSocket() {
        LinkTuning tuning = LinkTuning.of(LinkBudget.ofMemory(256 << 20), 100_000);
        assertEquals(100_000, tuning.windowBytes());
        assertEquals(100_000, tuning.socketBufferBytes());
    }

    @Test
    void refusesWhatNoNetworkHas() {
        LinkBudget budget = LinkBudget.ofMemory(64 << 20);
        assertThrows(SheafException.class, () -> budget.withMtuBytes(1400));
        assertThrows(SheafException.class, () -> budget.withMtuBytes(65_536));
        assertThrows(SheafException.class, () -> budget.withPeerCountMax(0));
        assertThrows(SheafException.class, () -> budget.withFrameBytesMax(1));
        assertThrows(SheafException.class, () -> LinkBudget.ofMemory(0));
    }
}
