// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.engine.runtime;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A channel to a file that outlives the interruption of a thread that uses it. Java closes the channel of such a
/// thread for all others, too; here it is opened again, the work is done, and the thread is still interrupted. A
/// caller's thread may come to any file: when it needs memory, it writes other queries' pages out.
///
/// Safe for use by many threads, for work that may be done again: reading and writing at a position, forcing.
final class SteadyChannel implements AutoCloseable {
    private final Path file;
    private final OpenOption reopening;
    private final @Nullable Object key;
    private FileChannel channel;
    private boolean closed;

    /// What is done with a channel.
    interface Work {
        void on(FileChannel channel) throws IOException;
    }

    private SteadyChannel(Path file, OpenOption reopening, OpenOption... opening) throws IOException {
        this.file = file;
        this.reopening = reopening;
        this.channel = FileChannel.open(file, opening);
        this.key = key(file);
    }

    static SteadyChannel toRead(Path file) throws IOException {
        return new SteadyChannel(file, StandardOpenOption.READ, StandardOpenOption.READ);
    }

    /// @param opening how it is made; it is there when it is opened again
    static SteadyChannel toWrite(Path file, OpenOption... opening) throws IOException {
        return new SteadyChannel(file, StandardOpenOption.WRITE, opening);
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /// Does something, from the beginning again if the channel is closed meanwhile by an interruption.
    void call(Work work) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                FileChannel current = current();
                try {
                    work.on(current);
                    return;
                } catch (ClosedByInterruptException _) {
                    interrupted |= Thread.interrupted();
                    reopen(current);
                } catch (ClosedChannelException failure) {
                    // By another thread that was interrupted, or for good.
                    if (isClosed()) {
                        throw failure;
                    }
                    reopen(current);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private synchronized FileChannel current() {
        return channel;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized void reopen(FileChannel broken) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel != broken) {
            return;
        }
        if (!Objects.equals(key, key(file))) {
            throw new IOException("the file was replaced while it was in use");
        }
        channel = FileChannel.open(file, reopening);
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        channel.close();
    }
}
