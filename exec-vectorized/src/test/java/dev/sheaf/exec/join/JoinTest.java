// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.Expression;
import dev.sheaf.core.expression.Expressions;
import dev.sheaf.core.function.ScalarFunction;
import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinDistribution;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.plan.NestedLoopJoinNode;
import dev.sheaf.core.plan.ValuesNode;
import dev.sheaf.core.type.DataType;
import dev.sheaf.core.type.Field;
import dev.sheaf.core.type.Schema;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.exec.row.RandomChunks;
import dev.sheaf.exec.spill.SpillSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Random joins of all types over random chunks, against loops over all pairs of rows.
class JoinTest {
    private static final int ROUNDS = 2;
    private static final int INTEGER = 1;
    private static final Schema SIDE = RandomChunks.schema(RandomChunks.TYPES);
    private static final int COLUMNS = SIDE.size();

    @ParameterizedTest
    @CsvSource({"1, 2048, 1", "2, 2048, 3", "3, 7, 2", "4, 1, 1", "5, 64, 2"})
    void hashJoinsAsALoopOverPairsDoes(long seed, int chunkRows, int drivers) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (JoinType type : JoinType.values()) {
                List<Integer> probeKeys = new ArrayList<>();
                List<Boolean> nullsEqual = new ArrayList<>();
                int keyCount = type.nullAware() ? 1 : 1 + random.nextInt(3);
                for (int i = 0; i < keyCount; i++) {
                    probeKeys.add(random.nextInt(COLUMNS));
                    nullsEqual.add(!type.nullAware() && random.nextInt(4) == 0);
                }
                Optional<Expression> residual =
                        type.nullAware() || random.nextBoolean() ? Optional.empty() : Optional.of(less());
                List<Integer> output = outputColumns(random, type);
                HashJoinNode node = new HashJoinNode(
                        1,
                        type,
                        new ValuesNode(2, SIDE, List.of()),
                        new ValuesNode(3, SIDE, List.of()),
                        probeKeys,
                        probeKeys,
                        nullsEqual,
                        residual,
                        JoinDistribution.SINGLE,
                        output,
                        outputSchema(type, output));
                int distinct = 1 + random.nextInt(random.nextBoolean() ? 10 : 2000);
                double nullShare = random.nextInt(3) * 0.1;
                List<Chunk> build = chunks(
                        random, chunkRows, random.nextInt(4) == 0 ? 0 : 90, distinct, nullShare);
                List<Chunk> probe = chunks(random, chunkRows, 150, distinct, nullShare);
                List<List<Object>> buildRows = rows(build);
                boolean nullKey = buildRows.stream().anyMatch(row -> row.get(probeKeys.getFirst()) == null);
                List<List<Object>> expected = JoinRun.naive(
                        type,
                        rows(probe),
                        buildRows,
                        COLUMNS,
                        COLUMNS,
                        output,
                        (left, right) -> keysMatch(left, right, probeKeys, nullsEqual)
                                && (residual.isEmpty() || isLess(left, right)),
                        row -> !buildRows.isEmpty() && (nullKey || row.get(probeKeys.getFirst()) == null));
                for (SpillSettings spill : List.of(SpillSettings.DEFAULT, SpillSettings.FORCED)) {
                    List<List<Object>> actual =
                            new JoinRun(chunkRows, drivers, spill, 1L << 30).hash(node, probe, build);
                    assertSameRows(
                            expected, actual, "seed " + seed + ", round " + round + ", " + spill + ", " + node);
                }
            }
        }
    }

    /// Build sides that don't fit: joined region by region, or refused.
    @ParameterizedTest
    @EnumSource(JoinType.class)
    void joinsWithinAnyMemoryOrSaysThatItIsTooLittle(JoinType type) {
        Random random = new Random(7);
        List<Chunk> build = chunks(random, 2048, 20_000, 1_000_000, 0.01);
        List<Chunk> probe = chunks(random, 2048, 600, 1_000_000, 0.1);
        int spilled = joinWithin(type, random, probe, build);
        assertTrue(spilled > 0 || !type.givesBuildColumns() || !type.givesProbeColumns(), "nothing was written");
    }

    /// One region has all rows, and dividing it doesn't help.
    @ParameterizedTest
    @EnumSource(JoinType.class)
    void joinsFewKeysWithinAnyMemoryOrSaysThatItIsTooLittle(JoinType type) {
        Random random = new Random(8);
        List<Chunk> build = chunks(random, 2048, 6000, 2, 0);
        List<Chunk> probe = chunks(random, 2048, 10, 2, 0.1);
        joinWithin(type, random, probe, build);
    }

    /// @return with how many limits something was written out
    private static int joinWithin(JoinType type, Random random, List<Chunk> probe, List<Chunk> build) {
        List<Integer> output = outputColumns(random, type);
        List<Integer> key = List.of(INTEGER);
        HashJoinNode node = new HashJoinNode(
                1,
                type,
                new ValuesNode(2, SIDE, List.of()),
                new ValuesNode(3, SIDE, List.of()),
                key,
                key,
                List.of(false),
                type.nullAware() ? Optional.empty() : Optional.of(less()),
                JoinDistribution.SINGLE,
                output,
                outputSchema(type, output));
        List<List<Object>> expected = new JoinRun(512, 2).hash(node, probe, build);
        int spilled = 0;
        for (long limitBytes = 768 << 10; limitBytes < 12 << 20; limitBytes += limitBytes / 3) {
            JoinRun run = new JoinRun(512, 2, SpillSettings.DEFAULT, limitBytes);
            try {
                assertSameRows(expected, run.hash(node, probe, build), "limit " + limitBytes);
                spilled += run.spilledBytes() > 0 ? 1 : 0;
            } catch (SheafException refusal) {
                assertEquals(ErrorCode.OUT_OF_MEMORY, refusal.code(), refusal::getMessage);
                assertTrue(limitBytes < 5 << 20, refusal::getMessage);
            }
        }
        return spilled;
    }

    @ParameterizedTest
    @CsvSource({"1, 2048, 1", "2, 64, 3", "3, 7, 2", "4, 1, 1"})
    void nestedLoopJoinsAsALoopOverPairsDoes(long seed, int chunkRows, int drivers) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            for (JoinType type : JoinType.values()) {
                if (type.nullAware() || !type.givesProbeColumns()) {
                    continue;
                }
                Optional<Expression> condition = random.nextInt(3) == 0 ? Optional.empty() : Optional.of(less());
                List<Integer> output = outputColumns(random, type);
                NestedLoopJoinNode node = new NestedLoopJoinNode(
                        1,
                        type,
                        new ValuesNode(2, SIDE, List.of()),
                        new ValuesNode(3, SIDE, List.of()),
                        condition,
                        JoinDistribution.SINGLE,
                        output,
                        outputSchema(type, output));
                int[] sizes = {0, 1, 20, 70};
                List<Chunk> build = chunks(random, chunkRows, sizes[random.nextInt(4)], 500, 0.1);
                List<Chunk> probe = chunks(random, chunkRows, sizes[1 + random.nextInt(3)], 500, 0.1);
                List<List<Object>> expected = JoinRun.naive(
                        type,
                        rows(probe),
                        rows(build),
                        COLUMNS,
                        COLUMNS,
                        output,
                        (left, right) -> condition.isEmpty() || isLess(left, right),
                        row -> false);
                List<List<Object>> actual = new JoinRun(chunkRows, drivers).nestedLoop(node, probe, build);
                assertSameRows(expected, actual, "seed " + seed + ", round " + round + ", " + node);
            }
        }
    }

    private static List<Chunk> chunks(Random random, int chunkRows, int rows, int distinct, double nullShare) {
        RandomChunks source = new RandomChunks(random, SIDE, distinct, nullShare);
        List<Chunk> chunks = new ArrayList<>();
        for (int total = 0; total < rows; total += chunks.getLast().rowCount()) {
            chunks.add(source.next(Math.min(rows, Math.min(chunkRows, 120))));
        }
        return chunks;
    }

    private static List<List<Object>> rows(List<Chunk> chunks) {
        List<List<Object>> rows = new ArrayList<>();
        chunks.forEach(chunk -> rows.addAll(RandomChunks.rows(chunk)));
        return rows;
    }

    private static List<Integer> outputColumns(Random random, JoinType type) {
        List<Integer> columns = new ArrayList<>();
        int places = type.givesBuildColumns() ? 2 * COLUMNS : COLUMNS;
        for (int i = 0; i < places; i++) {
            if (random.nextBoolean()) {
                columns.add(type.givesProbeColumns() ? random.nextInt(places) : COLUMNS + random.nextInt(COLUMNS));
            }
        }
        return columns;
    }

    private static Schema outputSchema(JoinType type, List<Integer> columns) {
        List<Field> fields = new ArrayList<>();
        columns.forEach(column -> fields.add(SIDE.field(column % COLUMNS)));
        if (type.givesMark()) {
            fields.add(new Field("mark", DataType.BOOLEAN, true));
        }
        return new Schema(fields);
    }

    /// The probe's integer is less than the build's.
    private static Expression less() {
        return Expressions.compare(
                ScalarFunction.LESS_THAN,
                Expressions.column(INTEGER, DataType.INTEGER, true),
                Expressions.column(COLUMNS + INTEGER, DataType.INTEGER, true));
    }

    private static boolean isLess(List<Object> probe, List<Object> build) {
        Integer left = (Integer) probe.get(INTEGER);
        Integer right = (Integer) build.get(INTEGER);
        return left != null && right != null && left < right;
    }

    private static boolean keysMatch(
            List<Object> left, List<Object> right, List<Integer> keys, List<Boolean> nullsEqual) {
        for (int i = 0; i < keys.size(); i++) {
            Object a = left.get(keys.get(i));
            Object b = right.get(keys.get(i));
            boolean equal = a == null || b == null
                    ? a == b && nullsEqual.get(i)
                    : Objects.equals(normal(a), normal(b));
            if (!equal) {
                return false;
            }
        }
        return true;
    }

    private static Object normal(Object value) {
        return value instanceof Double number ? (Object) (number + 0.0) : value;
    }

    private static void assertSameRows(List<List<Object>> expected, List<List<Object>> actual, String about) {
        assertEquals(
                expected.stream().map(Object::toString).sorted().toList(),
                actual.stream().map(Object::toString).sorted().toList(),
                about);
    }
}
