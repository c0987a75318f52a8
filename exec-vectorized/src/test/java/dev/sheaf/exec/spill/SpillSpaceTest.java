// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.testkit.disk.MemoryDisk;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpillSpaceTest {
    private static final int PAGE_BYTES = 100_000;
    private static final SpillSettings ENCRYPTED = new SpillSettings(true, Long.MAX_VALUE, true, false);

    private final EngineMemory engine = new EngineMemory(1 << 24);
    private final MemoryContext memory = engine.context().child("query");
    private final MemoryDisk disk = new MemoryDisk();

    @AfterEach
    void close() {
        assertEquals(List.of(), disk.files());
        assertEquals(0, disk.openFiles());
        memory.close();
        engine.close();
    }

    private SpillStore store(SpillSettings settings) {
        return new SpillStore(disk, () -> "temp", settings, new Random(7)::nextLong);
    }

    private static byte[] page(int seed, boolean random) {
        byte[] bytes = new byte[PAGE_BYTES];
        Arrays.fill(bytes, (byte) seed);
        if (random) {
            new Random(seed).nextBytes(bytes);
        }
        return bytes;
    }

    private static SpilledPage write(Spill spill, byte[] page) {
        return spill.write(MemorySegment.ofArray(page), page.length, page.length);
    }

    private static byte[] read(SpilledPage page) {
        byte[] bytes = new byte[PAGE_BYTES];
        page.read(MemorySegment.ofArray(bytes));
        return bytes;
    }

    @Test
    void pagesComeBack() {
        for (SpillSettings settings : List.of(SpillSettings.DEFAULT, ENCRYPTED)) {
            SpillStore store = store(settings);
            try (SpillSpace space = store.open("q", memory)) {
                Spill spill = space.newOperator();
                List<SpilledPage> pages = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    pages.add(write(spill, page(i, i % 2 == 0)));
                }
                for (int i = 9; i >= 0; i--) {
                    assertEquals(-1, Arrays.mismatch(page(i, i % 2 == 0), read(pages.get(i))));
                }
                assertEquals(10 * PAGE_BYTES, spill.writtenBytes());
                assertEquals(disk.usedBytes(), store.usedBytes());
                assertTrue(store.usedBytes() < 6 * PAGE_BYTES, "half of it can be compressed");
            }
            assertEquals(0, store.usedBytes());
        }
    }

    @Test
    void theHoleOfAPageIsNotWritten() {
        byte[] page = page(1, true);
        byte[] back = new byte[PAGE_BYTES];
        try (SpillSpace space = store(SpillSettings.DEFAULT).open("q", memory)) {
            Spill spill = space.newOperator();
            SpilledPage written = spill.write(MemorySegment.ofArray(page), 1000, 99_000);
            assertEquals(2000, spill.writtenBytes());
            assertTrue(disk.usedBytes() < 2100);
            written.read(MemorySegment.ofArray(back));
        }
        assertEquals(-1, Arrays.mismatch(page, 0, 1000, back, 0, 1000));
        assertEquals(-1, Arrays.mismatch(page, 99_000, PAGE_BYTES, back, 99_000, PAGE_BYTES));
        assertEquals(0, back[1000]);
    }

    @Test
    void encryptedFilesDontShowWhatIsInThem() {
        byte[] secret = "very secret ".getBytes(StandardCharsets.US_ASCII);
        byte[] page = new byte[PAGE_BYTES];
        for (int i = 0; i < 200; i++) {
            System.arraycopy(secret, 0, page, i * 300, secret.length);
        }
        for (boolean encrypted : List.of(false, true)) {
            try (SpillSpace space =
                    store(encrypted ? ENCRYPTED : SpillSettings.DEFAULT).open("q", memory)) {
                write(space.newOperator(), page);
                byte[] file = disk.content(disk.files().getFirst()).toArray(ValueLayout.JAVA_BYTE);
                String text = new String(file, StandardCharsets.ISO_8859_1);
                assertEquals(!encrypted, text.contains("very secret"));
            }
        }
    }

    @Test
    void damageIsFoundAndTheFileNamed() {
        for (SpillSettings settings : List.of(SpillSettings.DEFAULT, ENCRYPTED)) {
            for (boolean random : List.of(false, true)) {
                try (SpillSpace space = store(settings).open("q", memory)) {
                    SpilledPage page = write(space.newOperator(), page(3, random));
                    String path = disk.files().getFirst();
                    MemorySegment content = disk.content(path);
                    for (long at = 0; at < content.byteSize(); at += Math.max(1, content.byteSize() / 7)) {
                        byte good = content.get(ValueLayout.JAVA_BYTE, at);
                        content.set(ValueLayout.JAVA_BYTE, at, (byte) (good ^ 4));
                        SheafException found = assertThrows(SheafException.class, () -> read(page));
                        assertEquals(ErrorCode.FILE_CORRUPT, found.code());
                        assertTrue(found.getMessage().contains(path), found.getMessage());
                        content.set(ValueLayout.JAVA_BYTE, at, good);
                    }
                    read(page);
                    disk.truncate(path, (int) content.byteSize() - 1);
                    SheafException cut = assertThrows(SheafException.class, () -> read(page));
                    assertEquals(ErrorCode.FILE_CORRUPT, cut.code());
                    assertTrue(cut.getMessage().contains(path), cut.getMessage());
                }
            }
        }
    }

    @Test
    void filesGoWhenNoneOfTheirPagesIsNeeded() {
        SpillStore store = store(SpillSettings.DEFAULT);
        try (SpillSpace space = store.open("q", memory)) {
            Spill spill = space.newOperator();
            List<SpilledPage> pages = new ArrayList<>();
            byte[] page = page(1, true);
            while (disk.files().size() < 3) {
                pages.add(write(spill, page));
            }
            long peak = store.usedBytes();
            pages.forEach(SpilledPage::free);
            assertEquals(1, disk.files().size(), "the one that is being written stays");
            assertTrue(store.usedBytes() < peak / 2);
        }
        assertEquals(0, store.usedBytes());
    }

    @Test
    void theLimitOfAllFilesHolds() {
        SpillStore store = store(new SpillSettings(true, 350_000, false, false));
        try (SpillSpace one = store.open("one", memory); SpillSpace two = store.open("two", memory)) {
            byte[] page = page(1, true);
            write(one.newOperator(), page);
            write(two.newOperator(), page);
            write(one.newOperator(), page);
            SheafException full = assertThrows(SheafException.class, () -> write(two.newOperator(), page));
            assertEquals(ErrorCode.DISK_FULL, full.code());
            assertEquals(3 * PAGE_BYTES, store.usedBytes());
            end(one);
            write(two.newOperator(), page);
        }
    }

    @Test
    void everyFailureOfTheDiskIsAnErrorAndLeavesNothing() {
        boolean failed = true;
        for (int operation = 1; failed; operation++) {
            SpillStore store = store(SpillSettings.DEFAULT);
            disk.failAt(operation);
            failed = false;
            SpillSpace space = store.open("q", memory);
            try {
                Spill spill = space.newOperator();
                SpilledPage first = write(spill, page(1, true));
                SpilledPage second = write(spill, page(2, true));
                assertEquals(-1, Arrays.mismatch(page(1, true), read(first)));
                assertEquals(-1, Arrays.mismatch(page(2, true), read(second)));
                first.free();
                second.free();
            } catch (SheafException failure) {
                failed = true;
                assertTrue(failure.code() == ErrorCode.IO_ERROR || failure.code() == ErrorCode.DISK_FULL);
            }
            try {
                space.close();
            } catch (SheafException failure) {
                failed = true;
                assertEquals(ErrorCode.IO_ERROR, failure.code());
            }
            assertTrue(operation <= disk.heal() || !failed);
            assertEquals(0, store.usedBytes());
            assertEquals(0, disk.openFiles());
            // A file whose deleting fails stays: the next engine that starts deletes it.
            disk.files().forEach(disk::delete);
        }
        assertFalse(failed);
    }

    /// A page of memory that counts how often it was written.
    private final class FakePage implements Evictable {
        private final Spill spill;
        private final long bytes;
        private int evictions;

        FakePage(Spill spill, long bytes) {
            this.spill = spill;
            this.bytes = bytes;
            memory.reserve(bytes);
        }

        @Override
        public long evict() {
            spill.write(MemorySegment.ofArray(new byte[100]), 100, 100);
            evictions++;
            memory.unreserve(bytes);
            return bytes;
        }

        @Override
        public long memoryBytes() {
            return bytes;
        }
    }

    @Test
    void whoAllocatesHasLargeAndOldPagesEvicted() {
        try (SpillSpace space = store(SpillSettings.DEFAULT).open("q", memory)) {
            Spill spill = space.newOperator();
            FakePage small = new FakePage(spill, 1 << 20);
            FakePage old = new FakePage(spill, 4 << 20);
            FakePage recent = new FakePage(spill, 4 << 20);
            FakePage withdrawn = new FakePage(spill, 5 << 20);
            List.of(withdrawn, small, old, recent).forEach(spill::offer);
            spill.withdraw(withdrawn);
            assertEquals(9 << 20, space.reclaimableBytes());
            memory.reserve(4 << 20);
            assertEquals(List.of(0, 1, 0, 0), evictions(small, old, recent, withdrawn));
            memory.reserve(6 << 20);
            assertEquals(List.of(0, 1, 1, 0), evictions(small, old, recent, withdrawn));
            SheafException refused = assertThrows(SheafException.class, () -> memory.reserve(2 << 20));
            assertEquals(ErrorCode.OUT_OF_MEMORY, refused.code());
            memory.reserve(1 << 20);
            assertEquals(List.of(1, 1, 1, 0), evictions(small, old, recent, withdrawn));
            memory.unreserve(16 << 20);
        }
    }

    private static List<Integer> evictions(FakePage... pages) {
        return Arrays.stream(pages).map(page -> page.evictions).toList();
    }

    @Test
    void aDiskThatFailsIsTheAnswerToWhoAllocates() {
        SpillStore store = store(SpillSettings.DEFAULT);
        try (SpillSpace space = store.open("q", memory)) {
            Spill spill = space.newOperator();
            FakePage page = new FakePage(spill, 10 << 20);
            spill.offer(page);
            disk.failAt(1);
            SheafException failure = assertThrows(SheafException.class, () -> memory.reserve(8 << 20));
            assertEquals(ErrorCode.IO_ERROR, failure.code());
            disk.failAt(1);
            try (MemoryContext other = engine.context().child("other")) {
                SheafException others = assertThrows(SheafException.class, () -> other.reserve(8 << 20));
                assertEquals(ErrorCode.OUT_OF_MEMORY, others.code());
                assertEquals(ErrorCode.IO_ERROR, ((SheafException) others.getSuppressed()[0]).code());
                disk.heal();
                other.reserve(8 << 20);
                assertEquals(1, page.evictions);
                other.unreserve(8 << 20);
            }
        }
    }

    @Test
    void forcedPagesGoAtOnce() {
        try (SpillSpace space = store(SpillSettings.FORCED).open("q", memory)) {
            Spill spill = space.newOperator();
            FakePage page = new FakePage(spill, 1000);
            spill.offer(page);
            assertEquals(1, page.evictions);
            assertTrue(spill.forced());
        }
    }

    @Test
    void nothingIsEvictedWhereSpillingIsOff() {
        try (SpillSpace space = store(SpillSettings.DISABLED).open("q", memory)) {
            Spill spill = space.newOperator();
            FakePage page = new FakePage(spill, 10 << 20);
            spill.offer(page);
            SheafException refused = assertThrows(SheafException.class, () -> memory.reserve(8 << 20));
            assertEquals(ErrorCode.OUT_OF_MEMORY, refused.code());
            memory.unreserve(10 << 20);
        }
    }

    private static void end(SpillSpace space) {
        space.close();
    }
}
