// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.join;

import dev.sheaf.core.plan.HashJoinNode;
import dev.sheaf.core.plan.JoinType;
import dev.sheaf.core.schedule.Waker;
import dev.sheaf.core.vector.Bits;
import dev.sheaf.core.vector.BooleanVector;
import dev.sheaf.core.vector.Chunk;
import dev.sheaf.core.vector.Selection;
import dev.sheaf.exec.expression.FilterPolicy;
import dev.sheaf.exec.expression.PredicateEvaluator;
import dev.sheaf.exec.pipeline.Operator;
import dev.sheaf.exec.row.RowHeaders;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A driver's side of [HashJoinProbeFactory].
///
/// Where every key has one build row at most, probe rows stay where they are and build columns are gathered beside
/// them: one output chunk for an input chunk. Otherwise pairs are made, and the output comes in pieces.
final class HashJoinProbeOperator implements Operator {
    /// What is still to come of the current input.
    private enum State {
        /// Nothing.
        DONE,
        /// The one output chunk.
        ONCE,
        /// Pairs, and after them perhaps the unmatched rows.
        PAIRS
    }

    private final JoinBuild build;
    private final JoinType type;
    private final int key;
    private final ProbeAside aside;
    private final JoinLookup lookup;
    private final JoinPairs pairs;
    private final JoinOutput output;
    private final @Nullable JoinOutput conditionInput;
    private final @Nullable PredicateEvaluator condition;
    private final Selection survivors;
    private @Nullable Chunk input;
    private State state = State.DONE;
    private long[] matched = {};
    private int[] chosenRows = {};
    private long[] chosenAddresses = {};

    HashJoinProbeOperator(
            HashJoinNode node, JoinBuild build, @Nullable PredicateEvaluator condition, int chunkRows) {
        this.build = build;
        this.type = node.type();
        this.key = node.probeKeys().getFirst();
        int[] keys = node.probeKeys().stream().mapToInt(Integer::intValue).toArray();
        this.aside = new ProbeAside(build, keys, node.nullsEqual(), chunkRows);
        this.lookup = new JoinLookup(build, keys, node.nullsEqual());
        this.pairs = new JoinPairs(build, chunkRows);
        this.output = JoinOutput.ofJoin(build);
        this.condition = condition;
        this.conditionInput = condition == null ? null : JoinOutput.ofCondition(build);
        this.survivors = new Selection(chunkRows);
    }

    @Override
    public boolean blocked(Waker waker) {
        return build.blocked(waker);
    }

    @Override
    public boolean finished() {
        return switch (type) {
            case INNER, SEMI, BUILD_OUTER -> build.isComplete() && build.empty();
            case NULL_AWARE_ANTI -> build.isComplete() && build.nullKeys();
            case PROBE_OUTER, FULL_OUTER, ANTI, MARK, NULL_AWARE_MARK -> false;
            case BUILD_SEMI, BUILD_ANTI -> throw notForType();
        };
    }

    @Override
    public void addInput(Chunk chunk) {
        input = chunk;
        if (aside.split(chunk) == 0) {
            state = State.DONE;
            return;
        }
        lookup.find(chunk);
        state = State.ONCE;
        if (type.givesBuildColumns() && lookup.matchedCount() > 0 && build.index().hasDuplicates()) {
            pairs.start(lookup, chunk.rowCount());
            startMatched(chunk.rowCount());
            state = State.PAIRS;
        }
    }

    @Override
    public boolean endInput() {
        aside.finish();
        return false;
    }

    @Override
    public @Nullable Chunk next() {
        Chunk probe = input;
        if (state == State.DONE || probe == null) {
            return null;
        }
        if (state == State.PAIRS) {
            Chunk joined = nextPairs(probe);
            if (joined != null) {
                return joined;
            }
            state = State.DONE;
            return type.keepsProbeRows() ? unmatched(probe) : null;
        }
        state = State.DONE;
        return switch (type) {
            case INNER, BUILD_OUTER, PROBE_OUTER, FULL_OUTER -> aligned(probe);
            case SEMI, ANTI, NULL_AWARE_ANTI -> filtered(probe);
            case MARK, NULL_AWARE_MARK -> marked(probe);
            case BUILD_SEMI, BUILD_ANTI -> throw notForType();
        };
    }

    private IllegalStateException notForType() {
        return new IllegalStateException(type + " gives no probe rows");
    }

    /// The output where every probe row has one match at most.
    private @Nullable Chunk aligned(Chunk probe) {
        int rowCount = probe.rowCount();
        long[] addresses = lookup.addresses();
        Selection found = select(lookup.matched(), rowCount);
        if (condition != null && conditionInput != null && found.count() > 0) {
            found = condition.select(conditionInput.aligned(probe, found, addresses), found);
        }
        if (type.keepsBuildRows()) {
            int[] rows = found.rows();
            for (int i = 0; i < found.count(); i++) {
                setMatched(addresses[rows[i]]);
            }
        }
        if (type.keepsProbeRows()) {
            return allBesideMatches(probe, found, addresses);
        }
        if (found.count() == 0) {
            return null;
        }
        if (!FilterPolicy.compacts(found.count(), rowCount)) {
            return output.aligned(probe, found.count() == rowCount ? null : found, addresses);
        }
        int[] rows = found.rows();
        if (chosenAddresses.length < found.count()) {
            chosenAddresses = new long[rowCount];
        }
        for (int i = 0; i < found.count(); i++) {
            chosenAddresses[i] = addresses[rows[i]];
        }
        return output.pairs(probe, rows, chosenAddresses, found.count());
    }

    /// All probe rows in play, those without a match beside the row of nulls.
    private Chunk allBesideMatches(Chunk probe, Selection found, long[] addresses) {
        long[] bits = found.bits();
        long nullRow = build.nullRow();
        for (int row = 0; row < probe.rowCount(); row++) {
            addresses[row] = Bits.get(bits, row) ? addresses[row] : nullRow;
        }
        return output.aligned(probe, probe.selection(), addresses);
    }

    private @Nullable Chunk nextPairs(Chunk probe) {
        int count = pairs.next(null);
        while (count > 0) {
            Selection kept = surviving(probe, count);
            int keptCount = kept == null ? count : kept.count();
            note(kept, count);
            if (keptCount > 0) {
                return pairs(probe, kept, count);
            }
            count = pairs.next(null);
        }
        return null;
    }

    /// The pairs for which the condition is true; null for all.
    private @Nullable Selection surviving(Chunk probe, int count) {
        if (condition == null || conditionInput == null) {
            return null;
        }
        return condition.select(conditionInput.pairs(probe, pairs.rows(), pairs.addresses(), count), null);
    }

    /// Notes which probe and build rows have found a match.
    private void note(@Nullable Selection kept, int count) {
        int noted = kept == null ? count : kept.count();
        int[] places = kept == null ? null : kept.rows();
        for (int i = 0; i < noted; i++) {
            int place = places == null ? i : places[i];
            Bits.set(matched, pairs.rows()[place]);
        }
        if (type.keepsBuildRows()) {
            for (int i = 0; i < noted; i++) {
                setMatched(pairs.addresses()[places == null ? i : places[i]]);
            }
        }
    }

    private Chunk pairs(Chunk probe, @Nullable Selection kept, int count) {
        if (kept == null || kept.count() == count) {
            return output.pairs(probe, pairs.rows(), pairs.addresses(), count);
        }
        if (chosenRows.length < kept.count()) {
            chosenRows = new int[count];
        }
        if (chosenAddresses.length < kept.count()) {
            chosenAddresses = new long[count];
        }
        int[] places = kept.rows();
        for (int i = 0; i < kept.count(); i++) {
            chosenRows[i] = pairs.rows()[places[i]];
            chosenAddresses[i] = pairs.addresses()[places[i]];
        }
        return output.pairs(probe, chosenRows, chosenAddresses, kept.count());
    }

    private @Nullable Chunk unmatched(Chunk probe) {
        Selection rest = selectUnmatched(probe, matched);
        return rest.count() == 0 ? null : output.unmatched(probe, rest.rows(), rest.count());
    }

    /// Bits of the probe rows that have a match, the condition considered.
    private long[] existing(Chunk probe) {
        if (condition == null || lookup.matchedCount() == 0) {
            return lookup.matched();
        }
        startMatched(probe.rowCount());
        pairs.start(lookup, probe.rowCount());
        for (int count = pairs.next(matched); count > 0; count = pairs.next(matched)) {
            note(surviving(probe, count), count);
        }
        return matched;
    }

    private @Nullable Chunk filtered(Chunk probe) {
        long[] existing = existing(probe);
        Selection kept;
        if (type == JoinType.SEMI) {
            kept = select(existing, probe.rowCount());
        } else if (type == JoinType.ANTI || build.rowCount() == 0) {
            kept = selectUnmatched(probe, existing);
        } else if (build.nullKeys()) {
            return null;
        } else {
            // Over a build side with rows, a null key is neither in it nor not.
            kept = selectUnmatched(probe, existing, probe.flat(key).validity());
        }
        if (kept.count() == 0) {
            return null;
        }
        return FilterPolicy.compacts(kept.count(), probe.rowCount())
                ? output.unmatched(probe, kept.rows(), kept.count())
                : output.aligned(probe, kept.count() == probe.rowCount() ? null : kept, chosenAddresses);
    }

    private Chunk marked(Chunk probe) {
        int rowCount = probe.rowCount();
        Chunk marked = output.marked(probe);
        BooleanVector mark = output.mark();
        System.arraycopy(existing(probe), 0, mark.bits(), 0, Bits.words(rowCount));
        if (type == JoinType.NULL_AWARE_MARK && build.rowCount() > 0) {
            long[] keyValidity = probe.flat(key).validity();
            if (build.nullKeys() || keyValidity != null) {
                long[] validity = mark.startUndefinedValidity(rowCount);
                for (int i = 0; i < Bits.words(rowCount); i++) {
                    long known = build.nullKeys() ? 0 : -1;
                    validity[i] = mark.bits()[i] | known & (keyValidity == null ? -1 : keyValidity[i]);
                }
            }
        }
        return marked;
    }

    private Selection select(long[] bits, int rowCount) {
        System.arraycopy(bits, 0, survivors.start(rowCount), 0, Bits.words(rowCount));
        return survivors.complete();
    }

    private Selection selectUnmatched(Chunk probe, long[] found) {
        return selectUnmatched(probe, found, null);
    }

    /// The rows in play that have found nothing and, if given, have a bit in `also`.
    private Selection selectUnmatched(Chunk probe, long[] found, long @Nullable [] also) {
        int rowCount = probe.rowCount();
        Selection active = probe.selection();
        long[] bits = survivors.start(rowCount);
        for (int i = 0; i < Bits.words(rowCount); i++) {
            bits[i] = ~found[i] & (active == null ? -1 : active.bits()[i]) & (also == null ? -1 : also[i]);
        }
        return survivors.complete();
    }

    private void startMatched(int rowCount) {
        if (matched.length < Bits.words(rowCount)) {
            matched = new long[Bits.words(Math.max(rowCount, Chunk.DEFAULT_ROWS))];
        }
        Arrays.fill(matched, 0L);
    }

    private void setMatched(long address) {
        RowHeaders.putByte(build.rows().pages(), address, JoinLayout.MATCHED_OFFSET, (byte) 1);
    }

    @Override
    public void close() {
        input = null;
        state = State.DONE;
        aside.close();
        if (condition != null) {
            condition.close();
        }
    }
}
