// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import java.util.Map;

/// A file as it was when a statement first looked at it. Splits carry it, and opening it later fails when the file is
/// no longer the same.
public record PinnedFile(String path, long sizeBytes, long modifiedMicros) {
    private static final String PATH = "path";
    private static final String SIZE = "size";
    private static final String MODIFIED = "modified";

    public static PinnedFile of(Disk.FileStatus status) {
        return new PinnedFile(status.path(), status.sizeBytes(), status.modifiedMicros());
    }

    /// Adds what [#from] needs to a split's properties.
    public void addTo(Map<String, String> properties) {
        properties.put(PATH, path);
        properties.put(SIZE, Long.toString(sizeBytes));
        properties.put(MODIFIED, Long.toString(modifiedMicros));
    }

    public static PinnedFile from(Map<String, String> properties) {
        return new PinnedFile(
                PropertyReader.text(properties, PATH),
                PropertyReader.number(properties, SIZE),
                PropertyReader.number(properties, MODIFIED));
    }

    /// Opens the file, which the caller closes.
    ///
    /// @throws SheafException FILE_CHANGED when size or time are others now
    public ReadableFile open(Disk disk) {
        checkUnchanged(disk.status(path));
        ReadableFile file = disk.open(path);
        if (file.sizeBytes() != sizeBytes) {
            file.close();
            throw changed();
        }
        return file;
    }

    private void checkUnchanged(Disk.FileStatus now) {
        if (now.sizeBytes() != sizeBytes || now.modifiedMicros() != modifiedMicros) {
            throw changed();
        }
    }

    private SheafException changed() {
        return new SheafException(ErrorCode.FILE_CHANGED, path + " has changed since the statement began");
    }
}
