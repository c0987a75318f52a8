// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.core.schedule.CancellationToken;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.testkit.data.RandomRows;
import dev.sheaf.testkit.data.RowSet;
import dev.sheaf.testkit.schedule.SteppedScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CoalesceOperatorTest {
    private static final int CHUNK_ROWS = 64;

    /// What comes out of chunks of random sizes.
    private static List<List<Object>> run(RowSet rows, SplittableRandom random, int largest, List<Integer> sizes) {
        List<List<Object>> result = new ArrayList<>();
        try (EngineMemory memory = new EngineMemory(1 << 26)) {
            DriverContext context = new DriverContext(
                    0,
                    CHUNK_ROWS,
                    memory.context(),
                    new CancellationToken(),
                    new SteppedScheduler(1, 1).clock(),
                    () -> 1);
            try (Operator operator = CoalesceOperator.factory(rows.schema()).create(context)) {
                int from = 0;
                while (from < rows.size()) {
                    int count = Math.min(rows.size() - from, 1 + random.nextInt(largest));
                    operator.addInput(chunk(rows, from, count, random.nextBoolean()));
                    drain(operator, result, sizes);
                    from += count;
                }
                if (operator.endInput()) {
                    drain(operator, result, sizes);
                }
            }
        }
        return result;
    }

    private static Chunk chunk(RowSet rows, int from, int count, boolean selected) {
        if (!selected || from == 0) {
            return rows.chunk(from, count);
        }
        Chunk chunk = rows.chunk(from - 1, count + 1);
        Selection selection = new Selection(count + 1);
        Bits.setAll(selection.start(count + 1), count + 1);
        Bits.clear(selection.bits(), 0);
        chunk.select(selection.complete());
        return chunk;
    }

    private static void drain(Operator operator, List<List<Object>> result, List<Integer> sizes) {
        Chunk chunk;
        while ((chunk = operator.next()) != null) {
            assertTrue(chunk.activeCount() > 0);
            sizes.add(chunk.activeCount());
            RowSet.read(chunk, result);
        }
    }

    @Test
    void keepsRowsAndTheirOrder() {
        for (int seed = 0; seed < 20; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RowSet rows = new RandomRows(seed).rows(RandomRows.allTypes(), random.nextInt(400), 20, 50);
            int largest = new int[] {1, 7, 20, CHUNK_ROWS}[random.nextInt(4)];
            assertEquals(rows.rows(), run(rows, random, largest, new ArrayList<>()), "seed " + seed);
        }
    }

    @Test
    void singleRowsComeOutTogether() {
        RowSet rows = new RandomRows(1).rows(RandomRows.allTypes(), 400, 20, 50);
        List<Integer> sizes = new ArrayList<>();
        run(rows, new SplittableRandom(1), 1, sizes);
        assertEquals(400 / (CHUNK_ROWS / 2) + 1, sizes.size());
    }

    @Test
    void earlyCloseReleasesWhatIsCollected() {
        RowSet rows = new RandomRows(2).rows(RandomRows.allTypes(), 5, 0, 50);
        try (EngineMemory memory = new EngineMemory(1 << 26)) {
            DriverContext context = new DriverContext(
                    0,
                    CHUNK_ROWS,
                    memory.context(),
                    new CancellationToken(),
                    new SteppedScheduler(1, 1).clock(),
                    () -> 1);
            Operator operator = CoalesceOperator.factory(rows.schema()).create(context);
            operator.addInput(rows.chunk(0, 5));
            operator.close();
            operator.close();
            assertEquals(0, memory.context().usedBytes());
        }
    }
}
