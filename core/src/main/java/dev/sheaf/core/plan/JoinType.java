// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

/// Which rows a join gives. The probe side streams; the build side is held in memory.
public enum JoinType {
    INNER,
    /// Every probe row at least once, with null build columns when nothing matches: SQL's LEFT JOIN.
    PROBE_OUTER,
    /// Every build row at least once. Not with a replicated build side on more than one task.
    BUILD_OUTER,
    /// Every row of both sides at least once. Not with a replicated build side on more than one task.
    FULL_OUTER,
    /// Probe rows with at least one match, once each; only probe columns come out.
    SEMI,
    /// Probe rows without a match; a null key matches nothing, so its row comes out: NOT EXISTS.
    ANTI,
    /// Build rows with at least one match, once each; only build columns come out. SEMI with the sides turned, for when
    /// the rows that are asked for are the fewer. Hashed only; not with a replicated build side on more than one task.
    BUILD_SEMI,
    /// Build rows without a match: ANTI with the sides turned, with BUILD_SEMI's restrictions.
    BUILD_ANTI,
    /// NOT IN: as ANTI, but a null build key, or a null probe key over a non-empty build side, leaves the answer
    /// unknown and the row out. One key pair, no residual; the build side must be replicated or the task single.
    NULL_AWARE_ANTI,
    /// All probe rows and a BOOLEAN column that tells whether a match exists; never null: EXISTS as a value.
    MARK,
    /// All probe rows and a nullable BOOLEAN column: IN as a value, with NULL_AWARE_ANTI's restrictions.
    NULL_AWARE_MARK;

    /// Whether build columns come out.
    public boolean givesBuildColumns() {
        return switch (this) {
            case INNER, PROBE_OUTER, BUILD_OUTER, FULL_OUTER, BUILD_SEMI, BUILD_ANTI -> true;
            case SEMI, ANTI, NULL_AWARE_ANTI, MARK, NULL_AWARE_MARK -> false;
        };
    }

    public boolean givesMark() {
        return this == MARK || this == NULL_AWARE_MARK;
    }

    /// Whether probe columns come out.
    public boolean givesProbeColumns() {
        return this != BUILD_SEMI && this != BUILD_ANTI;
    }

    /// Whether build rows come out after the probe side has ended: those with a match for BUILD_SEMI, those without for
    /// the others.
    public boolean keepsBuildRows() {
        return this == BUILD_OUTER || this == FULL_OUTER || this == BUILD_SEMI || this == BUILD_ANTI;
    }

    /// Whether unmatched probe rows come out with null build columns.
    public boolean keepsProbeRows() {
        return this == PROBE_OUTER || this == FULL_OUTER;
    }

    /// Whether a match depends on nulls anywhere on the build side.
    public boolean nullAware() {
        return this == NULL_AWARE_ANTI || this == NULL_AWARE_MARK;
    }
}
