// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.kernel.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.vector.StringVector;
import dev.sheaf.exec.kernel.EvaluationContext;
import dev.sheaf.exec.kernel.KernelContext;
import dev.sheaf.exec.kernel.simd.RegionSearch;
import dev.sheaf.exec.kernel.text.ByteSearch;
import dev.sheaf.exec.kernel.text.TextCursor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Strings that lie one behind the other, with gaps, backwards, in several heaps and in their views, against
/// [String#contains].
class ContainsSearchTest {
    private static final int ROWS = 400;

    @Test
    void findsWithinStringsOnly() {
        Random random = new Random(5);
        try (Arena arena = Arena.ofConfined();
                EngineMemory memory = new EngineMemory(1 << 20);
                KernelContext context = new KernelContext(
                        new EvaluationContext(ROWS, memory.context(), ZoneOffset.UTC, random::nextLong, 0))) {
            ContainsSearch search = new ContainsSearch(new TextCursor(context), RegionSearch.best());
            for (int round = 0; round < 200; round++) {
                MemorySegment[] heaps = {arena.allocate(ROWS * 60L), arena.allocate(ROWS * 60L)};
                StringVector vector = new StringVector(DataType.VARCHAR, ROWS);
                int[] heapNumbers = {vector.addHeap(heaps[0]), vector.addHeap(heaps[1])};
                String[] texts = new String[ROWS];
                int[] ends = new int[2];
                boolean backwards = random.nextInt(4) == 0;
                for (int i = 0; i < ROWS; i++) {
                    int row = backwards ? ROWS - 1 - i : i;
                    texts[row] = text(random, random.nextInt(20) == 0 ? random.nextInt(13) : random.nextInt(50));
                    byte[] bytes = texts[row].getBytes(StandardCharsets.UTF_8);
                    int heap = random.nextInt(30) == 0 ? 1 : 0;
                    MemorySegment.copy(bytes, 0, heaps[heap], ValueLayout.JAVA_BYTE, ends[heap], bytes.length);
                    vector.set(row, heapNumbers[heap], ends[heap], bytes.length);
                    ends[heap] += bytes.length + (random.nextInt(20) == 0 ? 5 : 0);
                }
                String needle = text(random, 1 + random.nextInt(4));
                int[] rows = IntStream.range(0, ROWS)
                        .filter(_ -> random.nextInt(10) != 0)
                        .toArray();
                long[] bits = new long[ROWS / 64 + 1];
                search.run(ByteSearch.of(needle), vector, rows, rows.length, bits);
                for (int row : rows) {
                    assertEquals(
                            texts[row].contains(needle),
                            (bits[row >> 6] >>> row & 1) != 0,
                            "'" + needle + "' in '" + texts[row] + "', round " + round);
                }
            }
        }
    }

    private static String text(Random random, int length) {
        return random.ints(length, 'a', 'd').collect(
                StringBuilder::new, (text, letter) -> text.append((char) letter), StringBuilder::append)
                .toString();
    }
}
