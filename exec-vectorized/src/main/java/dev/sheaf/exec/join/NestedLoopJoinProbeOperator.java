// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.DriverContext;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.row.RowHeaders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A driver's side of [NestedLoopJoinProbeFactory]. For an input chunk it goes over the build side block by block, and
/// within a block over the rows of the smaller side one by one: each step pairs one row, as constants, with all rows
/// of the larger side, so that the condition is evaluated by dense kernels. Pairs that pass are collected into full
/// chunks; without a condition a step's pairs are a chunk.
final class NestedLoopJoinProbeOperator implements Operator {
    private final JoinBuild build;
    private final JoinType type;
    private final DriverContext context;
    private final int pairsMax;
    private final @Nullable PredicateEvaluator condition;
    private final LoopChunk conditionChunk;
    private final LoopChunk outputChunk;
    private final JoinOutput output;
    private final BuildBlocks blocks;
    private final Selection chosen;
    private @Nullable Chunk input;
    private boolean loopEnded = true;
    private boolean restGiven = true;
    private boolean byProbeRow;
    private int step;
    private boolean stepGiven;
    private @Nullable Selection survivors;
    private int survivorIndex;
    private int survivorRow;
    private boolean survivorsByProbeRow;
    private int[] activeRows = {};
    private int activeCount;
    private long[] matched = {};
    private int[] pairRows = {};
    private long[] pairAddresses = {};
    private int pairCount;

    NestedLoopJoinProbeOperator(JoinBuild build, @Nullable PredicateEvaluator condition, DriverContext context) {
        JoinLayout layout = build.layout();
        this.build = build;
        this.type = layout.type();
        this.context = context;
        this.pairsMax = context.chunkRows();
        this.condition = condition;
        int[] columns = new int[layout.probeSchema().size() + layout.buildSchema().size()];
        Arrays.setAll(columns, i -> layout.conditionColumns().get(i) ? i : -1);
        this.conditionChunk =
                new LoopChunk(layout.probeSchema().concat(layout.buildSchema()), layout, columns);
        this.outputChunk = new LoopChunk(layout.outputSchema(), layout, layout.outputColumns());
        this.output = JoinOutput.ofJoin(build);
        this.blocks = new BuildBlocks(build.rows(), context.chunkRows());
        this.chosen = new Selection(context.chunkRows());
    }

    @Override
    public boolean blocked(Waker waker) {
        return build.blocked(waker);
    }

    @Override
    public boolean finished() {
        return switch (type) {
            case INNER, SEMI, BUILD_OUTER -> build.isComplete() && build.empty();
            case ANTI -> build.isComplete() && !build.empty() && condition == null;
            case PROBE_OUTER, FULL_OUTER, MARK -> false;
            case NULL_AWARE_ANTI, NULL_AWARE_MARK, BUILD_SEMI, BUILD_ANTI -> throw withoutKeys();
        };
    }

    @Override
    public void addInput(Chunk chunk) {
        input = chunk;
        int rowCount = chunk.rowCount();
        if (activeRows.length < rowCount) {
            activeRows = new int[Math.max(rowCount, Chunk.DEFAULT_ROWS)];
            matched = new long[Bits.words(activeRows.length)];
        }
        activeCount = chunk.activeCount();
        for (int i = 0; i < activeCount; i++) {
            activeRows[i] = chunk.selection() == null ? i : chunk.selection().rows()[i];
        }
        Arrays.fill(matched, 0L);
        restGiven = false;
        pairCount = 0;
        survivors = null;
        stepGiven = false;
        loopEnded = build.empty() || !blocks.first();
        if (!loopEnded && condition == null && !type.givesBuildColumns()) {
            Bits.setAll(matched, rowCount);
            loopEnded = true;
        }
        startBlock();
    }

    private void startBlock() {
        step = 0;
        byProbeRow = blocks.count() >= activeCount;
    }

    @Override
    public @Nullable Chunk next() {
        Chunk probe = input;
        if (probe == null || restGiven) {
            return null;
        }
        while (!loopEnded) {
            context.cancellation().check();
            if (condition == null) {
                if (!stepGiven) {
                    return allPairs(probe);
                }
                stepGiven = false;
                advance();
                continue;
            }
            if (collect()) {
                return givePairs(probe);
            }
            evaluate(probe, condition);
        }
        if (pairCount > 0) {
            return givePairs(probe);
        }
        restGiven = true;
        return rest(probe);
    }

    /// A step without a condition: all its pairs. The block they lie in stays until the next call.
    private Chunk allPairs(Chunk probe) {
        Chunk joined = stepChunk(outputChunk, probe);
        if (type.keepsBuildRows()) {
            int from = byProbeRow ? 0 : step;
            int to = byProbeRow ? blocks.count() : step + 1;
            for (int i = from; i < to; i++) {
                setMatched(blocks.address(i));
            }
        }
        Bits.setAll(matched, probe.rowCount());
        stepGiven = true;
        return joined;
    }

    private Chunk stepChunk(LoopChunk target, Chunk probe) {
        return byProbeRow
                ? target.probeRow(probe, activeRows[step], blocks.vectors(), blocks.count())
                : target.buildRow(probe, blocks.vectors(), step);
    }

    private void advance() {
        step++;
        if (step < (byProbeRow ? activeCount : blocks.count())) {
            return;
        }
        loopEnded = !blocks.next();
        startBlock();
    }

    /// Evaluates the condition for a step's pairs and notes who has found a match.
    private void evaluate(Chunk probe, PredicateEvaluator test) {
        boolean existence = !type.givesBuildColumns();
        Selection passed = null;
        if (byProbeRow) {
            int row = activeRows[step];
            if (!existence || !Bits.get(matched, row)) {
                passed = test.select(stepChunk(conditionChunk, probe), null);
                Bits.set(matched, row, passed.count() > 0 || Bits.get(matched, row));
            }
        } else {
            Selection open = existence ? unmatched(probe) : probe.selection();
            if (open == null || open.count() > 0) {
                Chunk pairs = stepChunk(conditionChunk, probe);
                pairs.select(open);
                passed = test.select(pairs, open);
                for (int i = 0; i < Bits.words(probe.rowCount()); i++) {
                    matched[i] |= passed.bits()[i];
                }
            }
        }
        if (existence || passed == null || passed.count() == 0) {
            advance();
            return;
        }
        if (type.keepsBuildRows()) {
            markBuildRows(passed);
        }
        survivors = passed;
        survivorIndex = 0;
        survivorsByProbeRow = byProbeRow;
        survivorRow = byProbeRow ? activeRows[step] : step;
    }

    private void markBuildRows(Selection passed) {
        if (!byProbeRow) {
            setMatched(blocks.address(step));
            return;
        }
        int[] rows = passed.rows();
        for (int i = 0; i < passed.count(); i++) {
            setMatched(blocks.address(rows[i]));
        }
    }

    /// Moves the survivors of the last step to the pairs.
    ///
    /// @return whether the pairs are full
    private boolean collect() {
        Selection passed = survivors;
        if (passed == null) {
            return false;
        }
        if (pairRows.length < pairsMax) {
            pairRows = new int[pairsMax];
            pairAddresses = new long[pairsMax];
        }
        int[] rows = passed.rows();
        while (survivorIndex < passed.count() && pairCount < pairsMax) {
            int row = rows[survivorIndex++];
            pairRows[pairCount] = survivorsByProbeRow ? survivorRow : row;
            pairAddresses[pairCount++] = blocks.address(survivorsByProbeRow ? row : survivorRow);
        }
        if (survivorIndex == passed.count()) {
            survivors = null;
            advance();
        }
        return pairCount == pairsMax;
    }

    private Chunk givePairs(Chunk probe) {
        int count = pairCount;
        pairCount = 0;
        return output.pairs(probe, pairRows, pairAddresses, count);
    }

    /// What comes after the pairs: rows without a match, or for the types that only ask for existence the answer.
    private @Nullable Chunk rest(Chunk probe) {
        return switch (type) {
            case INNER, BUILD_OUTER -> null;
            case PROBE_OUTER, FULL_OUTER -> {
                Selection open = unmatched(probe);
                yield open.count() == 0 ? null : output.unmatched(probe, open.rows(), open.count());
            }
            case SEMI -> filtered(probe, matchedRows(probe));
            case ANTI -> filtered(probe, unmatched(probe));
            case MARK -> {
                Chunk marked = output.marked(probe);
                System.arraycopy(matched, 0, output.mark().bits(), 0, Bits.words(probe.rowCount()));
                yield marked;
            }
            case NULL_AWARE_ANTI, NULL_AWARE_MARK, BUILD_SEMI, BUILD_ANTI -> throw withoutKeys();
        };
    }

    private IllegalStateException withoutKeys() {
        return new IllegalStateException(type + " without keys");
    }

    private @Nullable Chunk filtered(Chunk probe, Selection kept) {
        if (kept.count() == 0) {
            return null;
        }
        return FilterPolicy.compacts(kept.count(), probe.rowCount())
                ? output.unmatched(probe, kept.rows(), kept.count())
                : output.aligned(probe, kept.count() == probe.rowCount() ? null : kept, pairAddresses);
    }

    private Selection matchedRows(Chunk probe) {
        return choose(probe, 0);
    }

    private Selection unmatched(Chunk probe) {
        return choose(probe, -1);
    }

    /// The rows in play whose bit, flipped or not, is set among the matched.
    private Selection choose(Chunk probe, long flip) {
        int rowCount = probe.rowCount();
        Selection active = probe.selection();
        long[] bits = chosen.start(rowCount);
        for (int i = 0; i < Bits.words(rowCount); i++) {
            bits[i] = (matched[i] ^ flip) & (active == null ? -1 : active.bits()[i]);
        }
        return chosen.complete();
    }

    private void setMatched(long address) {
        RowHeaders.putByte(build.rows().pages(), address, JoinLayout.MATCHED_OFFSET, (byte) 1);
    }

    @Override
    public void close() {
        input = null;
        restGiven = true;
        if (condition != null) {
            condition.close();
        }
    }
}
