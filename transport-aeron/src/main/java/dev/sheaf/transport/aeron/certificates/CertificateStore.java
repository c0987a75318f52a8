// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.transport.aeron.certificates;

import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.time.Clock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/// A node's certificates as its files have them: looks from time to time whether they have changed, and reads them
/// again. While they are unreadable, or half written, the last good ones stay in use. Safe for use by many threads.
public final class CertificateStore {
    private static final System.Logger LOG = System.getLogger(CertificateStore.class.getName());
    private static final long LOOK_NANOS = 1_000_000_000L;

    private final CertificateFiles files;
    private final String node;
    private final Clock clock;
    private NodeIdentity current;
    private List<Object> seen;
    private long lookedNanos;

    /// @throws SheafException FILE_NOT_FOUND, IO_ERROR, FILE_FORMAT; INVALID_PARAMETER when they don't fit each other
    public CertificateStore(CertificateFiles files, String node, Clock clock) {
        this.files = files;
        this.node = node;
        this.clock = clock;
        this.seen = look();
        this.current = NodeIdentity.read(files, node, clock);
        this.lookedNanos = clock.nanoTime();
    }

    /// What new connections take.
    public synchronized NodeIdentity current() {
        long nowNanos = clock.nanoTime();
        if (nowNanos - lookedNanos >= LOOK_NANOS) {
            lookedNanos = nowNanos;
            List<Object> now = look();
            if (!now.equals(seen)) {
                reload(now);
            }
        }
        return current;
    }

    private void reload(List<Object> now) {
        try {
            current = NodeIdentity.read(files, node, clock);
            LOG.log(System.Logger.Level.INFO, "node {0}: certificates read again", node);
        } catch (SheafException e) {
            LOG.log(
                    System.Logger.Level.WARNING, "node {0}: certificates stay as they were: {1}", node,
                    e.getMessage());
        }
        seen = now;
    }

    /// Times, lengths and identities of the files.
    private List<Object> look() {
        List<Object> marks = new ArrayList<>();
        mark(files.authority(), marks);
        mark(files.certificate(), marks);
        mark(files.key(), marks);
        Path revoked = files.revoked();
        if (revoked != null) {
            mark(revoked, marks);
        }
        return marks;
    }

    private static void mark(Path file, List<Object> marks) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            marks.add(attributes.lastModifiedTime());
            marks.add(attributes.size());
            marks.add(String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            marks.add(String.valueOf(e.getMessage()));
        }
    }
}
