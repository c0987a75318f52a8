// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.task;

/// How far the scans of a task, of all tasks on a node, or of a whole query have come.
///
/// @param rowCount rows that scans have given so far, after the filters that are pushed into them
/// @param finishedSplitCount splits that were read to their end
/// @param splitCount splits in all
public record ScanProgress(long rowCount, long finishedSplitCount, long splitCount) {
    public static final ScanProgress NONE = new ScanProgress(0, 0, 0);

    /// Of both together.
    public ScanProgress plus(ScanProgress other) {
        return new ScanProgress(
                rowCount + other.rowCount,
                finishedSplitCount + other.finishedSplitCount,
                splitCount + other.splitCount);
    }

    /// The share of the splits that is done, from 0 to 1; NaN where there are none.
    public double fraction() {
        return splitCount == 0 ? Double.NaN : (double) finishedSplitCount / splitCount;
    }
}
