// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.series;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sheaf.core.catalog.Relation;
import dev.sheaf.core.catalog.TableFunction;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.error.SourcePosition;
import dev.sheaf.core.expression.Literal;
import dev.sheaf.core.memory.EngineMemory;
import dev.sheaf.storage.Scans;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SeriesFunctionTest {
    private static final TableFunction RANGE = SeriesFunction.all().get(0);
    private static final TableFunction SERIES = SeriesFunction.all().get(1);
    private final EngineMemory memory = new EngineMemory(1 << 20);

    @AfterEach
    void close() {
        memory.close();
    }

    private List<Long> rows(TableFunction function, long... arguments) {
        Relation.Table table = bind(function, arguments);
        List<Long> rows = Scans.rows(new SeriesConnector(), table, memory.context()).stream()
                .map(row -> (Long) row.getFirst())
                .toList();
        assertEquals(rows.size(), table.statistics().get().rowCount().orElseThrow());
        return rows;
    }

    private static Relation.Table bind(TableFunction function, long... arguments) {
        List<Literal> literals = Arrays.stream(arguments).mapToObj(Literal::of).toList();
        return function.bind(literals, Map.of(), SourcePosition.UNKNOWN);
    }

    @Test
    void countsUpAndDown() {
        assertEquals(List.of(0L, 1L, 2L), rows(RANGE, 3));
        assertEquals(List.of(0L, 1L, 2L, 3L), rows(SERIES, 3));
        assertEquals(List.of(5L, 7L, 9L), rows(RANGE, 5, 10, 2));
        assertEquals(List.of(5L, 7L), rows(RANGE, 5, 9, 2));
        assertEquals(List.of(5L, 7L, 9L), rows(SERIES, 5, 9, 2));
        assertEquals(List.of(3L, 2L, 1L), rows(RANGE, 3, 0, -1));
        assertEquals(List.of(), rows(RANGE, 3, 0));
        assertEquals(List.of(), rows(RANGE, 3, 3));
        assertEquals(List.of(3L), rows(SERIES, 3, 3));
        assertEquals(List.of(Long.MAX_VALUE - 1, Long.MAX_VALUE), rows(SERIES, Long.MAX_VALUE - 1, Long.MAX_VALUE));
    }

    @Test
    void splitsCoverAllRows() {
        assertEquals(LongStream.range(0, 777_777).boxed().toList(), rows(RANGE, 777_777));
    }

    @Test
    void refusesWrongArguments() {
        assertEquals(ErrorCode.INVALID_PARAMETER, code(() -> bind(RANGE)));
        assertEquals(ErrorCode.INVALID_PARAMETER, code(() -> bind(RANGE, 1, 2, 0)));
        assertEquals(ErrorCode.INVALID_PARAMETER, code(() -> bind(RANGE, Long.MIN_VALUE, Long.MAX_VALUE)));
        assertEquals(
                ErrorCode.INVALID_PARAMETER,
                code(() -> RANGE.bind(List.of(Literal.of("x")), Map.of(), SourcePosition.UNKNOWN)));
    }

    private static ErrorCode code(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(SheafException.class, call).code();
    }
}
