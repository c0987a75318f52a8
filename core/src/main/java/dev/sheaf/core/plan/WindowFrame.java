// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.plan;

import java.util.OptionalInt;

/// The rows around the current one that a window call looks at.
///
/// @param unit what offsets count
/// @param exclusion rows of the frame that are left out after all
public record WindowFrame(Unit unit, Bound start, Bound end, Exclusion exclusion) {
    /// RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW: the default with an ORDER BY.
    public static final WindowFrame DEFAULT = new WindowFrame(
            Unit.RANGE, Bound.UNBOUNDED_PRECEDING, Bound.CURRENT_ROW, Exclusion.NO_OTHERS);

    /// The whole partition: the default without an ORDER BY.
    public static final WindowFrame WHOLE_PARTITION = new WindowFrame(
            Unit.RANGE, Bound.UNBOUNDED_PRECEDING, Bound.UNBOUNDED_FOLLOWING, Exclusion.NO_OTHERS);

    /// What an offset counts: rows, values of the one order column, or groups of peers.
    public enum Unit {
        ROWS,
        RANGE,
        GROUPS
    }

    /// What is taken out of the frame again.
    public enum Exclusion {
        NO_OTHERS,
        CURRENT_ROW,
        GROUP,
        TIES
    }

    /// One end of a frame.
    ///
    /// @param offset for PRECEDING and FOLLOWING the place of the input column that holds the distance
    public record Bound(Kind kind, OptionalInt offset) {
        /// Where the end lies.
        public enum Kind {
            UNBOUNDED_PRECEDING,
            PRECEDING,
            CURRENT_ROW,
            FOLLOWING,
            UNBOUNDED_FOLLOWING
        }

        public static final Bound UNBOUNDED_PRECEDING = new Bound(Kind.UNBOUNDED_PRECEDING, OptionalInt.empty());
        public static final Bound CURRENT_ROW = new Bound(Kind.CURRENT_ROW, OptionalInt.empty());
        public static final Bound UNBOUNDED_FOLLOWING = new Bound(Kind.UNBOUNDED_FOLLOWING, OptionalInt.empty());
    }
}
