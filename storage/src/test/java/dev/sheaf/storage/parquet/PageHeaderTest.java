// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sheaf.storage.file.MalformedDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DataPageHeaderV2;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;

/// Headers as Thrift's own writer writes them.
class PageHeaderTest {
    private static byte[] bytes(org.apache.parquet.format.PageHeader header) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Util.writePageHeader(header, out);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return out.toByteArray();
    }

    private static org.apache.parquet.format.PageHeader firstForm() {
        DataPageHeader data =
                new DataPageHeader(2_000_000_000, Encoding.DELTA_BYTE_ARRAY, Encoding.BIT_PACKED, Encoding.RLE);
        Statistics statistics = new Statistics();
        statistics.setMin_value(new byte[300]);
        statistics.setMax_value(new byte[] {1});
        statistics.setNull_count(1L << 60);
        statistics.setIs_max_value_exact(true);
        data.setStatistics(statistics);
        org.apache.parquet.format.PageHeader header =
                new org.apache.parquet.format.PageHeader(PageType.DATA_PAGE, Integer.MAX_VALUE, 77);
        header.setData_page_header(data);
        header.setCrc(-5);
        return header;
    }

    private static org.apache.parquet.format.PageHeader secondForm(boolean compressed) {
        DataPageHeaderV2 data = new DataPageHeaderV2(10, 2, 10, Encoding.PLAIN, 5, 6);
        data.setIs_compressed(compressed);
        org.apache.parquet.format.PageHeader header =
                new org.apache.parquet.format.PageHeader(PageType.DATA_PAGE_V2, 100, 50);
        header.setData_page_header_v2(data);
        return header;
    }

    @Test
    void readsWhatThriftWrites() {
        PageHeader header = new PageHeader();
        byte[] bytes = bytes(firstForm());
        assertEquals(bytes.length, header.read(MemorySegment.ofArray(bytes), 0, bytes.length));
        assertEquals(PageType.DATA_PAGE, header.type());
        assertEquals(Integer.MAX_VALUE, header.expandedBytes());
        assertEquals(77, header.compressedBytes());
        assertEquals(-5, header.crc());
        assertTrue(header.hasCrc() && header.hasDetails());
        assertEquals(2_000_000_000, header.valueCount());
        assertEquals(Encoding.DELTA_BYTE_ARRAY, header.encoding());
        assertEquals(Encoding.BIT_PACKED, header.levelEncoding());

        bytes = bytes(secondForm(false));
        assertEquals(bytes.length, header.read(MemorySegment.ofArray(bytes), 0, bytes.length));
        assertEquals(PageType.DATA_PAGE_V2, header.type());
        assertFalse(header.hasCrc() || header.compressed());
        assertEquals(Encoding.PLAIN, header.encoding());
        assertEquals(5, header.definitionBytes());
        assertEquals(6, header.repetitionBytes());

        org.apache.parquet.format.PageHeader dictionary =
                new org.apache.parquet.format.PageHeader(PageType.DICTIONARY_PAGE, 1, 1);
        bytes = bytes(dictionary.setDictionary_page_header(new DictionaryPageHeader(3, Encoding.PLAIN)));
        byte[] padded = Arrays.copyOf(bytes, bytes.length + 9);
        assertEquals(bytes.length, header.read(MemorySegment.ofArray(padded), 0, padded.length));
        assertEquals(PageType.DICTIONARY_PAGE, header.type());
        assertEquals(3, header.valueCount());
        assertTrue(header.compressed());
    }

    @Test
    void missesDetailsOfAnotherKindOfPage() {
        org.apache.parquet.format.PageHeader wrong = secondForm(true).setType(PageType.DICTIONARY_PAGE);
        byte[] bytes = bytes(wrong);
        PageHeader header = new PageHeader();
        header.read(MemorySegment.ofArray(bytes), 0, bytes.length);
        assertFalse(header.hasDetails());
    }

    @Test
    void refusesHeadersThatAreCutShort() {
        byte[] bytes = bytes(firstForm());
        for (int length = 0; length < bytes.length; length++) {
            MemorySegment cut = MemorySegment.ofArray(Arrays.copyOf(bytes, length));
            assertThrows(MalformedDataException.class, () -> new PageHeader().read(cut, 0, cut.byteSize()));
        }
    }

    @Test
    void damageIsRefusedOrReadToTheEnd() {
        Random random = new Random(20260301);
        byte[] whole = bytes(firstForm());
        PageHeader header = new PageHeader();
        for (int run = 0; run < 20_000; run++) {
            byte[] damaged = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                int used = header.read(MemorySegment.ofArray(damaged), 0, damaged.length);
                assertTrue(used > 0 && used <= damaged.length);
            } catch (MalformedDataException refused) {
                assertFalse(String.valueOf(refused.getMessage()).isEmpty());
            }
        }
    }
}
