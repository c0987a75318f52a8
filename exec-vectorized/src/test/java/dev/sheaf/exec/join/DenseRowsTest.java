// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RandomChunks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Joins by a key that is a number of a narrow range: each key once, so that the build side is copied by column, or one
/// key a second time, early or late, so that it can't be. Every number of the range may be a key, or every second one.
class DenseRowsTest {
    private static final List<DataType> TYPES = List.of(
            DataType.BIGINT,
            DataType.INTEGER,
            DataType.decimal(12, 2),
            DataType.DOUBLE,
            DataType.VARCHAR,
            DataType.DATE);
    private static final Schema SIDE = RandomChunks.schema(TYPES);
    private static final int CHUNK_ROWS = 1000;

    @ParameterizedTest
    @CsvSource({
        "1, INNER, 300, 2, -1",
        "2, PROBE_OUTER, 300, 2, -1",
        "3, INNER, 300, 2, 0",
        "4, PROBE_OUTER, 300, 2, 299",
        "5, INNER, 80000, 2, -1",
        "6, PROBE_OUTER, 80000, 2, -1",
        "7, INNER, 80000, 2, 10",
        "8, INNER, 80000, 2, 79990",
        "9, INNER, 80000, 1, -1",
        "10, PROBE_OUTER, 300, 1, -1",
        "11, INNER, 300, 1, 7",
    })
    void findsWhatIsThere(long seed, JoinType type, int buildRows, int numbersPerKey, int repeatedRow) {
        Random random = new Random(seed);
        List<Integer> keys = new ArrayList<>(IntStream.range(0, numbersPerKey * buildRows).boxed().toList());
        Collections.shuffle(keys, random);
        List<List<Object>> build = new ArrayList<>();
        for (int i = 0; i < buildRows; i++) {
            build.add(row(random, keys.get(i) - 7L));
        }
        if (repeatedRow >= 0) {
            build.add(row(random, (Long) build.get(repeatedRow).getFirst()));
        }
        List<List<Object>> probe = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            probe.add(row(random,
                    random.nextInt(20) == 0 ? null : random.nextInt(numbersPerKey * buildRows + 100) - 50L));
        }
        List<Integer> output = IntStream.range(0, 2 * TYPES.size()).boxed().toList();
        HashJoinNode node = new HashJoinNode(
                1,
                type,
                new ValuesNode(2, SIDE, List.of()),
                new ValuesNode(3, SIDE, List.of()),
                List.of(0),
                List.of(0),
                List.of(false),
                Optional.empty(),
                JoinDistribution.SINGLE,
                output,
                SIDE.concat(SIDE));
        List<List<Object>> actual = new JoinRun(CHUNK_ROWS, 2).hash(node, chunks(probe), chunks(build));
        assertEquals(sorted(expected(type, probe, build)), sorted(actual), "seed " + seed);
    }

    private static List<Object> row(Random random, Object key) {
        List<Object> row = new ArrayList<>();
        row.add(key);
        for (DataType type : TYPES.subList(1, TYPES.size())) {
            row.add(random.nextInt(10) == 0 ? null : RandomChunks.value(type, random, 1000));
        }
        return row;
    }

    private static List<Chunk> chunks(List<List<Object>> rows) {
        List<Chunk> chunks = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += CHUNK_ROWS) {
            List<List<Object>> part = rows.subList(from, Math.min(rows.size(), from + CHUNK_ROWS));
            Chunk chunk = new Chunk(SIDE).start(part.size());
            for (int i = 0; i < TYPES.size(); i++) {
                int column = i;
                chunk.set(i, RandomChunks.vector(TYPES.get(i), part.stream().map(row -> row.get(column)).toList()));
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    private static List<List<Object>> expected(
            JoinType type, List<List<Object>> probe, List<List<Object>> build) {
        List<List<Object>> joined = new ArrayList<>();
        Map<Object, List<List<Object>>> byKey = new HashMap<>();
        build.forEach(row -> byKey.computeIfAbsent(row.getFirst(), _ -> new ArrayList<>()).add(row));
        List<List<Object>> nulls = List.of(Collections.nCopies(TYPES.size(), null));
        for (List<Object> left : probe) {
            List<List<Object>> matches = left.getFirst() == null ? null : byKey.get(left.getFirst());
            if (matches == null) {
                matches = type == JoinType.PROBE_OUTER ? nulls : List.of();
            }
            for (List<Object> right : matches) {
                List<Object> both = new ArrayList<>(left);
                both.addAll(right);
                joined.add(both);
            }
        }
        return joined;
    }

    private static List<String> sorted(List<List<Object>> rows) {
        return rows.stream().map(Object::toString).sorted().toList();
    }
}
