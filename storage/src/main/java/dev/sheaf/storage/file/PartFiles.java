// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.file;

import dev.sheaf.core.disk.Disk;
import dev.sheaf.core.disk.WritableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.expression.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The way of a written file to its name. Each writer of a statement fills a hidden part file beside the target; the
/// commit joins the parts, in the writers' order, and gives the result the target's name in one step. So a reader sees
/// the old file or the new one, and a crash leaves at most hidden files.
public final class PartFiles {
    private final Disk disk;
    private final String target;
    private final String prefix;

    public PartFiles(Disk disk, String target, long statement) {
        int name = Math.max(target.lastIndexOf('/'), target.lastIndexOf('\\')) + 1;
        this.disk = disk;
        this.target = target;
        this.prefix = target.substring(0, name) + "." + target.substring(name) + ".sheaf-" + statement + "-";
    }

    /// Joins finished parts into one file.
    public interface Joiner {
        void join(Disk disk, List<String> parts, String output);
    }

    private record Part(int writer, long rowCount) {}

    /// Makes the part of one writer.
    public WritableFile create(int writer) {
        return disk.create(path(writer), true);
    }

    private String path(int writer) {
        return prefix + writer;
    }

    /// What a writer hands to the commit.
    public static ByteString commitOf(int writer, long rowCount) {
        return ByteString.copyOf((writer + " " + rowCount).getBytes(StandardCharsets.US_ASCII));
    }

    /// Gives the target its new contents. Parts without rows are left out, unless there are no others.
    public void commit(List<ByteString> commits, Joiner joiner) {
        List<Part> parts = new ArrayList<>();
        for (ByteString commit : commits) {
            parts.add(parse(commit));
        }
        parts.sort(Comparator.comparingInt(Part::writer));
        List<Part> filled = parts.stream().filter(part -> part.rowCount() > 0).toList();
        List<String> paths = (filled.isEmpty() ? parts.subList(0, Math.min(1, parts.size())) : filled)
                .stream()
                .map(part -> path(part.writer()))
                .toList();
        if (paths.isEmpty()) {
            throw new SheafException(ErrorCode.INTERNAL_ERROR, "nothing was written to " + target);
        }
        String whole = paths.getFirst();
        if (paths.size() > 1) {
            whole = prefix + "all";
            joiner.join(disk, paths, whole);
        }
        disk.rename(whole, target);
        parts.forEach(part -> disk.delete(path(part.writer())));
    }

    private static Part parse(ByteString commit) {
        String text = new String(commit.toByteArray(), StandardCharsets.US_ASCII);
        int space = text.indexOf(' ');
        try {
            return new Part(Integer.parseInt(text.substring(0, space)), Long.parseLong(text.substring(space + 1)));
        } catch (IndexOutOfBoundsException | NumberFormatException malformed) {
            throw new SheafException(ErrorCode.PROTOCOL_VIOLATION, "a commit of a file writer is malformed", malformed);
        }
    }

    /// Deletes all parts.
    public void abort() {
        int name = Math.max(prefix.lastIndexOf('/'), prefix.lastIndexOf('\\')) + 1;
        String directory = name == 0 ? "." : prefix.substring(0, name);
        if (!disk.exists(directory)) {
            return;
        }
        for (Disk.FileStatus file : disk.list(directory)) {
            int start = Math.max(file.path().lastIndexOf('/'), file.path().lastIndexOf('\\')) + 1;
            if (file.path().substring(start).startsWith(prefix.substring(name))) {
                disk.delete(file.path());
            }
        }
    }
}
