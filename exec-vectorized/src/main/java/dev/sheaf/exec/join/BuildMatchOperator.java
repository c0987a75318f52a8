// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.row.RowHeaders;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// A driver's side of [HashJoinProbeFactory] for the types that ask of build rows only whether they have a match: gives
/// nothing, and flags the build rows that it matches, for [BuildRowSource] to give or to leave out.
final class BuildMatchOperator implements Operator {
    private final JoinBuild build;
    private final ProbeAside aside;
    private final JoinLookup lookup;
    private final JoinPairs pairs;
    private final @Nullable JoinOutput conditionInput;
    private final @Nullable PredicateEvaluator condition;

    BuildMatchOperator(
            HashJoinNode node, JoinBuild build, @Nullable PredicateEvaluator condition, int chunkRows) {
        this.build = build;
        int[] keys = node.probeKeys().stream().mapToInt(Integer::intValue).toArray();
        this.aside = new ProbeAside(build, keys, node.nullsEqual(), chunkRows);
        this.lookup = new JoinLookup(build, keys, node.nullsEqual());
        this.pairs = new JoinPairs(build, chunkRows);
        this.condition = condition;
        this.conditionInput = condition == null ? null : JoinOutput.ofCondition(build);
    }

    @Override
    public boolean blocked(Waker waker) {
        return build.blocked(waker);
    }

    @Override
    public boolean finished() {
        return build.isComplete() && build.empty();
    }

    @Override
    public void addInput(Chunk chunk) {
        if (aside.split(chunk) == 0) {
            return;
        }
        lookup.find(chunk);
        if (lookup.matchedCount() == 0) {
            return;
        }
        if (condition != null && conditionInput != null) {
            markPassing(chunk, condition, conditionInput);
        } else if (build.index().hasDuplicates()) {
            markAll(chunk);
        } else {
            markFirst(chunk);
        }
    }

    private void markFirst(Chunk probe) {
        MemorySegment[] pages = build.rows().pages();
        long[] matched = lookup.matched();
        long[] addresses = lookup.addresses();
        for (int word = 0; word < Bits.words(probe.rowCount()); word++) {
            for (long left = matched[word]; left != 0; left &= left - 1) {
                long address = addresses[(word << 6) + Long.numberOfTrailingZeros(left)];
                RowHeaders.putByte(pages, address, JoinLayout.MATCHED_OFFSET, (byte) 1);
            }
        }
    }

    /// Flags all rows of the keys found. Those of a key are flagged together, so the first one speaks for all.
    private void markAll(Chunk probe) {
        MemorySegment[] pages = build.rows().pages();
        pairs.start(lookup, probe.rowCount());
        pairs.dropFlagged();
        for (int count = pairs.next(null); count > 0; count = pairs.next(null)) {
            long[] addresses = pairs.addresses();
            for (int i = 0; i < count; i++) {
                RowHeaders.putByte(pages, addresses[i], JoinLayout.MATCHED_OFFSET, (byte) 1);
            }
        }
    }

    private void markPassing(Chunk probe, PredicateEvaluator test, JoinOutput input) {
        MemorySegment[] pages = build.rows().pages();
        pairs.start(lookup, probe.rowCount());
        for (int count = pairs.nextUnflagged(); count > 0; count = pairs.nextUnflagged()) {
            long[] addresses = pairs.addresses();
            Selection passed = test.select(input.pairs(probe, pairs.rows(), addresses, count), null);
            int[] places = passed.rows();
            for (int i = 0; i < passed.count(); i++) {
                RowHeaders.putByte(pages, addresses[places[i]], JoinLayout.MATCHED_OFFSET, (byte) 1);
            }
        }
    }

    @Override
    public boolean endInput() {
        aside.finish();
        return false;
    }

    @Override
    public @Nullable Chunk next() {
        return null;
    }

    @Override
    public void close() {
        aside.close();
        if (condition != null) {
            condition.close();
        }
    }
}
