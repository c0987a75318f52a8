// Copyright 2026 The Sheaf Authors
// SPDX-License-Identifier: Apache-2.0

package dev.sheaf.storage.parquet;

import dev.sheaf.core.plan.ScanConstraint;
import dev.sheaf.storage.file.MalformedDataException;
import dev.sheaf.storage.scan.ValueBounds;
import io.airlift.compress.v3.xxhash.XxHash64JavaHasher;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.format.BloomFilterHeader;
import org.apache.parquet.format.ColumnMetaData;
import org.jspecify.annotations.Nullable;

/// Split-block bloom filters (Putze, Sanders and Singler, "Cache-, hash- and space-efficient bloom filters") over
/// xxHash64 of the stored values. Asked only for equality on types whose stored form is unique.
final class BloomFilter {
    private static final int BLOCK_BYTES = 32;
    private static final int HEADER_BYTES_MAX = 64;
    private static final int FILTER_BYTES_MAX = 128 << 20;
    private static final int[] SALT = {
        0x47b6137b, 0x44974d91, 0x8824ad5b, 0xa2b7289d, 0x705495c7, 0x2df1424b, 0x9efc4947, 0x5c6bfb31
    };

    private BloomFilter() {}

    /// Whether the filter, if there is one, lets the constraint match.
    static boolean mayMatch(ParquetFile file, int rowGroup, ParquetColumn column, ScanConstraint constraint) {
        boolean equality = constraint.comparison() == ScanConstraint.Comparison.EQUAL
                || constraint.comparison() == ScanConstraint.Comparison.IN;
        ColumnMetaData data = file.chunk(rowGroup, column).meta_data;
        if (!equality || !data.isSetBloom_filter_offset() || !hashable(column)) {
            return true;
        }
        byte[] filter = read(file, data);
        if (filter == null) {
            return true;
        }
        return constraint.operands().stream()
                .anyMatch(operand -> contains(filter, hash(column, ValueBounds.valueOf(operand))));
    }

    private static boolean hashable(ParquetColumn column) {
        return column.conversion() == Conversion.NONE
                && switch (column.stored()) {
                    case INT32, INT64, BYTE_ARRAY -> true;
                    case BOOLEAN, FLOAT, DOUBLE, FIXED -> false;
                };
    }

    private static byte @Nullable [] read(ParquetFile file, ColumnMetaData data) {
        long offset = data.bloom_filter_offset;
        long available = Math.min(HEADER_BYTES_MAX, file.input().sizeBytes() - offset);
        byte[] head = file.metadataBytes(offset, available);
        BloomFilterHeader header = new BloomFilterHeader();
        int used = ThriftBytes.read(header, head, 0, head.length);
        boolean known = header.algorithm != null && header.algorithm.isSetBLOCK() && header.hash != null
                && header.hash.isSetXXHASH() && header.compression != null && header.compression.isSetUNCOMPRESSED();
        if (!known) {
            return null;
        }
        if (header.numBytes <= 0 || header.numBytes % BLOCK_BYTES != 0 || header.numBytes > FILTER_BYTES_MAX) {
            throw new MalformedDataException("bloom filter of " + header.numBytes + " bytes");
        }
        return file.metadataBytes(offset + used, header.numBytes);
    }

    private static long hash(ParquetColumn column, Object value) {
        byte[] bytes = switch (value) {
            case Long number when column.stored() == ParquetType.INT32 ->
                    ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number.intValue()).array();
            case Long number -> ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
            case java.math.BigDecimal number -> ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(number.unscaledValue().longValue())
                    .array();
            case byte[] text -> text;
            default -> throw new IllegalArgumentException(value.getClass().getSimpleName());
        };
        return XxHash64JavaHasher.hash(MemorySegment.ofArray(bytes), 0);
    }

    private static boolean contains(byte[] filter, long hash) {
        long blocks = filter.length / BLOCK_BYTES;
        int block = (int) ((hash >>> 32) * blocks >>> 32) * BLOCK_BYTES;
        ByteBuffer words = ByteBuffer.wrap(filter).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < SALT.length; i++) {
            int bit = 1 << ((int) hash * SALT[i] >>> 27);
            if ((words.getInt(block + 4 * i) & bit) == 0) {
                return false;
            }
        }
        return true;
    }
}
