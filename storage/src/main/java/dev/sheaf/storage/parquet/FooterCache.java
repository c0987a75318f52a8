// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.storage.file.PinnedFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The footers read last, so that binding, cutting into splits and each split need not parse them again. Keyed by
/// path, size and time, so a changed file is another entry. Safe for use by many threads.
final class FooterCache {
    private static final int FILES_MAX = 256;
    private static final long BYTES_MAX = 64 << 20;

    private final Map<PinnedFile, ParquetFile> files = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /// The file's footer, whose input is closed: give it another before reading columns.
    ParquetFile get(PinnedFile pinned, Disk disk) {
        ParquetFile known = find(pinned);
        if (known != null) {
            return known;
        }
        try (ReadableFile input = pinned.open(disk)) {
            ParquetFile read = ParquetFile.open(input);
            put(pinned, read);
            return read;
        }
    }

    private synchronized @Nullable ParquetFile find(PinnedFile pinned) {
        return files.get(pinned);
    }

    private synchronized void put(PinnedFile pinned, ParquetFile file) {
        if (file.footerBytes() > BYTES_MAX / 4 || files.put(pinned, file) != null) {
            return;
        }
        bytes += file.footerBytes();
        var oldest = files.entrySet().iterator();
        while ((files.size() > FILES_MAX || bytes > BYTES_MAX) && oldest.hasNext()) {
            bytes -= oldest.next().getValue().footerBytes();
            oldest.remove();
        }
    }
}
