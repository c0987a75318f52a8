// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.aggregate;

import dev.sheaf.core.vector.FlatVector;
import java.util.Arrays;

/// Which groups have got a value, so that the others come out null. As long as every chunk gives a value for every row,
/// that is all of them and nothing is written down.
final class SeenGroups {
    private byte[] seen = {};
    private int capacity;
    private boolean all = true;
    private int covered;

    void grow(int groups) {
        capacity = groups;
        if (!all) {
            seen = Arrays.copyOf(seen, groups);
        }
    }

    long bytesPerGroup() {
        return 1;
    }

    /// Notes that the rows' groups have got a value.
    void mark(GroupedRows rows) {
        if (all) {
            if (rows.whole()) {
                covered = rows.groupCount();
                return;
            }
            all = false;
            seen = new byte[capacity];
            Arrays.fill(seen, 0, covered, (byte) 1);
        }
        int[] chosen = rows.rows();
        int[] groups = rows.groups();
        if (rows.runCount() > 0) {
            for (int run = 0; run < rows.runCount(); run++) {
                if (rows.runStart(run) < rows.runEnd(run)) {
                    seen[rows.runGroup(run)] = 1;
                }
            }
            return;
        }
        for (int i = 0; i < rows.count(); i++) {
            seen[groups[chosen[i]]] = 1;
        }
    }

    /// Notes that one group has got a value.
    void mark(int group) {
        if (all) {
            all = false;
            seen = new byte[capacity];
            Arrays.fill(seen, 0, covered, (byte) 1);
        }
        seen[group] = 1;
    }

    boolean seen(int group) {
        return all ? group < covered : seen[group] != 0;
    }

    /// Makes the rows of groups without a value null.
    void writeNulls(int[] groups, int count, FlatVector target) {
        target.clearNulls();
        for (int i = 0; i < count; i++) {
            if (!seen(groups[i])) {
                target.setNull(i);
            }
        }
    }

    void clear() {
        all = true;
        covered = 0;
        seen = new byte[0];
    }
}
