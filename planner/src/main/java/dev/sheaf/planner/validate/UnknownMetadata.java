// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.planner.validate;

import org.apache.calcite.plan.RelOptPredicateList;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.util.ImmutableBitSet;
import org.jspecify.annotations.Nullable;

/// Answers Calcite's questions about the rows of a tree with "unknown". Its own answers would only drop a DISTINCT here
/// and there, which our rules see to; deriving them compiles code, takes longer than the conversion itself, and trips
/// over conditions such as `NULL = x`.
final class UnknownMetadata extends RelMetadataQuery {
    @Override
    public @Nullable Boolean areColumnsUnique(RelNode node, ImmutableBitSet columns, boolean ignoreNulls) {
        return null;
    }

    @Override
    public @Nullable Double getMaxRowCount(RelNode node) {
        return null;
    }

    @Override
    public @Nullable Double getMinRowCount(RelNode node) {
        return null;
    }

    @Override
    public RelOptPredicateList getPulledUpPredicates(RelNode node) {
        return RelOptPredicateList.EMPTY;
    }
}
