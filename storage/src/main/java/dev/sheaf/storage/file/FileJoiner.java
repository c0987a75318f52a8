// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.schedule.CancellationScope;
import java.lang.foreign.MemorySegment;
import java.util.List;

/// Puts files one behind the other.
public final class FileJoiner {
    private static final int COPY_BYTES = 1 << 20;

    private FileJoiner() {}

    /// Joins files, leaving out the first bytes of all but the first.
    public static void join(Disk disk, List<String> parts, String output, long skippedBytes) {
        try (WritableFile target = disk.create(output, true)) {
            for (int i = 0; i < parts.size(); i++) {
                try (ReadableFile part = disk.open(parts.get(i))) {
                    copy(part, i == 0 ? 0 : skippedBytes, part.sizeBytes(), target);
                }
            }
            target.force();
        }
    }

    /// Copies bytes `[from, to)` of a file.
    public static void copy(ReadableFile source, long from, long to, WritableFile target) {
        MemorySegment buffer = MemorySegment.ofArray(new byte[(int) Math.clamp(to - from, 1, (long) COPY_BYTES)]);
        long position = from;
        while (position < to) {
            CancellationScope.check();
            MemorySegment piece = buffer.asSlice(0, Math.min(buffer.byteSize(), to - position));
            source.readFully(position, piece);
            target.write(piece);
            position += piece.byteSize();
        }
    }
}
