// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.exec.spill;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.error.ErrorCode;
import dev.sheaf.core.error.SheafException;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.memory.Reclaimer;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.zip.CRC32C;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The temporary files of one task, and the pages that may go there. Whoever allocates when a limit is met has pages
/// written out here, large ones before small ones and old ones before new ones, as many as it takes.
///
/// Locks are taken in this order: a page's, the list of pages or the files, the store's; none is held while memory is
/// allocated. Safe for use by many threads.
public final class SpillSpace implements Reclaimer, AutoCloseable {
    private static final int KEY_BYTES = 32;
    private static final int SIZE_CLASSES = Long.SIZE;

    private final SpillStore store;
    private final String name;
    private final MemoryContext memory;
    private final Object pagesLock = new Object();
    private final List<LinkedHashSet<Evictable>> offered = new ArrayList<>();
    /// Those that are being written at the moment.
    private final LinkedHashSet<Evictable> leaving = new LinkedHashSet<>();
    private long offeredBytes;
    private boolean registered;
    private final Object filesLock = new Object();
    private final ArrayDeque<SpillFile> files = new ArrayDeque<>();
    private @Nullable SecretKey key;
    private long nextNonce;
    private boolean closed;

    SpillSpace(SpillStore store, String name, MemoryContext memory) {
        this.store = store;
        this.name = name;
        this.memory = memory;
        for (int i = 0; i < SIZE_CLASSES; i++) {
            offered.add(new LinkedHashSet<>(0));
        }
    }

    /// The door of one operator.
    public Spill newOperator() {
        return new Spill(this);
    }

    SpillSettings settings() {
        return store.settings();
    }

    void offer(Evictable page) {
        synchronized (pagesLock) {
            if (!registered) {
                registered = true;
                memory.addReclaimer(this);
            }
            if (offered.get(sizeClass(page)).add(page)) {
                offeredBytes += page.memoryBytes();
            }
        }
        if (settings().forced()) {
            evict(page);
        }
    }

    void withdraw(Evictable page) {
        synchronized (pagesLock) {
            if (offered.get(sizeClass(page)).remove(page)) {
                offeredBytes -= page.memoryBytes();
            }
        }
    }

    private static int sizeClass(Evictable page) {
        return Long.SIZE - 1 - Long.numberOfLeadingZeros(page.memoryBytes() | 1);
    }

    @Override
    public long reclaimableBytes() {
        synchronized (pagesLock) {
            return offeredBytes;
        }
    }

    @Override
    public long reclaim(long bytes) {
        long given = 0;
        while (given < bytes) {
            Evictable next = next();
            if (next == null) {
                break;
            }
            given += evict(next);
        }
        return given;
    }

    /// The next page to write; when there is none, one that another thread is writing, whose end is worth waiting for.
    private @Nullable Evictable next() {
        synchronized (pagesLock) {
            for (int i = SIZE_CLASSES - 1; i >= 0; i--) {
                if (!offered.get(i).isEmpty()) {
                    return offered.get(i).getFirst();
                }
            }
            return leaving.isEmpty() ? null : leaving.getFirst();
        }
    }

    private long evict(Evictable page) {
        long bytes = page.memoryBytes();
        boolean mine;
        synchronized (pagesLock) {
            mine = offered.get(sizeClass(page)).remove(page);
            if (mine) {
                leaving.add(page);
            }
        }
        boolean written = false;
        try {
            long given = page.evict();
            written = true;
            // Another's page has just left or is in use again: either way it is time for another look.
            return mine ? given : bytes;
        } finally {
            if (mine) {
                settle(page, bytes, written);
            }
        }
    }

    private void settle(Evictable page, long bytes, boolean written) {
        synchronized (pagesLock) {
            leaving.remove(page);
            if (written || !offered.get(sizeClass(page)).add(page)) {
                offeredBytes -= bytes;
            }
        }
    }

    SpilledPage write(MemorySegment page, int headBytes, int tailStart) {
        PageCoder coder = store.borrowCoder();
        try {
            SecretKey secret;
            long nonce;
            synchronized (filesLock) {
                secret = key();
                nonce = nextNonce++;
            }
            coder.encode(page, headBytes, tailStart, secret, nonce);
            int checksum = checksum(coder.stored(), coder.storedBytes());
            synchronized (filesLock) {
                SpillFile file = writable();
                long position = append(file, coder);
                return new SpilledPage(this, file, new SpilledPage.Place(
                        position,
                        coder.storedBytes(),
                        checksum,
                        coder.compressed(),
                        headBytes,
                        tailStart,
                        nonce));
            }
        } finally {
            store.giveBack(coder);
        }
    }

    private long append(SpillFile file, PageCoder coder) {
        boolean written = false;
        try {
            long position = file.write(coder.stored(), coder.storedBytes());
            written = true;
            return position;
        } finally {
            if (!written && file.unused()) {
                remove(file);
            }
        }
    }

    private @Nullable SecretKey key() {
        if (settings().encrypted() && key == null) {
            ByteBuffer bytes = ByteBuffer.allocate(KEY_BYTES);
            while (bytes.hasRemaining()) {
                bytes.putLong(store.random().nextLong());
            }
            key = new SecretKeySpec(bytes.array(), "AES");
        }
        return key;
    }

    private SpillFile writable() {
        if (closed) {
            throw new IllegalStateException("the task of " + name + " has ended");
        }
        SpillFile last = files.peekLast();
        if (last == null || last.full()) {
            last = store.create(name);
            files.addLast(last);
        }
        return last;
    }

    private static int checksum(byte[] bytes, int count) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, count);
        return (int) checksum.getValue();
    }

    void read(SpillFile file, SpilledPage.Place place, MemorySegment page) {
        PageCoder coder = store.borrowCoder();
        try {
            ReadableFile open;
            SecretKey secret;
            synchronized (filesLock) {
                open = file.reader();
                secret = key;
            }
            byte[] input = coder.input(place.storedBytes());
            open.readFully(
                    place.position(), MemorySegment.ofArray(input).asSlice(0, place.storedBytes()));
            if (checksum(input, place.storedBytes()) != place.checksum()) {
                throw new SheafException(ErrorCode.FILE_CORRUPT, "the checksum is wrong");
            }
            coder.decode(
                    place.storedBytes(),
                    place.compressed(),
                    place.headBytes(),
                    place.tailStart(),
                    page,
                    secret,
                    place.nonce());
        } catch (SheafException failure) {
            if (failure.code() != ErrorCode.FILE_CORRUPT) {
                throw failure;
            }
            throw new SheafException(
                    ErrorCode.FILE_CORRUPT,
                    "temporary file " + file.path() + " is damaged at byte " + place.position() + ": "
                            + failure.getMessage(),
                    failure);
        } finally {
            store.giveBack(coder);
        }
    }

    void free(SpillFile file) {
        synchronized (filesLock) {
            if (file.freed() && !closed) {
                remove(file);
            }
        }
    }

    private void remove(SpillFile file) {
        files.remove(file);
        file.delete();
    }

    /// Deletes all files. Nobody may use the pages that are in them, or offer more, afterwards. May be called twice.
    ///
    /// @throws SheafException when a file can't be deleted; all others are
    @Override
    public void close() {
        synchronized (pagesLock) {
            if (registered) {
                registered = false;
                memory.removeReclaimer(this);
            }
        }
        SheafException failure = null;
        synchronized (filesLock) {
            closed = true;
            key = null;
            for (SpillFile file : files) {
                try {
                    file.delete();
                } catch (SheafException failed) {
                    if (failure == null) {
                        failure = failed;
                    } else {
                        failure.addSuppressed(failed);
                    }
                }
            }
            files.clear();
        }
        if (failure != null) {
            throw failure;
        }
    }
}
