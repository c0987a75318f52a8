// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.core.disk;

import java.util.List;

/// The only door to files. Production reads the machine's file systems, a simulation keeps files in memory and loses
/// what wasn't forced when it crashes. Paths are strings in the form of the machine. Failures are
/// [dev.sheaf.core.error.SheafException]s that name the path: FILE_NOT_FOUND, FILE_EXISTS, PERMISSION_DENIED, DISK_FULL
/// or IO_ERROR. Safe for use by many threads.
public interface Disk {
    /// What is known of a file without opening it.
    ///
    /// @param modifiedMicros microseconds since 1970
    record FileStatus(String path, long sizeBytes, long modifiedMicros, boolean directory) {}

    FileStatus status(String path);

    boolean exists(String path);

    /// The entries of a directory, by name.
    List<FileStatus> list(String directory);

    /// The files that match a glob (`*`, `?`, `[...]`, `{a,b}`, and `**` across directories), by path. A path without
    /// wildcards matches itself if it is there.
    List<FileStatus> glob(String pattern);

    ReadableFile open(String path);

    /// Makes a new file, and the directories above it where they are missing.
    ///
    /// @param replace whether an existing file is overwritten; else it is FILE_EXISTS
    WritableFile create(String path, boolean replace);

    /// Gives a file another name in the same file system at once, in the place of any other of that name.
    void rename(String from, String to);

    /// Deletes a file or an empty directory; nothing happens when there is none.
    void delete(String path);

    void createDirectories(String path);
}
