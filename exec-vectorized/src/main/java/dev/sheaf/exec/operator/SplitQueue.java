// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.operator;

import dev.sheaf.core.storage.Split;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The splits of a scan that this task reads, handed to whichever driver asks next, in order. Safe for use by many
/// threads.
final class SplitQueue {
    private final List<Split> splits;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();

    SplitQueue(List<Split> splits) {
        this.splits = List.copyOf(splits);
    }

    @Nullable Split take() {
        int index = next.get() < splits.size() ? next.getAndIncrement() : splits.size();
        return index < splits.size() ? splits.get(index) : null;
    }

    /// One that was taken has been read to its end.
    void finish() {
        finished.getAndIncrement();
    }

    int finishedCount() {
        return finished.get();
    }

    int size() {
        return splits.size();
    }
}
