// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Objects;
import java.util.zip.CRC32;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/// Walks the pages of one column chunk. A page is first announced by its header and only read and decompressed when
/// asked for, so that skipping one costs its header, or nothing when an offset index tells where the next begins.
///
/// Decompressed pages stay valid until [#recycle]: a chunk's string views may point into several of them.
final class PageReader implements AutoCloseable {
    private static final int HEADER_BYTES_FIRST = 512;
    private static final int HEADER_BYTES_MAX = 16 << 20;

    private ChunkLocation chunk;
    private final ChunkWindow window;
    private PageCodec codec;
    private final MemoryContext memory;
    private final CRC32 crc = new CRC32();
    private final ArrayList<NativeBuffer> held = new ArrayList<>();
    private final ArrayDeque<NativeBuffer> free = new ArrayDeque<>();
    private long position;
    private PageHeader header = new PageHeader();
    private PageHeader dictionary = new PageHeader();
    private boolean dictionaryNoted;
    private long bodyAt;
    private long dictionaryBodyAt = -1;

    PageReader(ReadableFile file, ChunkLocation chunk, PageCodec codec, MemoryContext memory) {
        this.chunk = chunk;
        this.window = new ChunkWindow(file, chunk.end(), memory);
        this.codec = codec;
        this.memory = memory;
        this.position = chunk.start();
    }

    /// Goes on with another column chunk of the file; nothing of the one before may be in use any more.
    ///
    /// @param next takes the place of the codec, which is closed if it is another one
    void restart(ChunkLocation location, PageCodec next) {
        if (next != codec) {
            codec.close();
            codec = next;
        }
        chunk = location;
        window.restart(location.end());
        position = location.start();
        dictionaryNoted = false;
        dictionaryBodyAt = -1;
        while (!held.isEmpty()) {
            free.push(held.removeLast());
        }
    }

    /// Takes a dictionary's page back, to be filled again.
    void reuse(NativeBuffer dictionaryPage) {
        free.push(dictionaryPage);
    }

    PageCodec codec() {
        return codec;
    }

    /// Moves to the next data page and returns its number of values, nulls included.
    int nextDataPage() {
        while (true) {
            readHeader();
            switch (Objects.requireNonNull(header.type())) {
                case DATA_PAGE, DATA_PAGE_V2 -> {
                    return dataPageValues();
                }
                case DICTIONARY_PAGE -> noteDictionary();
                case INDEX_PAGE -> {}
            }
        }
    }

    /// Continues at a page whose place an offset index gives.
    void jumpTo(long pageOffset) {
        if (!dictionaryNoted && chunk.start() < pageOffset && position == chunk.start()) {
            readHeader();
            if (header.type() == PageType.DICTIONARY_PAGE) {
                noteDictionary();
            }
        }
        position = pageOffset;
    }

    private void noteDictionary() {
        if (dictionaryNoted || !header.hasDetails()) {
            throw new MalformedDataException("column chunk has a second or a nameless dictionary page");
        }
        PageHeader spare = dictionary;
        dictionary = header;
        header = spare;
        dictionaryNoted = true;
        dictionaryBodyAt = bodyAt;
    }

    private int dataPageValues() {
        if (!header.hasDetails()) {
            throw new MalformedDataException("data page lacks its header");
        }
        if (header.valueCount() < 0) {
            throw new MalformedDataException("page claims " + header.valueCount() + " values");
        }
        return header.valueCount();
    }

    private void readHeader() {
        int length = HEADER_BYTES_FIRST;
        while (true) {
            int available = (int) Math.min(length, window.end() - position);
            if (available <= 0) {
                throw new MalformedDataException("pages end before the row group's last row");
            }
            long at = window.locate(position, available);
            try {
                int used = header.read(window.segment(), at, available);
                checkHeader();
                bodyAt = position + used;
                position = bodyAt + header.compressedBytes();
                return;
            } catch (MalformedDataException incomplete) {
                // Statistics can make a header long; more bytes are tried until they can't be the reason.
                if (available < length || length >= HEADER_BYTES_MAX) {
                    throw incomplete;
                }
                length *= 8;
            }
        }
    }

    private void checkHeader() {
        if (header.type() == null || header.compressedBytes() < 0 || header.expandedBytes() < 0) {
            throw new MalformedDataException("page header has no type or a negative size");
        }
    }

    /// Reads and decompresses the announced data page.
    DataPage load() {
        CancellationScope.check();
        return header.type() == PageType.DATA_PAGE ? loadV1() : loadV2();
    }

    private DataPage loadV1() {
        Encoding encoding = header.encoding();
        if (encoding == null) {
            throw new MalformedDataException("data page names no known encoding");
        }
        MemorySegment page = decompress(header, bodyAt, 0);
        boolean bitPacked = header.levelEncoding() == Encoding.BIT_PACKED;
        return new DataPage(page, header.expandedBytes(), header.valueCount(), encoding,
                bitPacked ? DataPage.Levels.BIT_PACKED : DataPage.Levels.LENGTH_PREFIXED, 0);
    }

    private DataPage loadV2() {
        Encoding encoding = header.encoding();
        long levels = (long) header.definitionBytes() + header.repetitionBytes();
        if (encoding == null || header.definitionBytes() < 0 || header.repetitionBytes() < 0
                || levels > Math.min(header.compressedBytes(), header.expandedBytes())) {
            throw new MalformedDataException("data page has no known encoding or levels longer than itself");
        }
        MemorySegment page;
        if (header.compressed()) {
            page = decompress(header, bodyAt, (int) levels);
        } else {
            if (header.compressedBytes() != header.expandedBytes()) {
                throw new MalformedDataException("uncompressed page has two sizes");
            }
            page = readBody(header, bodyAt, 0, header.compressedBytes(), null);
        }
        return new DataPage(page, header.expandedBytes(), header.valueCount(), encoding,
                DataPage.Levels.BARE, header.definitionBytes());
    }

    /// Reads the dictionary page into memory that stays valid until [#close], or gives null when there is none.
    @Nullable DictionaryPage loadDictionary() {
        if (!dictionaryNoted) {
            return null;
        }
        if (dictionary.valueCount() < 0) {
            throw new MalformedDataException("dictionary claims a negative number of values");
        }
        MemorySegment page = decompress(dictionary, dictionaryBodyAt, 0);
        // Taken out of the list, so that recycling never gives it to another page.
        NativeBuffer owner = held.removeLast();
        return new DictionaryPage(page, dictionary.expandedBytes(), dictionary.valueCount(), owner);
    }

    private MemorySegment decompress(PageHeader of, long at, int plainBytes) {
        return readBody(of, at, plainBytes, of.compressedBytes(), chunk.compressed() ? codec : null);
    }

    private MemorySegment readBody(PageHeader of, long at, int plainBytes, int bytes, @Nullable PageCodec by) {
        int expanded = of.expandedBytes();
        if (by == null && expanded != bytes) {
            throw new MalformedDataException("uncompressed page of " + bytes + " bytes claims " + expanded);
        }
        if (by != null && expanded > by.expandedBytesMax(bytes)) {
            throw new MalformedDataException(bytes + " bytes cannot hold the page of " + expanded + " bytes");
        }
        long from = window.locate(at, bytes);
        MemorySegment input = window.segment().asSlice(from, bytes);
        if (of.hasCrc()) {
            verifyCrc(of, input);
        }
        NativeBuffer buffer = free.isEmpty() ? new NativeBuffer(memory) : free.pop();
        held.add(buffer);
        MemorySegment page = buffer.require(expanded);
        if (by == null) {
            MemorySegment.copy(input, 0, page, 0, expanded);
        } else {
            MemorySegment.copy(input, 0, page, 0, plainBytes);
            if (expanded > plainBytes) {
                MemorySegment compressed = plainBytes == 0 ? input : input.asSlice(plainBytes);
                expand(by, compressed, page.asSlice(plainBytes, expanded - plainBytes));
            }
        }
        return page;
    }

    private static void expand(PageCodec by, MemorySegment input, MemorySegment output) {
        try {
            by.decompress(input, output);
        } catch (io.airlift.compress.v3.MalformedInputException | IllegalArgumentException broken) {
            throw new MalformedDataException("page does not decompress: " + broken.getMessage(), broken);
        }
    }

    private void verifyCrc(PageHeader of, MemorySegment input) {
        crc.reset();
        crc.update(input.asByteBuffer());
        if ((int) crc.getValue() != of.crc()) {
            throw new MalformedDataException("page checksum does not match");
        }
    }

    /// Tells that views into all pages but the current one are no longer used.
    void recycle() {
        while (held.size() > 1) {
            free.push(held.removeFirst());
        }
    }

    /// Where the current page's header ends in the file, to name a place in errors.
    long bodyPosition() {
        return bodyAt;
    }

    @Override
    public void close() {
        held.forEach(NativeBuffer::close);
        held.clear();
        free.forEach(NativeBuffer::close);
        free.clear();
        window.close();
        codec.close();
    }

    /// A decompressed dictionary page and the buffer that must be closed after its last use.
    record DictionaryPage(MemorySegment bytes, int length, int valueCount, NativeBuffer owner) {}
}
