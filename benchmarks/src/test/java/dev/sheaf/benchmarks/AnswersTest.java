// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.benchmarks.comparison.EngineShape;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswersTest {
    @Test
    void everyCombinationIsAShape() {
        assertEquals(3 * 4 * 2 * 4 * 2, Answers.shapes(CommandLine.parse()).size());
        List<EngineShape> shapes = Answers.shapes(CommandLine.parse(
                "--sources=parquet", "--workers=3", "--exchanges=framed", "--rows=0,7", "--credits=frame"));
        assertEquals(
                List.of(
                        new EngineShape(EngineShape.Source.PARQUET, 3, true, 0, true),
                        new EngineShape(EngineShape.Source.PARQUET, 3, true, 7, true)),
                shapes);
        assertEquals("parquet, 3 workers, framed, batches of 7, credit of one frame", shapes.getLast().toString());
    }

    @Test
    void whatIsNoShapeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Answers.shapes(CommandLine.parse("--exchanges=fast")));
        assertThrows(IllegalArgumentException.class, () -> Answers.shapes(CommandLine.parse("--sources=tape")));
        assertThrows(IllegalArgumentException.class, () -> Answers.shapes(CommandLine.parse("--workers=many")));
    }
}
