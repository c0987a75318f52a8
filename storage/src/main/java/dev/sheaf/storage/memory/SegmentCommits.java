// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.memory;

import dev.sheaf.core.catalog.log.SegmentReference;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How writers of tables in memory tell what they wrote: three numbers a segment, big-endian.
public final class SegmentCommits {
    private static final int REFERENCE_BYTES = 3 * Long.BYTES;

    private SegmentCommits() {}

    static ByteString encode(List<SegmentReference> segments) {
        ByteBuffer buffer = ByteBuffer.allocate(REFERENCE_BYTES * segments.size());
        for (SegmentReference segment : segments) {
            buffer.putLong(segment.id()).putLong(segment.rowCount()).putLong(segment.byteCount());
        }
        return ByteString.copyOf(buffer.array());
    }

    /// The segments that all writers of a statement wrote, to be entered in the catalog log.
    public static List<SegmentReference> decode(List<ByteString> commits) {
        List<SegmentReference> segments = new ArrayList<>();
        for (ByteString commit : commits) {
            ByteBuffer buffer = ByteBuffer.wrap(commit.toByteArray());
            if (buffer.remaining() % REFERENCE_BYTES != 0) {
                throw new SheafException(
                        ErrorCode.PROTOCOL_VIOLATION, "a commit of " + buffer.remaining() + " bytes");
            }
            while (buffer.hasRemaining()) {
                segments.add(new SegmentReference(buffer.getLong(), buffer.getLong(), buffer.getLong()));
            }
        }
        return segments;
    }
}
