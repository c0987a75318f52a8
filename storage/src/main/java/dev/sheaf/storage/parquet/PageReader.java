// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.disk.ReadableFile;
import dev.sheaf.core.memory.MemoryContext;
import dev.sheaf.core.schedule.CancellationScope;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.file.NativeBuffer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.zip.CRC32;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.jspecify.annotations.Nullable;

/// Walks the pages of one column chunk. A page is first announced by its header and only read and decompressed when
/// asked for, so that skipping one costs its header, or nothing when an offset index tells where the next begins.
///
/// Decompressed pages stay valid until [#recycle]: a chunk's string views may point into several of them.
final class PageReader implements AutoCloseable {
    private static final int HEADER_BYTES_FIRST = 512;
    private static final int HEADER_BYTES_MAX = 16 << 20;

    private final ChunkLocation chunk;
    private final ChunkWindow window;
    private final PageCodec codec;
    private final MemoryContext memory;
    private final CRC32 crc = new CRC32();
    private final ArrayList<NativeBuffer> held = new ArrayList<>();
    private final ArrayDeque<NativeBuffer> free = new ArrayDeque<>();
    private byte[] headerBytes = new byte[HEADER_BYTES_FIRST];

    private long position;
    private PageHeader header = new PageHeader();
    private long bodyAt;
    private long dictionaryBodyAt = -1;
    private @Nullable PageHeader dictionaryHeader;

    PageReader(ReadableFile file, ChunkLocation chunk, PageCodec codec, MemoryContext memory) {
        this.chunk = chunk;
        this.window = new ChunkWindow(file, chunk.end(), memory);
        this.codec = codec;
        this.memory = memory;
        this.position = chunk.start();
    }

    /// Moves to the next data page and returns its number of values, nulls included.
    int nextDataPage() {
        while (true) {
            readHeader();
            switch (header.type) {
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
        if (dictionaryHeader == null && chunk.start() < pageOffset && position == chunk.start()) {
            readHeader();
            if (header.type == PageType.DICTIONARY_PAGE) {
                noteDictionary();
            }
        }
        position = pageOffset;
    }

    private void noteDictionary() {
        if (dictionaryHeader != null || header.dictionary_page_header == null) {
            throw new MalformedDataException("column chunk has a second or a nameless dictionary page");
        }
        dictionaryHeader = header;
        dictionaryBodyAt = bodyAt;
    }

    private int dataPageValues() {
        int values = header.type == PageType.DATA_PAGE ? v1().num_values : v2().num_values;
        if (values < 0) {
            throw new MalformedDataException("page claims " + values + " values");
        }
        return values;
    }

    private DataPageHeader v1() {
        DataPageHeader v1 = header.data_page_header;
        if (v1 == null) {
            throw new MalformedDataException("data page lacks its header");
        }
        return v1;
    }

    private DataPageHeaderV2 v2() {
        DataPageHeaderV2 v2 = header.data_page_header_v2;
        if (v2 == null) {
            throw new MalformedDataException("data page lacks its header");
        }
        return v2;
    }

    private void readHeader() {
        int length = HEADER_BYTES_FIRST;
        while (true) {
            int available = (int) Math.min(length, window.end() - position);
            if (available <= 0) {
                throw new MalformedDataException("pages end before the row group's last row");
            }
            long at = window.locate(position, available);
            if (headerBytes.length < available) {
                headerBytes = new byte[available];
            }
            MemorySegment.copy(window.segment(), ValueLayout.JAVA_BYTE, at, headerBytes, 0, available);
            try {
                header = new PageHeader();
                int used = ThriftBytes.read(header, headerBytes, 0, available);
                checkHeader();
                bodyAt = position + used;
                position = bodyAt + header.compressed_page_size;
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
        if (header.type == null || header.compressed_page_size < 0 || header.uncompressed_page_size < 0) {
            throw new MalformedDataException("page header has no type or a negative size");
        }
    }

    /// Reads and decompresses the announced data page.
    DataPage load() {
        CancellationScope.check();
        return header.type == PageType.DATA_PAGE ? loadV1() : loadV2();
    }

    private DataPage loadV1() {
        DataPageHeader v1 = v1();
        if (v1.encoding == null) {
            throw new MalformedDataException("data page names no known encoding");
        }
        MemorySegment page = decompress(header, bodyAt, 0);
        boolean bitPacked = v1.definition_level_encoding == Encoding.BIT_PACKED;
        return new DataPage(page, header.uncompressed_page_size, v1.num_values, v1.encoding,
                bitPacked ? DataPage.Levels.BIT_PACKED : DataPage.Levels.LENGTH_PREFIXED, 0);
    }

    private DataPage loadV2() {
        DataPageHeaderV2 v2 = v2();
        long levels = (long) v2.definition_levels_byte_length + v2.repetition_levels_byte_length;
        if (v2.encoding == null || v2.definition_levels_byte_length < 0 || v2.repetition_levels_byte_length < 0
                || levels > Math.min(header.compressed_page_size, header.uncompressed_page_size)) {
            throw new MalformedDataException("data page has no known encoding or levels longer than itself");
        }
        MemorySegment page;
        if (v2.isSetIs_compressed() && !v2.is_compressed) {
            if (header.compressed_page_size != header.uncompressed_page_size) {
                throw new MalformedDataException("uncompressed page has two sizes");
            }
            page = copy(header, bodyAt);
        } else {
            page = decompress(header, bodyAt, (int) levels);
        }
        return new DataPage(page, header.uncompressed_page_size, v2.num_values, v2.encoding,
                DataPage.Levels.BARE, v2.definition_levels_byte_length);
    }

    /// Reads the dictionary page into memory that stays valid until [#close], or gives null when there is none.
    @Nullable DictionaryPage loadDictionary() {
        PageHeader noted = dictionaryHeader;
        if (noted == null) {
            return null;
        }
        if (noted.dictionary_page_header.num_values < 0) {
            throw new MalformedDataException("dictionary claims a negative number of values");
        }
        MemorySegment page = decompress(noted, dictionaryBodyAt, 0);
        // Taken out of the list, so that recycling never gives it to another page.
        NativeBuffer owner = held.removeLast();
        return new DictionaryPage(page, noted.uncompressed_page_size, noted.dictionary_page_header.num_values, owner);
    }

    private MemorySegment copy(PageHeader of, long at) {
        return readBody(of, at, 0, of.compressed_page_size, null);
    }

    private MemorySegment decompress(PageHeader of, long at, int plainBytes) {
        return readBody(of, at, plainBytes, of.compressed_page_size, chunk.compressed() ? codec : null);
    }

    private MemorySegment readBody(PageHeader of, long at, int plainBytes, int bytes, @Nullable PageCodec by) {
        int expanded = of.uncompressed_page_size;
        if (by == null && expanded != bytes) {
            throw new MalformedDataException("uncompressed page of " + bytes + " bytes claims " + expanded);
        }
        if (by != null && expanded > by.expandedBytesMax(bytes)) {
            throw new MalformedDataException(bytes + " bytes cannot hold the page of " + expanded + " bytes");
        }
        long from = window.locate(at, bytes);
        MemorySegment input = window.segment().asSlice(from, bytes);
        if (of.isSetCrc()) {
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
                expand(by, input.asSlice(plainBytes), page.asSlice(plainBytes, expanded - plainBytes));
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
        if ((int) crc.getValue() != of.crc) {
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
