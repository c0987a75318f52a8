// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The paths and globs that a table is made of. Table handles keep them unresolved, so that a cached plan sees the
/// files that are there when it runs.
public record FilePatterns(List<String> patterns) {
    private static final String COUNT = "paths";
    private static final String PREFIX = "path.";

    public FilePatterns {
        patterns = List.copyOf(patterns);
    }

    public void addTo(Map<String, String> properties) {
        properties.put(COUNT, Integer.toString(patterns.size()));
        for (int i = 0; i < patterns.size(); i++) {
            properties.put(PREFIX + i, patterns.get(i));
        }
    }

    public static FilePatterns from(Map<String, String> properties) {
        long count = PropertyReader.number(properties, COUNT);
        List<String> patterns = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            patterns.add(PropertyReader.text(properties, PREFIX + i));
        }
        return new FilePatterns(patterns);
    }

    /// The files that are there now, each once, in the order of the patterns and by path within one.
    ///
    /// @throws SheafException FILE_NOT_FOUND when a pattern matches nothing
    public List<PinnedFile> resolve(Disk disk) {
        Map<String, PinnedFile> files = new LinkedHashMap<>();
        for (String pattern : patterns) {
            List<Disk.FileStatus> found =
                    disk.glob(pattern).stream().filter(status -> !status.directory()).toList();
            if (found.isEmpty()) {
                throw new SheafException(ErrorCode.FILE_NOT_FOUND, "no file matches \"" + pattern + "\"");
            }
            found.forEach(status -> files.putIfAbsent(status.path(), PinnedFile.of(status)));
        }
        return List.copyOf(files.values());
    }
}
