// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.storage.Split;
import dev.sheaf.storage.file.PropertyReader;
import java.util.Map;

/// A split of a table in memory: blocks `from` to `to - 1` of a segment.
record SegmentRun(long segment, int from, int to) {
    private static final String SEGMENT = "segment";
    private static final String FROM = "from";
    private static final String TO = "to";

    static SegmentRun of(Split split) {
        return new SegmentRun(
                PropertyReader.number(split.properties(), SEGMENT),
                (int) PropertyReader.number(split.properties(), FROM),
                (int) PropertyReader.number(split.properties(), TO));
    }

    Split split(long rowCount, long byteSize) {
        Map<String, String> properties = Map.of(
                SEGMENT, Long.toString(segment),
                FROM, Integer.toString(from),
                TO, Integer.toString(to));
        return Split.of(MemoryConnector.NAME, rowCount, byteSize, properties);
    }

    /// The segment, which the caller releases.
    TableSegment retain(SegmentStore store) {
        TableSegment retained = store.retain(segment);
        if (from < 0 || from > to || to > retained.blockCount()) {
            retained.release();
            throw new SheafException(
                    ErrorCode.PROTOCOL_VIOLATION, "a split names blocks that its segment does not have");
        }
        return retained;
    }
}
